import { ClipboardCheck, ClipboardCopy } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { useTransport } from '../../client/client.js';
import { Button } from '../../parts/Button.js';
import { texts } from '../../texts/texts.js';
import type { Asked } from './asked.js';

const words = texts.changes;

/** Puts what is shown onto the clipboard, for a review. */
export function CopyMarkdown({ asked }: { readonly asked: Asked }): ReactNode {
  const transport = useTransport();
  const [state, setState] = useState<'copied' | 'failed'>();
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(await transport.request('changes.markdown', asked));
      setState('copied');
    } catch {
      setState('failed');
    }
    window.setTimeout(() => setState(undefined), 3000);
  };
  return (
    <>
      <span role="status" className="quiet">
        {state === 'copied' ? words.copied : state === 'failed' ? words.copyFailed : ''}
      </span>
      <Button onClick={() => void copy()}>
        {state === 'copied' ? (
          <ClipboardCheck aria-hidden size={14} />
        ) : (
          <ClipboardCopy aria-hidden size={14} />
        )}{' '}
        {words.copy}
      </Button>
    </>
  );
}
