import type { ReactNode } from 'react';
import type { FileState } from '../../../api/files.js';
import { useTransport } from '../../client/client.js';
import { useDesk } from '../../data/desk-context.js';
import { useStore } from '../../data/store.js';
import { Button } from '../../parts/Button.js';
import { pointerWords } from '../../parts/pointer-words.js';
import { texts } from '../../texts/texts.js';
import { stateText } from './state-text.js';
import './files.css';

const words = texts.files;

/** What is to be said of files that are not on disk as they were typed; nothing where all is well. */
export function FileNotices({ paths }: { readonly paths: readonly string[] }): ReactNode {
  const saving = useStore(useDesk().saving.store);
  const states = paths.flatMap((path) => saving.get(path) ?? []);
  return states.map((state) =>
    state.state === 'conflict' ? (
      <ConflictNotice key={state.path} path={state.path} conflict={state.conflict} />
    ) : state.state === 'failed' ? (
      <p key={state.path} className="notice warning" role="alert">
        <code>{state.path}</code> {stateText(state)}
      </p>
    ) : null,
  );
}

type ConflictState = Extract<FileState, { readonly state: 'conflict' }>;

function ConflictNotice({ path, conflict }: Pick<ConflictState, 'path' | 'conflict'>): ReactNode {
  const transport = useTransport();
  const take = (side: 'ours' | 'theirs'): void =>
    void transport.request('files.resolve', { path, take: side });
  const places = conflict.places.filter(({ pointer }) => pointer !== '');
  return (
    <section className="notice warning conflict" role="alert" aria-label={words.conflict(path)}>
      <p>
        <strong>{words.conflict(path)}</strong> {conflict.theirs === null ? words.gone : words.conflictHint}
      </p>
      {places.length > 0 && (
        <table>
          <thead>
            <tr>
              <th scope="col">{words.place}</th>
              <th scope="col">{words.ours}</th>
              <th scope="col">{words.theirs}</th>
            </tr>
          </thead>
          <tbody>
            {places.map(({ pointer, ours, theirs }) => (
              <tr key={pointer}>
                <th scope="row">{pointerWords(pointer)}</th>
                <td>{ours ?? words.nothing}</td>
                <td>{theirs ?? words.nothing}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <p className="conflict-choices">
        <Button onClick={() => take('ours')}>{words.takeOurs}</Button>
        <Button onClick={() => take('theirs')}>{words.takeTheirs}</Button>
      </p>
    </section>
  );
}
