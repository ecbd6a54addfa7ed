import { readdir, rm, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { addHours } from '@eventbook/shared/warehouse/hour';
import { manifestPath } from '@eventbook/shared/warehouse/paths';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { idOf } from './fixtures/stored-line.js';
import { query, TestDataDirectory } from './fixtures/test-data-directory.js';
import type { HourWriter } from './hour-writer.js';

const hour = '2026-11-23T07';
let data: TestDataDirectory;
let writer: HourWriter;
beforeEach(async () => {
  data = await TestDataDirectory.make();
  await data.append(hour, [{ id: idOf(1) }, { id: idOf(1) }, { id: idOf(2), outcome: 'flagged' }], {
    rejected: 2,
  });
  await data.append(hour, [{ id: idOf(3), outcome: 'quarantined' }], { journal: '1' });
  await data.rotate();
  writer = await data.writer();
  await writer.write(hour, 'open');
});
afterEach(() => data.remove());

const file = (): string => join(data.warehouse, 'events/page.viewed/dt=2026-11-23/hour=07/test-1.parquet');
const kinds = async (): Promise<string[]> => {
  const { hours, ok } = await writer.reconcile();
  const found = hours.flatMap(({ differences }) => differences.map(({ kind }) => kind));
  expect(ok).toBe(found.length === 0);
  return found;
};

test('what adds up has no differences; what came later is only unwritten', async () => {
  await data.append(hour, [], { rejected: 5 });
  await data.append(addHours(hour, 1), [{ id: idOf(9) }]);
  await data.rotate();
  const result = await writer.reconcile();
  expect(result).toMatchObject({
    ok: true,
    unwritten: { [hour]: 5, [addHours(hour, 1)]: 1 },
    hours: [
      {
        hour,
        journalled: { accepted: 2, flagged: 1, quarantined: 1, rejected: 2 },
        written: { accepted: 2, flagged: 1, quarantined: 1, rejected: 2 },
        rows: 2,
        repeats: 1,
        quarantineRows: 1,
        files: 2,
        differences: [],
      },
    ],
  });
  expect((await writer.reconcile(addHours(hour, 1))).hours).toEqual([]);
});

test('a closed hour that the journals hold more of is a difference, until it is written again', async () => {
  await writer.write(hour, 'closed');
  expect(await kinds()).toEqual([]);
  await data.append(hour, [{ id: idOf(9) }]);
  await data.rotate();
  expect(await kinds()).toEqual(['unwritten']);
  await writer.write(hour, 'closed');
  expect(await kinds()).toEqual([]);
});

test('a deleted file, a cut file and a file with other rows are found', async () => {
  await truncate(file(), 100);
  expect(await kinds()).toEqual(['file_bytes', 'file_unreadable']);
  await query(`COPY (SELECT 1 AS x) TO '${file()}' (FORMAT parquet)`);
  expect(await kinds()).toEqual(['file_bytes', 'file_rows']);
  await rm(file());
  expect(await kinds()).toEqual(['file_missing']);
});

test('a manifest that says something else than the journals or than its files is found', async () => {
  const manifest = await data.manifest(hour);
  const path = join(data.warehouse, manifestPath('test', hour));
  const plant = (changed: object) => writeFile(path, JSON.stringify({ ...manifest, ...changed }));
  await plant({ outcomes: { ...manifest.outcomes, accepted: 3 } });
  expect(await kinds()).toEqual(['outcomes', 'rows']);
  await plant({ outcomes: { ...manifest.outcomes, rejected: 0 } });
  expect(await kinds()).toEqual(['outcomes']);
  await plant({ quarantine_repeats: 1 });
  expect(await kinds()).toEqual(['quarantine_rows']);
  const table = manifest.tables['page.viewed'];
  await plant({ tables: { 'page.viewed': { ...table, rows: 1 } } });
  expect(await kinds()).toEqual(['rows', 'table_rows']);
  await plant({ tables: {} });
  expect(await kinds()).toEqual(['rows']);
});

test('a segment that was taken away is found; one that retention freed is not a difference', async () => {
  const folder = join(data.path, 'journal/0');
  const remove = async (place: number) => {
    const segments = (await readdir(folder)).filter((name) => name.endsWith('.journal')).sort();
    await rm(join(folder, segments[place] ?? ''));
  };
  await data.append(addHours(hour, 1), [{ id: idOf(5) }]);
  await data.rotate();
  await data.append(addHours(hour, 2), [{ id: idOf(6) }]);
  await data.rotate();
  await writer.write(addHours(hour, 1), 'closed');
  await remove(1);
  expect(await kinds()).toEqual(['journal_missing']);
  await remove(0);
  expect(await kinds()).toEqual([]);
  expect((await writer.reconcile()).hours[0]?.journalled).toBeUndefined();
});

test('a journal that is gone altogether, or damaged, is found', async () => {
  const folder = join(data.path, 'journal/1');
  const [segment = ''] = (await readdir(folder)).filter((name) => name.endsWith('.journal'));
  await writeFile(join(folder, segment), Buffer.from([0]), { flag: 'r+' });
  expect(await kinds()).toContain('journal_missing');
  await rm(folder, { recursive: true });
  expect(await kinds()).toEqual(['journal_missing']);
});
