import type { ReactNode } from 'react';
import type { GitState } from '../../../api/git.js';
import { placeForFile } from '../../app/place-for-file.js';
import { addressOf } from '../../app/place.js';
import { useDesk } from '../../data/desk-context.js';
import { useStore } from '../../data/store.js';
import { SeverityMark } from '../../parts/FindingMark.js';
import { texts } from '../../texts/texts.js';

const words = texts.commit;
const mostShown = 5;

/** What one should know before a commit: errors of the catalog, what is not on disk, where the repository stands. */
export function BeforeCommit({
  state,
  onLeave,
}: {
  readonly state: GitState | null | undefined;
  /** Called when somebody goes to look at an error. */
  readonly onLeave: () => void;
}): ReactNode {
  const desk = useDesk();
  const errors = [...useStore(desk.findings).values()].flat().filter(({ severity }) => severity === 'error');
  const stuck = [...useStore(desk.saving.store).values()].filter((file) => file.state !== 'saving');
  return (
    <>
      {errors.length > 0 && (
        <section className="notice warning" aria-label={words.errors(errors.length)}>
          <p>
            <strong>{words.errors(errors.length)}</strong> {words.errorsHint}
          </p>
          <ul className="commit-errors">
            {errors.slice(0, mostShown).map(({ file, pointer, rule, message }) => (
              <li key={`${file}${pointer}${rule}${message}`}>
                <SeverityMark severity="error" />
                <a href={addressOf(placeForFile(file, pointer))} onClick={onLeave}>
                  {message}
                </a>
              </li>
            ))}
          </ul>
          {errors.length > mostShown && (
            <p className="quiet">{words.moreErrors(errors.length - mostShown)}</p>
          )}
        </section>
      )}
      {stuck.length > 0 && <p className="notice warning">{words.notSaved(stuck.length)}</p>}
      {state?.unfinished !== undefined && (
        <p className="notice warning">{words.unfinished(state.unfinished)}</p>
      )}
      {state?.commit !== undefined && state.branch === undefined && (
        <p className="notice warning">{words.detached}</p>
      )}
    </>
  );
}
