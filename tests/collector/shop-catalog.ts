import { createHash } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** The raw write keys of the catalog below, by environment: one for each policy, and one that was revoked. */
export const keys = {
  quarantine: 'eb_quarantine',
  flag: 'eb_flag',
  reject: 'eb_reject',
  revoked: 'eb_revoked',
} as const;

export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function environment(name: string, onInvalid: string, key: string): object {
  const own = { id: 'first', sha256: sha256(key), created: '2026-01-01' };
  const revoked = { id: 'old', sha256: sha256(keys.revoked), created: '2026-01-01', revoked: '2026-02-01' };
  return {
    title: name,
    owner: 'shop',
    kind: 'backend',
    exposure: 'internal',
    on_invalid: onInvalid,
    sources: { web: { title: 'Web', keys: name === 'reject' ? [own, revoked] : [own] } },
  };
}

const always = { status: 'active', owner: 'shop', destinations: ['warehouse'] };
const everywhere = { quarantine: {}, flag: {}, reject: {} };

/** A small catalog: `shop.paid` {price number, note string?}, `shop.open` that is open, three environments. */
export function shopCatalog(): Map<string, object> {
  return new Map<string, object>([
    ['catalog.json', { format: 1, name: 'shop' }],
    ['owners/shop.json', { title: 'Shop', members: [{ name: 'Sam', email: 'sam@example.com' }] }],
    ['destinations/warehouse.json', { title: 'Warehouse', kind: 'warehouse' }],
    [
      'fields/price.json',
      { type: 'number', title: 'Price', description: 'Price', owner: 'shop', privacy: 'none' },
    ],
    [
      'fields/note.json',
      { type: 'string', title: 'Note', description: 'Note', owner: 'shop', privacy: 'none' },
    ],
    [
      'fields/count.json',
      { type: 'integer', title: 'Count', description: 'Count', owner: 'shop', privacy: 'none' },
    ],
    ['environments/quarantine/1.json', { version: 1, fields: {} }],
    ['environments/flag/1.json', { version: 1, fields: {} }],
    ['environments/reject/1.json', { version: 1, fields: {} }],
    ['environments/quarantine/environment.json', environment('quarantine', 'quarantine', keys.quarantine)],
    ['environments/flag/environment.json', environment('flag', 'flag', keys.flag)],
    ['environments/reject/environment.json', environment('reject', 'reject', keys.reject)],
    [
      'events/shop.paid/event.json',
      { title: 'Paid', description: 'Paid', environments: everywhere, ...always },
    ],
    ['events/shop.paid/1.json', { version: 1, fields: { price: { required: true }, note: {}, count: {} } }],
    [
      'events/shop.open/event.json',
      { title: 'Open', description: 'Open', environments: everywhere, ...always },
    ],
    ['events/shop.open/1.json', { version: 1, open: true, fields: { note: {} } }],
  ]);
}

/** Writes a catalog's files into a folder. */
export async function writeCatalog(folder: string, files: ReadonlyMap<string, object>): Promise<void> {
  for (const [path, value] of files) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), `${JSON.stringify(value, null, 2)}\n`);
  }
}
