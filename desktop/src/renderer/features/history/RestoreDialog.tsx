import { type ReactNode, useState } from 'react';
import type { LogEntry, Thing } from '../../../api/git.js';
import { placeOf } from '../../app/place.js';
import { goTo } from '../../app/router.js';
import { useAnswer } from '../../client/client.js';
import { useDesk } from '../../data/desk-context.js';
import { FormDialog } from '../../parts/FormDialog.js';
import { Problem } from '../../parts/Problem.js';
import { whenText } from '../../parts/when.js';
import { texts } from '../../texts/texts.js';

const words = texts.history;
const mostTold = 8;

/** Brings a thing back to what it was in a commit: what that changes, and what stays; it can be undone. */
export function RestoreDialog({
  entry,
  of,
  onClose,
}: {
  readonly entry: LogEntry;
  readonly of: Thing;
  readonly onClose: () => void;
}): ReactNode {
  const desk = useDesk();
  const { data, error } = useAnswer('git.restorePlan', { commit: entry.commit, of }, { fresh: true });
  const [problem, setProblem] = useState<unknown>();
  const restore = async (): Promise<void> => {
    if (data === undefined) return;
    try {
      // What stands there now, so that Undo can bring it back.
      await desk.drafts.load(data.changes.map(({ path }) => path));
      desk.drafts.edit(data.changes, { label: words.restored(of.name) });
    } catch (failed) {
      setProblem(failed);
      return;
    }
    onClose();
    goTo(placeOf(of.kind, of.name));
  };
  const shown = problem ?? error ?? undefined;
  return (
    <FormDialog
      title={words.restoreTitle(of.name)}
      submit={words.restoreSubmit}
      disabled={data === undefined || data.changes.length === 0}
      onSubmit={() => void restore()}
      onClose={onClose}
    >
      <p>{words.restoreHint(entry.title, whenText(entry.when))}</p>
      {shown !== undefined && <Problem error={shown} />}
      {data === undefined ? (
        shown === undefined && <p className="quiet">{texts.app.loading}</p>
      ) : data.changes.length === 0 ? (
        <p>{words.restoreNothing}</p>
      ) : (
        <>
          <ul className="restore-words">
            {data.meant.slice(0, mostTold).map((text, index) => (
              <li key={index}>{text}</li>
            ))}
            {data.meant.length > mostTold && (
              <li className="quiet">{words.more(data.meant.length - mostTold)}</li>
            )}
          </ul>
          <ul className="small">
            {data.changes.map(({ path, text }) => (
              <li key={path}>
                <span className="code">{path}</span>{' '}
                {text === null && <span className="quiet">{texts.changes.fileKinds.deleted}</span>}
              </li>
            ))}
          </ul>
        </>
      )}
      {data !== undefined && data.kept.length > 0 && (
        <p className="notice">{words.restoreKept(data.kept.join(', '))}</p>
      )}
    </FormDialog>
  );
}
