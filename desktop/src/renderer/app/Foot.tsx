import { Check, CloudOff, LoaderCircle } from 'lucide-react';
import type { ReactNode } from 'react';
import { useDesk } from '../data/desk-context.js';
import { useStore } from '../data/store.js';
import { stateText } from '../features/files/state-text.js';
import { texts } from '../texts/texts.js';
import { useFeatures } from './features-context.js';

/** The line at the foot: what is open, what it is compared with, what is not on disk yet, and what features say. */
export function Foot(): ReactNode {
  const catalog = useStore(useDesk().catalog);
  const features = useFeatures();
  return (
    <footer className="foot" aria-label={texts.app.foot}>
      <span title={catalog?.directory}>{catalog?.title}</span>
      <span className="quiet">{catalog?.base}</span>
      <span className="spring" />
      <SavedState />
      {features.map(({ Status }, index) => Status && <Status key={index} />)}
    </footer>
  );
}

function SavedState(): ReactNode {
  const saving = useStore(useDesk().saving.store);
  const stuck = [...saving].filter(([, { state }]) => state !== 'saving');
  if (stuck.length > 0) {
    const title = stuck.map(([path, state]) => `${path}: ${stateText(state)}`).join('\n');
    return (
      <span className="foot-item warning" role="status" title={title}>
        <CloudOff aria-hidden size={13} /> {texts.app.heldBack(stuck.length)}
      </span>
    );
  }
  return (
    <span className="foot-item quiet" role="status">
      {saving.size > 0 ? <LoaderCircle aria-hidden size={13} /> : <Check aria-hidden size={13} />}{' '}
      {saving.size > 0 ? texts.app.saving : texts.app.saved}
    </span>
  );
}
