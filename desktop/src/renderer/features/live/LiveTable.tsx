import { type ReactNode, useState } from 'react';
import { goTo } from '../../app/router.js';
import { useDesk } from '../../data/desk-context.js';
import { useStore } from '../../data/store.js';
import { Button } from '../../parts/Button.js';
import { ThingLink } from '../../parts/Link.js';
import { texts } from '../../texts/texts.js';
import { samplePlace } from '../sample/place.js';
import type { LiveRow } from './live-rows.js';

const words = texts.live;
/** Of a row that is not open. */
const reasonsAtOnce = 2;
const time = new Intl.DateTimeFormat(navigator.language, { timeStyle: 'medium' });

/** What came in, newest first; a row opens to show the whole event. */
export function LiveTable({
  rows,
  isWatching,
}: {
  readonly rows: readonly LiveRow[];
  readonly isWatching: boolean;
}): ReactNode {
  const [open, setOpen] = useState<number>();
  if (rows.length === 0) return <p className="quiet">{isWatching ? words.nothingYet : words.nothing}</p>;
  return (
    <div className="live-table" role="region" aria-label={words.list} tabIndex={0}>
      <table>
        <thead>
          <tr>
            <th scope="col">{words.time}</th>
            <th scope="col">{words.event}</th>
            <th scope="col">{words.source}</th>
            <th scope="col">{words.outcome}</th>
            <th scope="col">{words.reasons}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <Row
              key={row.key}
              row={row}
              isOpen={open === row.key}
              onToggle={() => setOpen(open === row.key ? undefined : row.key)}
            />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Row({
  row: { event, outcome, source, at, violations, text },
  isOpen,
  onToggle,
}: {
  readonly row: LiveRow;
  readonly isOpen: boolean;
  readonly onToggle: () => void;
}): ReactNode {
  const isKnown = useStore(useDesk().outline).event.has(event);
  return (
    <>
      <tr>
        <td className="live-time">
          <button type="button" className="link-button" aria-expanded={isOpen} onClick={onToggle}>
            {timeText(at)}
          </button>
        </td>
        <td className="name">{event === '' ? words.unknownEvent : event}</td>
        <td className="name">{source}</td>
        <td>
          <span className={`outcome ${outcome}`}>{texts.sample.outcomes[outcome]}</span>
        </td>
        <td>
          {violations.slice(0, isOpen ? undefined : reasonsAtOnce).map(({ code, pointer }, index) => (
            <span key={index} className="live-reason">
              <span className="code quiet">{code}</span> <span className="code">{pointer}</span>
            </span>
          ))}
          {!isOpen && violations.length > reasonsAtOnce && (
            <span className="quiet small">{words.moreReasons(violations.length - reasonsAtOnce)}</span>
          )}
        </td>
      </tr>
      {isOpen && (
        <tr className="live-whole">
          <td colSpan={5}>
            <pre tabIndex={0} aria-label={words.whole}>
              {text}
            </pre>
            {isKnown && (
              <p className="live-onward">
                <ThingLink kind="event" name={event}>
                  {texts.sample.toEvent}
                </ThingLink>
                <Button bare onClick={() => goTo(samplePlace(event))}>
                  {words.tryIt}
                </Button>
              </p>
            )}
          </td>
        </tr>
      )}
    </>
  );
}

function timeText(at: string): string {
  const moment = new Date(at);
  return Number.isNaN(moment.getTime()) ? at.slice(0, 40) : time.format(moment);
}
