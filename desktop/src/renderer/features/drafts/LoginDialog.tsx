import { type ReactNode, useState } from 'react';
import { useDesk } from '../../data/desk-context.js';
import { useStore } from '../../data/store.js';
import { FormDialog, FormLine } from '../../parts/FormDialog.js';
import { Problem } from '../../parts/Problem.js';
import { texts } from '../../texts/texts.js';
import { loginDialog, startTransfer, transfer } from './transfer.js';

const words = texts.drafts;

export function LoginDialog(): ReactNode {
  const asked = useStore(loginDialog);
  return asked === undefined ? null : <Ask {...asked} />;
}

/** Asks who somebody is at the remote, where it does not take what we know; then it is tried again. */
function Ask({ kind, error }: NonNullable<ReturnType<typeof loginDialog.get>>): ReactNode {
  const desk = useDesk();
  const [token, setToken] = useState('');
  const [username, setUsername] = useState('');
  const [problem, setProblem] = useState<unknown>(error);
  const close = (): void => loginDialog.set(undefined);
  const login = async (): Promise<void> => {
    try {
      const name = username.trim();
      await desk.transport.request('git.login', {
        token: token.trim(),
        ...(name === '' ? {} : { username: name }),
      });
    } catch (failed) {
      setProblem(failed);
      return;
    }
    close();
    transfer.set({});
    await startTransfer(desk, kind);
  };
  return (
    <FormDialog
      title={words.loginTitle}
      submit={words.loginSubmit}
      disabled={token.trim() === ''}
      onSubmit={() => void login()}
      onClose={close}
    >
      <Problem error={problem} />
      <FormLine label={words.token} hint={words.tokenHint}>
        <input
          className="input"
          type="password"
          autoFocus
          autoComplete="off"
          value={token}
          onChange={(event) => setToken(event.target.value)}
        />
      </FormLine>
      <FormLine label={words.username} hint={words.usernameHint}>
        <input
          className="input"
          autoComplete="username"
          value={username}
          onChange={(event) => setUsername(event.target.value)}
        />
      </FormLine>
      <p className="quiet small">{words.tokenKept}</p>
    </FormDialog>
  );
}
