import type { ReactNode } from 'react';
import type { Thing } from '../../../api/git.js';
import { useAnswer } from '../../client/client.js';
import { texts } from '../../texts/texts.js';
import { MeaningMark } from '../changes/MeaningMark.js';

const words = texts.history;

/** What a commit meant, for the whole catalog or for one thing in it. */
export function Meaning({
  commit,
  of,
}: {
  readonly commit: string;
  readonly of: Thing | undefined;
}): ReactNode {
  const { data } = useAnswer('git.meaning', of === undefined ? { commit } : { commit, of });
  if (data === undefined) return null;
  if (data.changes.length === 0) return <p className="quiet small">{words.nothing}</p>;
  const { changes, more } = data;
  return (
    <ul className="history-meaning">
      {changes.map(({ meaning, words: text }, index) => (
        <li key={index}>
          <MeaningMark meaning={meaning} size={13} />
          <span>
            <span className="unseen">{texts.changes.meanings[meaning]}: </span>
            {text}
          </span>
        </li>
      ))}
      {more > 0 && <li className="quiet">{words.more(more)}</li>}
    </ul>
  );
}
