import { useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import type { MergePlan } from '../../../api/merge.js';
import type { Place } from '../../app/place.js';
import { goTo } from '../../app/router.js';
import { useAnswer, useTransport } from '../../client/client.js';
import { useStore } from '../../data/store.js';
import { Button } from '../../parts/Button.js';
import { Problem } from '../../parts/Problem.js';
import { texts } from '../../texts/texts.js';
import { draftsPlace } from '../drafts/place.js';
import { transfer } from '../drafts/transfer.js';
import { decidedOf, keyOf, type MergeChoice, mergeChoices } from './choices.js';
import { FileDecision } from './FileDecision.js';
import './merge.css';

const words = texts.merge;

/** What you and others both changed, side by side; nothing is changed until all of it is decided and one says so. */
export function MergePage({ place }: { readonly place: Place }): ReactNode {
  const { data, error } = useAnswer('git.mergePlan', { from: place.name });
  return (
    <div className="page-column merge">
      {error !== null && <Problem error={error} />}
      {data === undefined ? (
        error === null && <p className="quiet">{texts.app.loading}</p>
      ) : data === null ? (
        <>
          <h1>{words.pageTitle}</h1>
          <p>{words.nothing}</p>
          <div>
            <Button onClick={() => goTo(draftsPlace)}>{texts.drafts.title}</Button>
          </div>
        </>
      ) : (
        <Decide plan={data} />
      )}
    </div>
  );
}

function Decide({ plan }: { readonly plan: MergePlan }): ReactNode {
  const transport = useTransport();
  const queries = useQueryClient();
  const choices = useStore(mergeChoices);
  const [problem, setProblem] = useState<unknown>();
  const [busy, setBusy] = useState(false);
  const { from, into, ours, theirs, commits, last, files } = plan;
  const all = files.flatMap((file) => file.places.map((place) => keyOf(file, place)));
  const decided = decidedOf(plan, choices);
  const choose = (key: string, choice: MergeChoice): void =>
    mergeChoices.set(new Map(mergeChoices.get()).set(key, choice));
  const takeAll = (take: 'ours' | 'theirs'): void =>
    mergeChoices.set(new Map([...choices, ...all.map((key) => [key, { take }] as const)]));
  const merge = async (): Promise<void> => {
    setBusy(true);
    setProblem(undefined);
    try {
      await transport.request('git.merge', { from, ours, theirs, choices: decided });
      mergeChoices.set(new Map());
      transfer.set({ done: texts.drafts.brought.merged(commits) });
      goTo(draftsPlace);
    } catch (error) {
      setProblem(error);
      setBusy(false);
      void queries.invalidateQueries({ queryKey: ['git.mergePlan'] });
    }
  };
  return (
    <>
      <h1>{words.title(from, into)}</h1>
      <p>{words.hint}</p>
      <p className="quiet">{words.comesIn(commits, last.who, last.title)}</p>
      <Renumbering plan={plan} />
      {all.length > 1 && (
        <div className="merge-all">
          <Button onClick={() => takeAll('ours')}>{words.allOurs}</Button>
          <Button onClick={() => takeAll('theirs')}>{words.allTheirs}</Button>
        </div>
      )}
      {files.map((file) => (
        <FileDecision key={file.path} file={file} choices={choices} onChoose={choose} />
      ))}
      {problem !== undefined && <Problem error={problem} />}
      <footer className="merge-end">
        <p className="quiet">{words.safe}</p>
        <span className="spring" />
        <span role="status">
          {all.length === 0 ? words.nothingToDecide : words.decided(decided.length, all.length)}
        </span>
        <Button onClick={() => goTo(draftsPlace)}>{words.cancel}</Button>
        <Button primary disabled={busy || decided.length < all.length} onClick={() => void merge()}>
          {busy ? words.merging : words.merge}
        </Button>
      </footer>
    </>
  );
}

function Renumbering({ plan: { renumbered } }: { readonly plan: MergePlan }): ReactNode {
  if (renumbered.length === 0) return null;
  return (
    <section className="change-card" aria-labelledby="merge-renumbered">
      <h2 id="merge-renumbered">{words.renumbered}</h2>
      <p className="quiet">{words.renumberedHint}</p>
      <ul>
        {renumbered.map(({ holder, name, from, to }) => (
          <li key={`${holder}/${name}/${from}`}>{words.renumber(name, from, to)}</li>
        ))}
      </ul>
    </section>
  );
}
