import { useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import type { Thing } from '../../../api/git.js';
import { addressOf, placeOf } from '../../app/place.js';
import { useAnswer } from '../../client/client.js';
import { useGitState } from '../../client/git-state.js';
import { pointerWords } from '../../parts/pointer-words.js';
import { Problem } from '../../parts/Problem.js';
import { whenText } from '../../parts/when.js';
import { texts } from '../../texts/texts.js';
import { Meaning } from './Meaning.js';
import { historyPlace } from './place.js';
import './history.css';

const words = texts.history;

/** Who last changed what in a file, when, in which commit, and what that meant; asked for when one wants to see it. */
export function Blame({ path, of }: { readonly path: string; readonly of: Thing }): ReactNode {
  const [open, setOpen] = useState(false);
  const queries = useQueryClient();
  const state = useGitState();
  if (state == null) return null;
  return (
    <details
      className="blame"
      open={open}
      onToggle={(event) => {
        setOpen(event.currentTarget.open);
        if (event.currentTarget.open) void queries.invalidateQueries({ queryKey: ['git.blame', { path }] });
      }}
    >
      <summary>{words.blame}</summary>
      {open && <Found path={path} of={of} />}
    </details>
  );
}

function Found({ path, of }: { readonly path: string; readonly of: Thing }): ReactNode {
  const { data, error } = useAnswer('git.blame', { path }, { keep: true });
  if (error !== null) return <Problem error={error} />;
  if (data === undefined) return <p className="quiet">{texts.app.loading}</p>;
  if (data.length === 0) return <p className="quiet">{words.blameNone}</p>;
  return (
    <>
      <table className="blame-table">
        <thead>
          <tr>
            <th scope="col">{words.blameWhat}</th>
            <th scope="col">{words.blameWho}</th>
            <th scope="col">{words.blameCommit}</th>
          </tr>
        </thead>
        <tbody>
          {data.map(({ commit, parent, title, who, when, pointers }) => (
            <tr key={commit}>
              <th scope="row">
                {pointers.map((pointer) => (
                  <span key={pointer} className="tag">
                    {pointerWords(pointer.replace(/^\/fields\//u, '/'))}
                  </span>
                ))}
              </th>
              <td>
                {who}
                <br />
                <time className="quiet small" dateTime={when}>
                  {whenText(when)}
                </time>
              </td>
              <td>
                {parent === undefined ? (
                  title
                ) : (
                  <a href={addressOf(placeOf('changes', '', { from: parent, to: commit }))}>{title}</a>
                )}
                <Meaning commit={commit} of={of} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p>
        <a href={addressOf(historyPlace(of))}>{words.ofThing(of.name)}</a>
      </p>
    </>
  );
}
