import { useVirtualizer } from '@tanstack/react-virtual';
import { type ReactNode, useRef, useState } from 'react';
import type { EventRow } from '../../../api/catalog.js';
import { useDesk } from '../../data/desk-context.js';
import { useStore } from '../../data/store.js';
import { Button } from '../../parts/Button.js';
import { ThingLink } from '../../parts/Link.js';
import { texts } from '../../texts/texts.js';
import { titleOf } from '../event/choices.js';
import { useFilteredEvents } from '../filters/use-filtered.js';
import { BulkDialog } from './BulkDialog.js';
import './bulk.css';

const words = texts.bulk;

/** The events that answer to the filter, in one list; those that are marked are changed together. */
export function EventsPage(): ReactNode {
  const events = [...useFilteredEvents().values()];
  const [marked, setMarked] = useState<ReadonlySet<string>>(new Set());
  const [asking, setAsking] = useState(false);
  // What the filter hides is not changed without being seen.
  const chosen = events.filter(({ name }) => marked.has(name)).map(({ name }) => name);
  const all = chosen.length === events.length && events.length > 0;
  return (
    <div className="page-column events-page">
      <header className="events-head">
        <h1>{words.title}</h1>
        <span className="spring" />
        <Button primary disabled={chosen.length === 0} onClick={() => setAsking(true)}>
          {words.change(chosen.length)}
        </Button>
      </header>
      <p className="quiet">{words.hint}</p>
      <label className="check-line">
        <input
          type="checkbox"
          checked={all}
          onChange={() => setMarked(new Set(all ? [] : events.map(({ name }) => name)))}
        />
        {words.all(events.length)}
      </label>
      <EventList
        events={events}
        marked={marked}
        onMark={(names, on) => {
          const next = new Set(marked);
          for (const name of names) {
            if (on) next.add(name);
            else next.delete(name);
          }
          setMarked(next);
        }}
      />
      {asking && (
        <BulkDialog
          events={chosen}
          onClose={() => setAsking(false)}
          onDone={() => {
            setAsking(false);
            setMarked(new Set());
          }}
        />
      )}
    </div>
  );
}

function EventList({
  events,
  marked,
  onMark,
}: {
  readonly events: readonly EventRow[];
  readonly marked: ReadonlySet<string>;
  readonly onMark: (names: readonly string[], on: boolean) => void;
}): ReactNode {
  const owners = useStore(useDesk().outline).owner;
  const scroller = useRef<HTMLDivElement>(null);
  const last = useRef(0);
  const rows = useVirtualizer({
    count: events.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => 34,
    overscan: 12,
  });
  /** With Shift all between this one and the one before are marked alike. */
  const mark = (index: number, on: boolean, isRange: boolean): void => {
    const [from, to] = isRange
      ? [Math.min(index, last.current), Math.max(index, last.current)]
      : [index, index];
    onMark(
      events.slice(from, to + 1).map(({ name }) => name),
      on,
    );
    last.current = index;
  };
  return (
    <div className="event-list" ref={scroller} tabIndex={0} role="region" aria-label={words.list}>
      <ul style={{ height: rows.getTotalSize() }}>
        {rows.getVirtualItems().map(({ index, start, key }) => {
          const event = events[index];
          return (
            event && (
              <li key={key} style={{ transform: `translateY(${start}px)` }}>
                <input
                  type="checkbox"
                  aria-label={words.mark(event.name)}
                  checked={marked.has(event.name)}
                  onChange={({ target, nativeEvent }) =>
                    mark(index, target.checked, 'shiftKey' in nativeEvent && nativeEvent.shiftKey === true)
                  }
                />
                <span>
                  <ThingLink kind="event" name={event.name}>
                    <span className="name">{event.name}</span>
                  </ThingLink>{' '}
                  <span className="quiet">{event.title}</span>
                </span>
                <span className="quiet">{titleOf(owners, event.owner)}</span>
                <span className={`status ${event.status}`}>{texts.event.status[event.status]}</span>
              </li>
            )
          );
        })}
      </ul>
    </div>
  );
}
