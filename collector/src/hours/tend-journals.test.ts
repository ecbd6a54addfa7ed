import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { addHours, hourStart } from '@eventbook/shared/warehouse/hour';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { idOf } from './fixtures/stored-line.js';
import { TestDataDirectory } from './fixtures/test-data-directory.js';
import { freeJournals } from './free-journals.js';
import { listSegments } from '../journal/segments.js';

const hour = '2026-11-23T07';
let data: TestDataDirectory;
beforeEach(async () => {
  data = await TestDataDirectory.make();
});
afterEach(() => data.remove());

const quiet = { info: () => undefined, warn: () => undefined };
/** Frees as if it were so many hours after the first one. */
const free = async (hours: number, limits: { retentionHours?: number; retentionBytes?: number } = {}) => {
  const places = {
    journal: join(data.path, 'journal'),
    warehouse: data.warehouse,
    writer: 'test',
    log: quiet,
  };
  const now = hourStart(addHours(hour, hours)) / 1000;
  const freed = await freeJournals({ ...places, retentionHours: 72, retentionBytes: 0, ...limits }, now);
  return freed.map((segment) => `${segment.journal} ${segment.hour}`);
};
const fill = async (count: number): Promise<void> => {
  for (let index = 0; index < count; index += 1) {
    for (const journal of ['0', '1'])
      await data.append(addHours(hour, index), [{ id: idOf(`${index} ${journal}`) }], { journal });
    await data.rotate();
  }
};

test('closed hours are freed when they are old enough, the last segment of a journal never', async () => {
  await fill(3);
  const writer = await data.writer();
  for (let index = 0; index < 3; index += 1) await writer.write(addHours(hour, index), 'closed');
  expect(await free(72)).toEqual([]);
  expect(await free(73)).toEqual([`0 ${hour}`, `1 ${hour}`]);
  expect(await free(1000)).toEqual([`0 ${addHours(hour, 1)}`, `1 ${addHours(hour, 1)}`]);
  expect(await free(10_000)).toEqual([]);
  expect((await writer.reconcile()).ok).toBe(true);
  await expect(writer.write(hour, 'closed')).rejects.toMatchObject({ code: 'journal_freed' });
  expect((await data.journal('0')).nextPosition).toBe(3);
});

test('what no closed hour holds is never freed, nor what came after it', async () => {
  await fill(4);
  const writer = await data.writer();
  await writer.write(hour, 'closed');
  await writer.write(addHours(hour, 1), 'open');
  await writer.write(addHours(hour, 2), 'closed');
  expect(await free(1000)).toEqual([`0 ${hour}`, `1 ${hour}`]);
  await writer.write(addHours(hour, 1), 'closed');
  // A segment that came after the hour was closed is not in its manifest yet.
  await data.append(addHours(hour, 3), [{ id: idOf('late') }]);
  await data.rotate();
  expect(await free(1000)).toHaveLength(4);
  expect(await free(1000)).toEqual([]);
});

test('beyond the bytes the oldest go first, only as many as have to', async () => {
  await fill(4);
  const writer = await data.writer();
  for (let index = 0; index < 4; index += 1) await writer.write(addHours(hour, index), 'closed');
  const segments = await listSegments(join(data.path, 'journal'));
  const bytes = segments.reduce((sum, segment) => sum + segment.bytes, 0);
  expect(await free(4, { retentionBytes: bytes })).toEqual([]);
  expect(await free(4, { retentionBytes: bytes - 1 })).toEqual([`0 ${hour}`, `1 ${hour}`]);
});

test('what is closed is compressed and reads the same; a rewrite of it gives the same rows', async () => {
  await fill(3);
  const writer = await data.writer({ retentionHours: 8760 });
  const before = await writer.write(hour, 'closed');
  const rows = await data.rows(before, 'page.viewed');
  await writer.write(addHours(hour, 1), 'open');
  expect(await writer.tend()).toEqual({ freed: 0, freedBytes: 0, compressed: 2 });
  expect(await writer.tend()).toMatchObject({ compressed: 0 });
  const names = await readdir(join(data.path, 'journal/0'));
  expect(names.filter((name) => name.endsWith('.gz'))).toHaveLength(1);
  expect((await writer.reconcile()).ok).toBe(true);
  const after = await writer.write(hour, 'closed');
  expect(after.generation).toBe(2);
  expect(await data.rows(after, 'page.viewed')).toEqual(rows);
});
