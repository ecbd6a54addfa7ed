import type { CurrentSnapshot } from './current-snapshot.js';

/**
 * What senders of an environment may be told at run time: its events, each with its delivery settings.
 * An event without any is sent always.
 */
export function senderConfiguration({ statement, catalog }: CurrentSnapshot, environment: string): string {
  const events: Record<string, object> = {};
  for (const { name, card } of catalog.events.values()) {
    if (Object.hasOwn(card.environments, environment)) events[name] = {};
  }
  const { id, sequence } = statement;
  return JSON.stringify({ environment, snapshot: { id, sequence }, events });
}
