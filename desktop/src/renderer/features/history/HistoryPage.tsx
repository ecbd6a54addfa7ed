import { type ReactNode, useState } from 'react';
import type { LogEntry, Thing } from '../../../api/git.js';
import { addressOf, placeOf, type Place } from '../../app/place.js';
import { useAnswer } from '../../client/client.js';
import { Button } from '../../parts/Button.js';
import { Problem } from '../../parts/Problem.js';
import { whenText } from '../../parts/when.js';
import { texts } from '../../texts/texts.js';
import { Meaning } from './Meaning.js';
import { thingAt } from './place.js';
import { RestoreDialog } from './RestoreDialog.js';
import './history.css';

const words = texts.history;
const step = 30;

/** What the catalog, or one thing in it, is made of: who did what, when, and what it meant. */
export function HistoryPage({ place }: { readonly place: Place }): ReactNode {
  const of = thingAt(place);
  const [restoring, setRestoring] = useState<LogEntry>();
  const [limit, setLimit] = useState(step);
  const { data, error } = useAnswer(
    'git.log',
    { ...(of === undefined ? {} : { of }), limit },
    { keep: true },
  );
  return (
    <div className="page-column">
      <h1>
        {words.title}
        {of !== undefined && (
          <>
            {' '}
            · <a href={addressOf(placeOf(of.kind, of.name))}>{of.name}</a>
          </>
        )}
      </h1>
      <p className="quiet">{words.hint}</p>
      {error !== null && <Problem error={error} />}
      {data?.entries.length === 0 && <p>{of === undefined ? words.none : words.noneOfThing}</p>}
      <ol className="history" aria-label={words.list}>
        {data?.entries.map((entry) => (
          <CommitRow key={entry.commit} entry={entry} of={of} onRestore={setRestoring} />
        ))}
      </ol>
      {of !== undefined && restoring !== undefined && (
        <RestoreDialog entry={restoring} of={of} onClose={() => setRestoring(undefined)} />
      )}
      {data?.more === true && (
        <div>
          <Button onClick={() => setLimit(limit + step)}>{words.older}</Button>
        </div>
      )}
    </div>
  );
}

function CommitRow({
  entry,
  of,
  onRestore,
}: {
  readonly entry: LogEntry;
  readonly of: Thing | undefined;
  readonly onRestore: (entry: LogEntry) => void;
}): ReactNode {
  const { commit, parent, title, who, when, merge } = entry;
  return (
    <li>
      <div className="history-head">
        <strong>{title}</strong>
        {merge && <span className="tag">{words.merge}</span>}
        <span className="spring" />
        {of !== undefined && (
          <button
            type="button"
            className="link-button"
            aria-label={words.restoreOf(title)}
            onClick={() => onRestore(entry)}
          >
            {words.restore}
          </button>
        )}
        {parent !== undefined && (
          <a
            href={addressOf(placeOf('changes', '', { from: parent, to: commit }))}
            aria-label={words.showOf(title)}
          >
            {words.show}
          </a>
        )}
      </div>
      <p className="quiet small">
        {who} · <time dateTime={when}>{whenText(when)}</time> ·{' '}
        <span className="code">{commit.slice(0, 10)}</span>
      </p>
      <Meaning commit={commit} of={of} />
    </li>
  );
}
