import type { DeliverySwitch } from '../catalog/langpack-settings.js';
import type { Catalog, EventCard } from '../catalog/model.js';
import type { SnapshotStatement } from '../snapshot/statement.js';

/** What `GET /v1/config/<environment>` answers: what senders may be told at run time. */
export interface SenderConfiguration {
  readonly environment: string;
  readonly snapshot: Pick<SnapshotStatement, 'id' | 'sequence'>;
  /** By event, in the order of their names. An event that is not named here is always sent. */
  readonly events: Readonly<Record<string, DeliverySwitch>>;
}

/** The configuration of one environment. An environment that the catalog does not know has no events. */
export function senderConfiguration(
  catalog: Catalog,
  statement: Pick<SnapshotStatement, 'id' | 'sequence'>,
  environment: string,
): SenderConfiguration {
  const events: Record<string, DeliverySwitch> = {};
  for (const { name, card } of catalog.events.values()) {
    const delivery = deliveryFrom(card, environment);
    if (delivery !== undefined) events[name] = delivery;
  }
  const { id, sequence } = statement;
  return { environment, snapshot: { id, sequence }, events };
}

/** What is not always sent from there; each switch of an environment is instead of the one that holds for all. */
function deliveryFrom(card: EventCard, environment: string): DeliverySwitch | undefined {
  const { delivery } = card;
  if (delivery === undefined || !Object.hasOwn(card.environments, environment)) return undefined;
  const { environments = {}, ...everywhere } = delivery;
  const there = Object.hasOwn(environments, environment) ? environments[environment] : undefined;
  const { pause = false, sample = 1 } = { ...everywhere, ...there };
  if (pause) return { pause };
  return sample < 1 ? { sample } : undefined;
}
