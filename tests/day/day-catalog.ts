import { createHash } from 'node:crypto';

export const dayKey = 'eb_day';

/** How many events get a further version with each swap. */
export const growingKinds = 10;

/**
 * The book of the day: `kinds` events of a site, the first ten of which have got a field and a version more with each of
 * so many swaps. Path to content.
 */
export function dayCatalog(kinds: number, swaps: number): Map<string, object> {
  const files = new Map<string, object>([
    ['catalog.json', { format: 1, name: 'day' }],
    ['owners/day.json', { title: 'Day', members: [{ name: 'Day', email: 'day@example.com' }] }],
    ['destinations/warehouse.json', { title: 'Warehouse', kind: 'warehouse' }],
    ['environments/site/1.json', { version: 1, fields: {} }],
    [
      'environments/site/environment.json',
      {
        title: 'Site',
        owner: 'day',
        kind: 'backend',
        exposure: 'internal',
        sources: {
          web: { title: 'Web', keys: [{ id: 'day', sha256: sha256(dayKey), created: '2026-01-01' }] },
        },
      },
    ],
  ]);
  const extras = Array.from({ length: swaps }, (_, index) => `extra_${index + 1}`);
  const types = { n: 'integer', user_id: 'integer', price: 'number', page: 'string' };
  for (const [name, type] of [
    ...Object.entries(types),
    ...extras.map((extra) => [extra, 'string'] as const),
  ]) {
    files.set(`fields/${name}.json`, { type, title: name, description: name, owner: 'day', privacy: 'none' });
  }
  const own = { n: { required: true }, user_id: { required: true }, price: {}, page: {} };
  for (let kind = 0; kind < kinds; kind += 1) {
    const folder = `events/${kindName(kind)}`;
    files.set(`${folder}/event.json`, {
      title: kindName(kind),
      description: kindName(kind),
      owner: 'day',
      status: 'active',
      environments: { site: {} },
      destinations: ['warehouse'],
    });
    const versions = kind < growingKinds ? swaps + 1 : 1;
    for (let version = 1; version <= versions; version += 1) {
      const more = Object.fromEntries(extras.slice(0, version - 1).map((extra) => [extra, {}]));
      files.set(`${folder}/${version}.json`, { version, fields: { ...own, ...more } });
    }
  }
  return files;
}

export function kindName(kind: number): string {
  return `day.kind_${kind}`;
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
