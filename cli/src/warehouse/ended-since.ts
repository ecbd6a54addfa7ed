import type { Catalog, Event } from '@eventbook/shared/catalog/model';
import type { SinceDay } from './read-senders.js';

/** Of each event of which a part has come to its end: the first day, up to today, on which one did. */
export function endedSince(catalog: Catalog, today: string): SinceDay {
  return (name) => {
    const event = catalog.events.get(name);
    return event === undefined ? undefined : firstEnd(event, today);
  };
}

function firstEnd({ card }: Event, today: string): string | undefined {
  const days = [
    card.deprecation?.sunset,
    ...Object.values(card.environments).map(({ ended }) => ended),
    ...Object.values(card.versions ?? {}).map(({ status, since }) =>
      status === 'withdrawn' ? since : undefined,
    ),
  ];
  return days.filter((day) => day !== undefined && day <= today).sort()[0];
}
