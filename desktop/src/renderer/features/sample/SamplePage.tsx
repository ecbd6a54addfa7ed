import { useQueryClient } from '@tanstack/react-query';
import { lazy, type ReactNode, Suspense, useDeferredValue, useEffect, useState } from 'react';
import { addressOf, type Place } from '../../app/place.js';
import { goTo } from '../../app/router.js';
import { useAnswer, useTransport } from '../../client/client.js';
import { useDesk } from '../../data/desk-context.js';
import { useStore } from '../../data/store.js';
import { Button } from '../../parts/Button.js';
import { ThingLink } from '../../parts/Link.js';
import { Problem } from '../../parts/Problem.js';
import { texts } from '../../texts/texts.js';
import type { Goal, Mark } from '../editor/MonacoScratch.js';
import { livePlace } from '../live/place.js';
import { samplePlace } from './place.js';
import { Send } from './Send.js';
import { Verdict } from './Verdict.js';
import { writtenFor } from './written.js';
import './sample.css';

const words = texts.sample;
const noMarks: readonly Mark[] = [];

/** Monaco is larger than all the rest: it comes when it is needed. */
const MonacoScratch = lazy(async () => ({
  default: (await import('../editor/MonacoScratch.js')).MonacoScratch,
}));

/** Where an event is tried before a program sends it: what is written, what would become of it, and the way to send it. */
export function SamplePage({ place }: { readonly place: Place }): ReactNode {
  // What belongs to one event stays with it.
  return <Sample key={place.name} place={place} />;
}

function Sample({ place }: { readonly place: Place }): ReactNode {
  const desk = useDesk();
  const outline = useStore(desk.outline);
  const row = outline.event.get(place.name);
  const onCard = row?.environments ?? [];
  const all = [...outline.environment.keys()];
  const environments = [...onCard, ...all.filter((name) => !onCard.includes(name))];
  const environment = place.view['environment'] ?? environments[0] ?? '';
  const version = Number(place.view['version'] ?? row?.versions.at(-1) ?? 1);
  const written = writtenFor(place.name);
  const text = useStore(written);
  const [goal, setGoal] = useState<Goal>();
  const { data: verdict, error } = useVerdict(text, environment);
  const choose = (view: Readonly<Record<string, string>>): void =>
    goTo(samplePlace(place.name, { ...place.view, ...view }), { replace: true });
  return (
    <div className="sample">
      <header className="sample-head">
        <h1>{row === undefined ? words.title : words.ofEvent(place.name)}</h1>
        {row !== undefined && (
          <ThingLink kind="event" name={place.name}>
            {words.toEvent}
          </ThingLink>
        )}
        <a href={addressOf(livePlace(place.name))}>{texts.live.watchEvent}</a>
        <span className="spring" />
        <label>
          {words.environment}{' '}
          <select
            className="input"
            value={environment}
            onChange={(event) => choose({ environment: event.target.value })}
          >
            {environments.map((name) => (
              <option key={name}>{name}</option>
            ))}
          </select>
        </label>
        {row !== undefined && (
          <label>
            {words.version}{' '}
            <select
              className="input"
              value={version}
              onChange={(event) => choose({ version: event.target.value })}
            >
              {row.versions.map((number) => (
                <option key={number}>{number}</option>
              ))}
            </select>
          </label>
        )}
        {row !== undefined && row.versions.length > 0 && (
          <Example
            event={place.name}
            version={version}
            environment={environment}
            onText={(made) => written.set(made)}
          />
        )}
      </header>
      <p className="quiet">{words.hint}</p>
      <div className="sample-body">
        <div className="sample-text">
          <Suspense fallback={<p className="quiet">{words.loading}</p>}>
            <MonacoScratch
              text={text}
              label={words.label}
              marks={text === '' ? noMarks : (verdict?.violations ?? noMarks)}
              goal={goal}
              onChange={(typed) => written.set(typed)}
            />
          </Suspense>
        </div>
        <div className="sample-side">
          <section aria-labelledby="sample-verdict">
            <h2 id="sample-verdict">{words.verdict}</h2>
            {error !== null && <Problem error={error} />}
            {text.trim() === '' ? (
              <p className="quiet">{words.empty}</p>
            ) : verdict === undefined ? (
              error === null && <p className="quiet">{words.judging}</p>
            ) : (
              <Verdict verdict={verdict} onGo={(pointer) => setGoal({ pointer })} />
            )}
          </section>
          <Send text={text} environment={environment} />
        </div>
      </div>
    </div>
  );
}

/** What the judge says of the text as it was typed last; asked again when the catalog changes. */
function useVerdict(text: string, environment: string): ReturnType<typeof useAnswer<'sample.judge'>> {
  const queries = useQueryClient();
  const transport = useTransport();
  useEffect(
    () =>
      transport.subscribe(
        'files.changed',
        () => void queries.invalidateQueries({ queryKey: ['sample.judge'] }),
      ),
    [queries, transport],
  );
  const asked = useDeferredValue(text);
  return useAnswer(
    'sample.judge',
    { text: asked, environment },
    { keep: true, fresh: true, enabled: asked.trim() !== '' },
  );
}

function Example({
  event,
  version,
  environment,
  onText,
}: {
  readonly event: string;
  readonly version: number;
  readonly environment: string;
  readonly onText: (text: string) => void;
}): ReactNode {
  const transport = useTransport();
  const [problem, setProblem] = useState<unknown>();
  const [unmet, setUnmet] = useState<readonly string[]>([]);
  const make = async (): Promise<void> => {
    try {
      const made = await transport.request('sample.example', { event, version, environment });
      setProblem(undefined);
      setUnmet(made.unmet);
      onText(made.text);
    } catch (error) {
      setProblem(error);
    }
  };
  return (
    <>
      <Button primary onClick={() => void make()}>
        {words.example}
      </Button>
      {problem !== undefined && <Problem error={problem} />}
      {unmet.length > 0 && <p className="notice warning">{words.unmet(unmet.join(', '))}</p>}
    </>
  );
}
