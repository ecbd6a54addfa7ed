import type { Delivery, DeliverySwitch } from '@eventbook/shared/catalog/langpack-settings';
import type { CurrentSnapshot } from './current-snapshot.js';

/**
 * What senders of an environment may be told at run time: its events, each with its delivery settings.
 * An event without any is sent always.
 */
export function senderConfiguration({ statement, catalog }: CurrentSnapshot, environment: string): string {
  const events: Record<string, DeliverySwitch> = {};
  for (const { name, card } of catalog.events.values()) {
    if (Object.hasOwn(card.environments, environment)) events[name] = switchFor(card.delivery, environment);
  }
  const { id, sequence } = statement;
  return JSON.stringify({ environment, snapshot: { id, sequence }, events });
}

/** What is said of the environment goes before what is said of all. */
function switchFor(delivery: Delivery | undefined, environment: string): DeliverySwitch {
  const { environments = {}, ...forAll } = delivery ?? {};
  return { ...forAll, ...(Object.hasOwn(environments, environment) ? environments[environment] : {}) };
}
