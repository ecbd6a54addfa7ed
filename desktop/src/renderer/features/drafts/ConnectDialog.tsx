import { type ReactNode, useState } from 'react';
import { useDesk } from '../../data/desk-context.js';
import { useStore } from '../../data/store.js';
import { FormDialog, FormLine } from '../../parts/FormDialog.js';
import { Problem } from '../../parts/Problem.js';
import { texts } from '../../texts/texts.js';
import { connectDialog } from './connect.js';
import { startTransfer } from './transfer.js';

const words = texts.drafts;

export function ConnectDialog(): ReactNode {
  return useStore(connectDialog) ? <Ask /> : null;
}

/** Asks where the repository of others is, and looks at once whether it is there. */
function Ask(): ReactNode {
  const desk = useDesk();
  const [url, setUrl] = useState('');
  const [problem, setProblem] = useState<unknown>();
  const close = (): void => connectDialog.set(false);
  const connect = async (): Promise<void> => {
    try {
      await desk.transport.request('git.connect', { url: url.trim() });
    } catch (error) {
      setProblem(error);
      return;
    }
    close();
    await startTransfer(desk, 'fetch');
  };
  return (
    <FormDialog
      title={words.connectTitle}
      submit={words.connectSubmit}
      disabled={url.trim() === ''}
      onSubmit={() => void connect()}
      onClose={close}
    >
      {problem !== undefined && <Problem error={problem} />}
      <FormLine label={texts.welcome.address} hint={words.connectHint}>
        <input
          className="input"
          autoFocus
          autoComplete="off"
          value={url}
          placeholder={words.connectExample}
          onChange={(event) => setUrl(event.target.value)}
        />
      </FormLine>
    </FormDialog>
  );
}
