import { outcomes } from '@eventbook/shared/event/outcome';
import { type ReactNode, type SyntheticEvent, useEffect, useState } from 'react';
import { fromWire } from '../../../api/wire-error.js';
import type { LiveState } from '../../../api/live.js';
import type { Place } from '../../app/place.js';
import { useTransport } from '../../client/client.js';
import { objectIn, textIn } from '../../data/lenient.js';
import { Button } from '../../parts/Button.js';
import { Problem } from '../../parts/Problem.js';
import { texts } from '../../texts/texts.js';
import { type LiveRows, noRows, withReport } from './live-rows.js';
import { LiveTable } from './LiveTable.js';
import './live.css';

const words = texts.live;
const usual = 'http://localhost:8471';

/** What comes in at a collector, as it comes in, with what became of it. */
export function LivePage({ place }: { readonly place: Place }): ReactNode {
  // What was typed for one event is not meant for another.
  return <Live key={place.name} place={place} />;
}

function Live({ place }: { readonly place: Place }): ReactNode {
  const transport = useTransport();
  const [address, setAddress] = useState<string>();
  const [event, setEvent] = useState(place.name);
  const [source, setSource] = useState('');
  const [outcome, setOutcome] = useState('');
  const [state, setState] = useState<LiveState>({ kind: 'off' });
  const [rows, setRows] = useState(noRows);
  /** What is shown while more comes in. */
  const [held, setHeld] = useState<LiveRows>();
  const [problem, setProblem] = useState<unknown>();

  useEffect(() => {
    void transport
      .request('memory.read', { key: 'live' })
      .catch(() => null)
      .then((kept) => setAddress((typed) => typed ?? (textIn(objectIn(kept)['address']) || usual)));
  }, [transport]);
  useEffect(() => {
    const ends = [
      transport.subscribe('live.state', setState),
      transport.subscribe('live.came', (report) => setRows((known) => withReport(known, report))),
    ];
    return () => {
      for (const end of ends) end();
      // Nobody looks any more.
      transport.request('live.stop', {}).catch(() => undefined);
    };
  }, [transport]);

  const watch = async (submitted: SyntheticEvent): Promise<void> => {
    submitted.preventDefault();
    const asked = address?.trim() ?? '';
    setProblem(undefined);
    setRows(noRows);
    setHeld(undefined);
    try {
      await transport.request('live.watch', {
        address: asked,
        events: wordsIn(event),
        sources: wordsIn(source),
        outcomes: wordsIn(outcome),
      });
    } catch (error) {
      setProblem(error);
      return;
    }
    transport.request('memory.write', { key: 'live', value: { address: asked } }).catch(() => undefined);
  };
  const isWatching = state.kind !== 'off';
  return (
    <div className="live-page">
      <header>
        <h1>{place.name === '' ? words.title : words.ofEvent(place.name)}</h1>
        <p className="quiet">{words.hint}</p>
      </header>
      <form className="live-form" onSubmit={(submitted) => void watch(submitted)}>
        <label className="live-address">
          {words.address}
          <input
            className="input"
            spellCheck={false}
            value={address ?? ''}
            onChange={({ target }) => setAddress(target.value)}
          />
        </label>
        <label>
          {words.event}
          <input
            className="input"
            spellCheck={false}
            placeholder={words.all}
            value={event}
            onChange={({ target }) => setEvent(target.value)}
          />
        </label>
        <label>
          {words.source}
          <input
            className="input"
            spellCheck={false}
            placeholder={words.all}
            value={source}
            onChange={({ target }) => setSource(target.value)}
          />
        </label>
        <label>
          {words.outcome}
          <select className="input" value={outcome} onChange={({ target }) => setOutcome(target.value)}>
            <option value="">{words.all}</option>
            {outcomes.map((one) => (
              <option key={one} value={one}>
                {texts.sample.outcomes[one]}
              </option>
            ))}
          </select>
        </label>
        <Button primary type="submit">
          {isWatching ? words.watchAnew : words.watch}
        </Button>
        {isWatching && (
          <Button onClick={() => void transport.request('live.stop', {}).catch(() => undefined)}>
            {words.stop}
          </Button>
        )}
      </form>
      {problem !== undefined && <Problem error={problem} />}
      {state.kind === 'lost' && <Problem error={fromWire(state.problem)} />}
      <div className="live-bar">
        <p role="status">
          <strong className={`live-state ${state.kind}`}>{words.states[state.kind]}</strong>{' '}
          {stateText(state)}
        </p>
        <span className="spring" />
        <span className="quiet">{words.counted(rows.came, rows.leftOut)}</span>
        <Button bare disabled={!isWatching} onClick={() => setHeld(held === undefined ? rows : undefined)}>
          {held === undefined ? words.pause : words.goOn(rows.came - held.came)}
        </Button>
        <Button
          bare
          disabled={rows.rows.length === 0}
          onClick={() => {
            setRows(noRows);
            setHeld(undefined);
          }}
        >
          {words.clear}
        </Button>
      </div>
      <LiveTable rows={(held ?? rows).rows} isWatching={state.kind === 'live'} />
    </div>
  );
}

/** Several are parted by commas or spaces. */
function wordsIn(text: string): string[] {
  return text.split(/[\s,]+/u).filter((word) => word !== '');
}

function stateText(state: LiveState): string {
  if (state.kind === 'off') return words.offHint;
  if (state.kind === 'lost') return words.again(Math.round(state.again / 1000));
  return state.address;
}
