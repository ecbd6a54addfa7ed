import { type ReactNode, useRef, useState } from 'react';
import { goTo } from '../../app/router.js';
import { home } from '../../app/place.js';
import { useTransport } from '../../client/client.js';
import { FormDialog, FormLine } from '../../parts/FormDialog.js';
import { Problem } from '../../parts/Problem.js';
import { texts } from '../../texts/texts.js';
import { TransferProgress } from '../drafts/TransferProgress.js';
import { FolderInput } from './FolderInput.js';

const words = texts.welcome;

export type Way = keyof typeof words.ways;

/** Asks for what one way to a catalog needs, and goes it; where it does not work out, what was said stays there. */
export function WayDialog({ way, onClose }: { readonly way: Way; readonly onClose: () => void }): ReactNode {
  const transport = useTransport();
  const [directory, setDirectory] = useState('');
  const [url, setUrl] = useState('');
  const [token, setToken] = useState('');
  const [problem, setProblem] = useState<unknown>();
  const [busy, setBusy] = useState(false);
  const stopping = useRef<AbortController>(undefined);
  const { title, submit } = words.ways[way];
  const folder = { directory: directory.trim() };

  const take = (signal: AbortSignal): Promise<unknown> => {
    if (way === 'open') return transport.request('catalog.open', folder, signal);
    if (way === 'create') return transport.request('catalog.create', folder, signal);
    const login = token.trim() === '' ? {} : { login: { token: token.trim() } };
    return transport.request('catalog.clone', { ...folder, url: url.trim(), ...login }, signal);
  };
  const start = async (): Promise<void> => {
    stopping.current = new AbortController();
    const { signal } = stopping.current;
    setBusy(true);
    setProblem(undefined);
    try {
      await take(signal);
      goTo(home);
      onClose();
    } catch (error) {
      if (!signal.aborted) setProblem(error);
    } finally {
      setBusy(false);
    }
  };
  return (
    <FormDialog
      title={title}
      submit={submit}
      disabled={busy || folder.directory === '' || (way === 'clone' && url.trim() === '')}
      onSubmit={() => void start()}
      onClose={() => {
        stopping.current?.abort();
        onClose();
      }}
    >
      {problem !== undefined && <Problem error={problem} />}
      {way === 'clone' && (
        <>
          <FormLine label={words.address} hint={words.addressHint}>
            <input
              className="input"
              autoFocus
              autoComplete="off"
              value={url}
              onChange={(event) => setUrl(event.target.value)}
            />
          </FormLine>
          <FormLine label={words.token} hint={words.tokenHint}>
            <input
              className="input"
              type="password"
              autoComplete="off"
              value={token}
              onChange={(event) => setToken(event.target.value)}
            />
          </FormLine>
        </>
      )}
      <FolderInput
        value={directory}
        title={title}
        isFirst={way !== 'clone'}
        hint={way === 'open' ? words.folderHint : words.emptyFolderHint}
        onChange={setDirectory}
      />
      {busy && way === 'clone' && <TransferProgress job="clone" onStop={() => stopping.current?.abort()} />}
    </FormDialog>
  );
}
