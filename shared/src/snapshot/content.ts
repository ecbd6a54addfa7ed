import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import type { Catalog, CatalogSettings, Event, EventCard } from '../catalog/model.js';
import { inCanonicalOrder } from '../catalog/order.js';
import { fieldsNamed, type Holder } from '../catalog/resolve.js';

/** What a snapshot says, and its id. */
export interface SnapshotContent {
  /** One line of JSON, and a newline. */
  readonly text: string;
  /** SHA-256 of the text's UTF-8, 64 lower-case hex digits. */
  readonly id: string;
}

/**
 * Everything of a catalog that judges, routes or generates, as bytes that depend on nothing else: no
 * commit, no time, no order of files. Drafts are left out, and with them the dictionary fields that only
 * they name; so are people, tags, media and the settings of `check`.
 */
export function buildContent(catalog: Catalog): SnapshotContent {
  const events = [...catalog.events.values()].filter((event) => event.card.status !== 'draft');
  const environments = [...catalog.environments.values()];
  const named = fieldsNamedBy([...events, ...environments]);
  const { name, title, langpack } = inCanonicalOrder('settings', catalog.settings) as CatalogSettings;
  const head = JSON.stringify({ format: 1, name, title, langpack }).slice(0, -1);
  const parts = {
    fields: byName(
      [...catalog.fields].filter(([field]) => named.has(field)),
      ([, field]) => inCanonicalOrder('field', field),
    ),
    environments: byName([...catalog.environments], ([, one]) => holderContent('environment', one.card, one)),
    events: byName(
      events.map((one) => [one.name, one] as const),
      ([, one]) => holderContent('event', forMachines(one), one),
    ),
    destinations: byName([...catalog.destinations], ([, one]) => inCanonicalOrder('destination', one)),
  };
  const members = Object.entries(parts).map(([part, text]) => `,${JSON.stringify(part)}:${text}`);
  const text = `${head}${members.join('')}}\n`;
  return { text, id: contentId(utf8ToBytes(text)) };
}

/** The id of content that stands in these bytes. */
export function contentId(bytes: Uint8Array): string {
  return bytesToHex(sha256(bytes));
}

/**
 * An object's JSON, sorted by name. Each value is made and written before the next: a book of ten thousand events never
 * stands in memory twice.
 */
function byName<Value>(
  entries: readonly (readonly [name: string, value: Value])[],
  contentOf: (entry: readonly [name: string, value: Value]) => unknown,
): string {
  const sorted = [...entries].sort(([one], [other]) => (one < other ? -1 : 1));
  return `{${sorted.map((entry) => `${JSON.stringify(entry[0])}:${JSON.stringify(contentOf(entry))}`).join(',')}}`;
}

function holderContent(kind: 'environment' | 'event', card: object, holder: Holder): object {
  const contracts = [...holder.contracts.values()].sort((one, other) => one.version - other.version);
  return {
    card: inCanonicalOrder(kind, card),
    contracts: contracts.map((contract) => inCanonicalOrder('contract', contract)),
  };
}

/** A card without what only people look at. */
function forMachines(event: Event): Omit<EventCard, 'tags' | 'media'> {
  const card: EventCard & { tags?: unknown; media?: unknown } = { ...event.card };
  delete card.tags;
  delete card.media;
  return card;
}

function fieldsNamedBy(holders: readonly Holder[]): ReadonlySet<string> {
  const names = new Set<string>();
  for (const holder of holders) for (const name of fieldsNamed(holder)) names.add(name);
  return names;
}
