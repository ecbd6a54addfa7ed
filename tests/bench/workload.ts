import { Random } from '../support/random.js';
import { Zipf } from '../support/zipf.js';

/**
 * The load that every benchmark uses: a catalog of a dozen kinds of event of a classifieds site, 20 fields each,
 * and a stream of envelopes of about 580 bytes that fit it. Seeded, so two runs send the same.
 */
const fieldTypes = {
  user_id: 'integer',
  session_id: 'string',
  page_url: 'string',
  referrer: 'string',
  region: 'string',
  category_id: 'integer',
  item_id: 'integer',
  price: 'number',
  currency: 'string',
  position: 'integer',
  width: 'integer',
  height: 'integer',
  device: 'string',
  language: 'string',
  experiment: 'string',
  is_new: 'boolean',
  is_promoted: 'boolean',
  duration_ms: 'number',
  query: 'string',
  results: 'integer',
} as const;

const kinds = [
  'item_viewed',
  'item_clicked',
  'search_done',
  'filter_set',
  'phone_shown',
  'message_sent',
  'favourite_added',
  'favourite_removed',
  'ad_posted',
  'ad_edited',
  'order_created',
  'order_paid',
] as const;

const environment = 'bench-site';
const source = 'web';
const regions = ['moscow', 'saint-petersburg', 'murmansk', 'kazan', 'novosibirsk', 'sochi'];

/** The catalog's files, path to text, with one write key given by its hash. */
export function workloadCatalog(keySha256: string, names: readonly string[] = kinds): Map<string, string> {
  const files = new Map<string, unknown>();
  files.set('catalog.json', { format: 1, name: 'bench' });
  files.set('owners/bench.json', {
    title: 'Bench',
    members: [{ name: 'Bench', email: 'bench@example.com' }],
  });
  for (const [name, type] of Object.entries(fieldTypes)) {
    files.set(`fields/${name}.json`, {
      type,
      title: name,
      description: name,
      owner: 'bench',
      privacy: 'none',
    });
  }
  files.set(`environments/${environment}/environment.json`, {
    title: 'Bench site',
    owner: 'bench',
    kind: 'frontend',
    exposure: 'public',
    sources: {
      [source]: { title: 'Web', keys: [{ id: 'bench', sha256: keySha256, created: '2026-01-01' }] },
    },
  });
  files.set(`environments/${environment}/1.json`, {
    version: 1,
    fields: { user_id: { required: true, minimum: 0 }, session_id: { required: true, maxLength: 64 } },
  });
  files.set('destinations/warehouse.json', { title: 'Warehouse', kind: 'warehouse' });
  const common = new Set(['user_id', 'session_id']);
  for (const kind of names) {
    files.set(`events/${kind}/event.json`, {
      title: kind,
      description: kind,
      owner: 'bench',
      status: 'active',
      environments: { [environment]: {} },
      destinations: ['warehouse'],
    });
    const own = Object.keys(fieldTypes).filter((name) => !common.has(name));
    const fields = Object.fromEntries(own.map((name, index) => [name, index < 6 ? { required: true } : {}]));
    files.set(`events/${kind}/1.json`, { version: 1, fields });
  }
  return new Map([...files].map(([path, value]) => [path, `${JSON.stringify(value, null, 2)}\n`]));
}

/** A large book: so many events more, with so many versions each of 18 fields, as files. */
export function manyKinds(events: number, versions: number): Map<string, string> {
  const files = new Map<string, unknown>();
  const own = Object.keys(fieldTypes).filter((name) => name !== 'user_id' && name !== 'session_id');
  for (let index = 0; index < events; index += 1) {
    const name = `kind.number_${index}`;
    files.set(`events/${name}/event.json`, {
      title: name,
      description: `What the ${index}th kind of event is for, in a sentence or two as people write them.`,
      owner: 'bench',
      status: 'active',
      environments: { [environment]: {} },
      destinations: ['warehouse'],
    });
    for (let version = 1; version <= versions; version += 1) {
      const fields = Object.fromEntries(
        own.map((field, place) => [field, place < 1 ? { required: true } : {}]),
      );
      files.set(`events/${name}/${version}.json`, { version, fields });
    }
  }
  return new Map([...files].map(([path, value]) => [path, `${JSON.stringify(value, null, 2)}\n`]));
}

/** The workload's fields as JSON Schema, for the baseline that validates with ajv. */
export const fieldsSchema = {
  type: 'object',
  required: ['user_id', 'session_id', 'page_url', 'referrer', 'region', 'category_id', 'item_id', 'price'],
  additionalProperties: false,
  properties: Object.fromEntries(Object.entries(fieldTypes).map(([name, type]) => [name, { type }])),
};

/** The names of so many kinds. */
export function kindNames(count: number): string[] {
  return Array.from({ length: count }, (_, index) => `kind_${index}`);
}

/**
 * `count` envelopes as JSON text, every one with an id of its own. The dozen kinds are equally frequent; of others that
 * are named, the share is Zipf's.
 */
export function* envelopes(
  count: number,
  seed = 1,
  names?: readonly string[],
): Generator<{ kind: string; id: string; text: string }> {
  const random = new Random(seed);
  const zipf = names && new Zipf(random, names.length);
  const integer = (below: number) => random.integer(0, below - 1);
  for (let index = 0; index < count; index++) {
    const kind = names?.[zipf?.next() ?? 0] ?? random.pick(kinds);
    const id = random.uuid(1_763_850_000_000 + index);
    const text = JSON.stringify({
      event: kind,
      version: 1,
      event_id: id,
      event_time: 1_763_850_000_000_000 + index * 37,
      environment_version: 1,
      langpack: 'typescript/0.1.17',
      sequence: 1,
      fields: {
        user_id: integer(50_000_000),
        session_id: random.hex(16),
        page_url: `https://example.com/c/${integer(900)}?p=${integer(40)}`,
        referrer: '/',
        region: random.pick(regions),
        category_id: integer(900),
        item_id: integer(200_000_000),
        price: integer(1_000_000) / 100,
        currency: 'RUB',
        position: integer(60),
        width: 1920,
        height: 1080,
        device: 'desktop',
        language: 'ru',
        experiment: `exp_${integer(20)}`,
        is_new: random.next() < 0.3,
        is_promoted: random.next() < 0.1,
        duration_ms: integer(90_000) / 10,
        query: `bicycle ${integer(1000)}`,
        results: integer(5000),
      },
    });
    yield { kind, id, text };
  }
}
