import { cp, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { TestDataDirectory } from './fixtures/test-data-directory.js';

const fixture = join(import.meta.dirname, '../journal/fixtures/format-1');
let data: TestDataDirectory;
afterEach(() => data.remove());

test('an hour that the first release kept is written, its repeats left out', async () => {
  data = new TestDataDirectory(await mkdtemp(join(tmpdir(), 'eventbook-format-1-')));
  await cp(fixture, data.path, { recursive: true });
  const manifest = await (await data.writer()).write('2026-11-25T01', 'closed');
  expect(manifest).toMatchObject({
    outcomes: { accepted: 5, flagged: 1, quarantined: 2, rejected: 1 },
    repeats: 1,
    id_reused: 0,
    tables: { 'shop.paid': { rows: 4 }, 'shop.open': { rows: 1 } },
    quarantine: { rows: 2 },
  });
  const [first] = await data.rows(manifest, 'shop.paid');
  expect(first).toMatchObject({
    _position: '0:0',
    _source: 'flag/web',
    note: 'Мурманск 🐟',
    _collector: 'first',
  });
});
