import { type ReactNode, useState } from 'react';
import { useAnswer, useTransport } from '../../client/client.js';
import { useStore } from '../../data/store.js';
import { FormDialog, FormLine } from '../../parts/FormDialog.js';
import { Problem } from '../../parts/Problem.js';
import { texts } from '../../texts/texts.js';
import { newDraftDialog } from './new-draft.js';

const words = texts.drafts;

export function NewDraftDialog(): ReactNode {
  return useStore(newDraftDialog) ? <Ask /> : null;
}

function Ask(): ReactNode {
  const transport = useTransport();
  const uncommitted = useAnswer('changes.count', {}).data?.files ?? 0;
  const [title, setTitle] = useState('');
  const [from, setFrom] = useState<'published' | 'here'>('published');
  const [problem, setProblem] = useState<unknown>();
  const [busy, setBusy] = useState(false);
  const close = (): void => newDraftDialog.set(false);
  const make = async (): Promise<void> => {
    setBusy(true);
    setProblem(undefined);
    try {
      await transport.request('git.newDraft', { title: title.trim(), from });
      close();
    } catch (error) {
      setProblem(error);
      setBusy(false);
    }
  };
  return (
    <FormDialog
      title={words.newTitle}
      submit={words.submit}
      disabled={busy || title.trim() === ''}
      onSubmit={() => void make()}
      onClose={close}
    >
      {problem !== undefined && <Problem error={problem} />}
      <FormLine label={words.name} hint={words.nameHint}>
        <input
          className="input"
          autoFocus
          value={title}
          placeholder={words.nameExample}
          onChange={(event) => setTitle(event.target.value)}
        />
      </FormLine>
      <fieldset className="choices">
        <legend>{words.from}</legend>
        {(['published', 'here'] as const).map((start) => (
          <label key={start} className="check-line">
            <input type="radio" name="from" checked={from === start} onChange={() => setFrom(start)} />
            {start === 'published' ? words.fromPublished : words.fromHere}
          </label>
        ))}
      </fieldset>
      {uncommitted > 0 && <p className="notice">{words.comesAlong(uncommitted)}</p>}
    </FormDialog>
  );
}
