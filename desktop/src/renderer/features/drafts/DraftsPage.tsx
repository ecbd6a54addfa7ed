import { GitBranch, Plus } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import type { Draft } from '../../../api/git.js';
import { useAnswer, useTransport } from '../../client/client.js';
import { Button } from '../../parts/Button.js';
import { Problem } from '../../parts/Problem.js';
import { whenText } from '../../parts/when.js';
import { texts } from '../../texts/texts.js';
import { newDraftDialog } from './new-draft.js';
import { RemotePanel } from './RemotePanel.js';
import { RepositoryNotices } from './RepositoryNotices.js';
import './drafts.css';

const words = texts.drafts;

/** Branches, as drafts: which there are, which one is open, and how it stands to the remote. */
export function DraftsPage(): ReactNode {
  const { data, error } = useAnswer('git.drafts', {}, { keep: true });
  const transport = useTransport();
  const [problem, setProblem] = useState<unknown>();
  const [busy, setBusy] = useState(false);
  const switchTo = async (branch: string): Promise<void> => {
    setBusy(true);
    setProblem(undefined);
    await transport.request('git.switch', { branch }).catch(setProblem);
    setBusy(false);
  };
  return (
    <div className="page-column">
      <header className="drafts-head">
        <h1>{words.title}</h1>
        <span className="spring" />
        <Button primary onClick={() => newDraftDialog.set(true)}>
          <Plus aria-hidden size={15} /> {words.new}
        </Button>
      </header>
      <p className="quiet">{words.hint}</p>
      {error !== null && <Problem error={error} />}
      <RepositoryNotices />
      <RemotePanel />
      {problem !== undefined && <Problem error={problem} />}
      <ul className="drafts" aria-label={words.list}>
        {data?.map((draft) => (
          <DraftRow
            key={draft.branch}
            draft={draft}
            busy={busy}
            onSwitch={() => void switchTo(draft.branch)}
          />
        ))}
      </ul>
    </div>
  );
}

function DraftRow({
  draft,
  busy,
  onSwitch,
}: {
  readonly draft: Draft;
  readonly busy: boolean;
  readonly onSwitch: () => void;
}): ReactNode {
  const { branch, title, current, place, who, when, last } = draft;
  return (
    <li className={current ? 'draft current' : 'draft'}>
      <GitBranch aria-hidden size={16} />
      <div className="draft-words">
        <p>
          <strong>{title}</strong>{' '}
          {title !== branch && (
            <span className="quiet code" title={words.gitName}>
              {branch}
            </span>
          )}{' '}
          {place !== 'both' && <span className="tag">{words.places[place]}</span>}
        </p>
        <p className="quiet small">
          {last} · {words.last(who, whenText(when))}
        </p>
      </div>
      {current ? (
        <span className="status active">{words.current}</span>
      ) : (
        <Button disabled={busy} aria-label={words.switchTo(title)} onClick={onSwitch}>
          {words.switch}
        </Button>
      )}
    </li>
  );
}
