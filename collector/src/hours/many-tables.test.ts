import { readdirSync } from 'node:fs';
import type { FieldDeclaration } from '@eventbook/shared/catalog/model';
import { afterEach, expect, test } from 'vitest';
import { idOf } from './fixtures/stored-line.js';
import { TestDataDirectory } from './fixtures/test-data-directory.js';

const hour = '2026-11-23T07';
let data: TestDataDirectory;
afterEach(() => data.remove());

test('a thousand tables are written within small budgets and few descriptors', async () => {
  const field: FieldDeclaration = { type: 'integer' };
  const names = Array.from({ length: 1000 }, (_, index) => `many.event_${index}`);
  data = await TestDataDirectory.make(Object.fromEntries(names.map((name) => [name, { n: field }])));
  for (let round = 0; round < 3; round++) {
    for (let start = 0; start < names.length; start += 500) {
      const events = names
        .slice(start, start + 500)
        .map((event) => ({ id: idOf(`${event} ${round}`), event, fields: { n: round } }));
      await data.append(hour, events);
    }
  }
  await data.rotate();
  const writer = await data.writer({ stagingMemoryBytes: 1_000_000, keyMemoryBytes: 40_000 });
  let most = 0;
  const manifest = await writer.write(hour, 'closed', () => {
    most = Math.max(most, readdirSync('/proc/self/fd').length);
  });
  expect(Object.keys(manifest.tables).sort()).toEqual(names.toSorted());
  expect(Object.values(manifest.tables).every(({ rows }) => rows === 3)).toBe(true);
  expect(await data.rows(manifest, 'many.event_777', 'n', 'n')).toEqual([{ n: '0' }, { n: '1' }, { n: '2' }]);
  expect(most).toBeLessThan(200);
  expect((await writer.reconcile()).ok).toBe(true);
});
