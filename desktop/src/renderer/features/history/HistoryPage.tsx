import { type ReactNode, useState } from 'react';
import type { LogEntry } from '../../../api/git.js';
import { addressOf, placeOf, type Place } from '../../app/place.js';
import { useAnswer } from '../../client/client.js';
import { Button } from '../../parts/Button.js';
import { Problem } from '../../parts/Problem.js';
import { whenText } from '../../parts/when.js';
import { texts } from '../../texts/texts.js';
import { MeaningMark } from '../changes/MeaningMark.js';
import './history.css';

const words = texts.history;
const step = 30;

/** What the catalog, or one event, is made of: who did what, when, and what it meant. */
export function HistoryPage({ place }: { readonly place: Place }): ReactNode {
  const event = place.name === '' ? {} : { event: place.name };
  const [limit, setLimit] = useState(step);
  const { data, error } = useAnswer('git.log', { ...event, limit }, { keep: true });
  return (
    <div className="page-column">
      <h1>
        {place.name === '' ? (
          words.title
        ) : (
          <>
            {words.title} · <a href={addressOf(placeOf('event', place.name))}>{place.name}</a>
          </>
        )}
      </h1>
      <p className="quiet">{words.hint}</p>
      {error !== null && <Problem error={error} />}
      {data?.entries.length === 0 && <p>{place.name === '' ? words.none : words.noneOfEvent}</p>}
      <ol className="history" aria-label={words.list}>
        {data?.entries.map((entry) => (
          <CommitRow key={entry.commit} entry={entry} event={place.name} />
        ))}
      </ol>
      {data?.more === true && (
        <div>
          <Button onClick={() => setLimit(limit + step)}>{words.older}</Button>
        </div>
      )}
    </div>
  );
}

function CommitRow({ entry, event }: { readonly entry: LogEntry; readonly event: string }): ReactNode {
  const { commit, parent, title, who, when, merge } = entry;
  return (
    <li>
      <div className="history-head">
        <strong>{title}</strong>
        {merge && <span className="tag">{words.merge}</span>}
        <span className="spring" />
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
      <Meaning commit={commit} event={event} />
    </li>
  );
}

function Meaning({ commit, event }: { readonly commit: string; readonly event: string }): ReactNode {
  const { data } = useAnswer('git.meaning', event === '' ? { commit } : { commit, event });
  if (data === undefined) return null;
  if (data.changes.length === 0) return <p className="quiet small">{words.nothing}</p>;
  return (
    <ul className="history-meaning">
      {data.changes.map(({ meaning, words: text }, index) => (
        <li key={index}>
          <MeaningMark meaning={meaning} size={13} />
          <span>
            <span className="unseen">{texts.changes.meanings[meaning]}: </span>
            {text}
          </span>
        </li>
      ))}
      {data.more > 0 && <li className="quiet">{words.more(data.more)}</li>}
    </ul>
  );
}
