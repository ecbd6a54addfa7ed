import { readFile, readdir, rm, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { addHours } from '@eventbook/shared/warehouse/hour';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { idOf } from '../hours/fixtures/stored-line.js';
import { TestDataDirectory } from '../hours/fixtures/test-data-directory.js';
import { compressSegment } from './compress-segment.js';
import { Journal } from './journal.js';
import { recoverJournals } from './recover.js';
import { repairJournals } from './repair-journals.js';
import { listSegments } from './segments.js';
import { verifyJournals } from './verify-journals.js';

const hour = '2026-11-23T07';
let data: TestDataDirectory;
let root: string;
beforeEach(async () => {
  data = await TestDataDirectory.make();
  root = join(data.path, 'journal');
  // Two hours of five requests of two events each.
  for (const each of [hour, addHours(hour, 1)]) {
    for (let request = 0; request < 5; request += 1) {
      await data.append(each, [{ id: idOf(`${each} ${request} a`) }, { id: idOf(`${each} ${request} b`) }]);
    }
  }
  await data.rotate();
  await (await data.journal('0')).close();
});
afterEach(() => data.remove());

const pathOf = async (segment: number): Promise<string> => (await listSegments(root))[segment]?.path ?? '';
/** Flips a bit of the `group`th request of a segment, a little behind its head. */
async function damage(path: string, group: number, behind = 100): Promise<void> {
  const bytes = await readFile(path);
  let at = -1;
  for (let found = 0; found <= group; found += 1)
    at = bytes.indexOf(Buffer.from('\xffGRP', 'latin1'), at + 1);
  bytes[at + behind] = (bytes[at + behind] ?? 0) ^ 4;
  await writeFile(path, bytes);
}
const positions = async (manifest: Parameters<TestDataDirectory['rows']>[0]): Promise<unknown[]> =>
  (await data.rows(manifest, 'page.viewed', '_position', 'length(_position), _position')).map(
    (row) => row['_position'],
  );

test('what is whole verifies, a collector running or not; what a crash cut short is open, not damaged', async () => {
  expect(await verifyJournals(root)).toMatchObject({
    ok: true,
    gaps: [],
    lost: [],
    segments: [{ events: 10, groups: 5 }, { state: 'sealed' }],
  });
  const last = await pathOf(1);
  const { length } = await readFile(last);
  await truncate(last, length - 70);
  const cut = await verifyJournals(root);
  expect(cut).toMatchObject({ ok: true, segments: [{ state: 'sealed' }, { state: 'open', groups: 4 }] });
  expect(await repairJournals(data.path, root)).toEqual([]);
});

test('a flipped bit is found, the sound requests around it stay with their positions, and the hour tells what is missing', async () => {
  const path = await pathOf(0);
  const before = await readFile(path);
  await damage(path, 2);
  const found = await verifyJournals(root);
  expect(found).toMatchObject({
    ok: false,
    segments: [{ state: 'damaged', groups: 2 }, { state: 'sealed' }],
  });
  const damaged = await readFile(path);
  expect(damaged.equals(before)).toBe(false);
  const writer = await data.writer();
  await expect(writer.write(hour, 'closed')).rejects.toMatchObject({ code: 'journal_damaged' });
  const [repair] = await repairJournals(data.path, root);
  expect(repair).toMatchObject({ journal: '0', saved: 8, lost: 2 });
  expect((await readFile(repair?.kept ?? '')).equals(damaged)).toBe(true);
  expect(await verifyJournals(root)).toMatchObject({ ok: true, gaps: [], lost: [{ from: 4, to: 6, hour }] });
  const manifest = await writer.write(hour, 'closed');
  expect(manifest).toMatchObject({ missing: [{ journal: '0', from: 4, to: 6 }], outcomes: { accepted: 8 } });
  expect(await positions(manifest)).toEqual(['0:0', '0:1', '0:2', '0:3', '0:6', '0:7', '0:8', '0:9']);
  expect((await writer.reconcile()).ok).toBe(true);
  expect(await repairJournals(data.path, root)).toEqual([]);
});

test.each([
  ['the header', async (path: string) => writeFile(path, Buffer.alloc(20), { flag: 'r+' }), 10, 0],
  ['the first request', async (path: string) => damage(path, 0), 8, 2],
  ['the last request', async (path: string) => damage(path, 4), 8, 2],
  ['the seal', async (path: string) => truncate(path, (await readFile(path)).length - 3), 10, 0],
  ['everything', async (path: string) => writeFile(path, Buffer.alloc(500)), 0, 10],
] as const)('damage of %s of a segment that another follows', async (_what, spoil, saved, lost) => {
  await spoil(await pathOf(0));
  const [repair] = await repairJournals(data.path, root);
  expect(repair).toMatchObject({ saved, lost });
  expect((await verifyJournals(root)).ok).toBe(true);
  expect(await recoverJournals(root)).toMatchObject([{ next: 20 }]);
  const manifest = await (await data.writer()).write(hour, 'closed');
  expect(manifest.outcomes.accepted).toBe(saved);
});

test('damage at the end of a journal: positions go on behind all that may have been there', async () => {
  const last = await pathOf(1);
  await damage(last, 3);
  const bytes = await readFile(last);
  // Without its seal, as a kill leaves it, a start refuses it.
  await writeFile(last, bytes.subarray(0, bytes.length - 52));
  await expect(recoverJournals(root)).rejects.toMatchObject({ code: 'journal_damaged' });
  await damage(last, 4);
  const [repair] = await repairJournals(data.path, root);
  expect(repair).toMatchObject({ saved: 6 });
  const [recovery] = await recoverJournals(root);
  const next = recovery?.next ?? 0;
  expect(next).toBeGreaterThanOrEqual(20);
  const journal = await Journal.open(join(root, '0'), { name: '0' });
  expect(journal.nextPosition).toBe(next);
  await journal.close();
  expect((await verifyJournals(root)).ok).toBe(true);
});

test('a compressed segment is repaired as far as it can be unpacked', async () => {
  const path = await compressSegment(await pathOf(0));
  const bytes = await readFile(path);
  await writeFile(path, bytes.subarray(0, bytes.length - 120));
  expect((await verifyJournals(root)).ok).toBe(false);
  const [repair] = await repairJournals(data.path, root);
  expect((repair?.saved ?? 0) + (repair?.lost ?? 0)).toBe(10);
  expect((await verifyJournals(root)).ok).toBe(true);
});

test('an hour that was written before the damage keeps its Parquet, which has all of it', async () => {
  const writer = await data.writer();
  await writer.write(hour, 'closed');
  await damage(await pathOf(0), 2);
  await repairJournals(data.path, root);
  await expect(writer.write(hour, 'closed')).rejects.toMatchObject({ code: 'journal_freed' });
  expect((await writer.reconcile()).ok).toBe(true);
});

test('an hour that was sealed before its last request was damaged is closed as it is, and goes on adding up', async () => {
  const writer = await data.writer();
  const later = addHours(hour, 1);
  const sealed = await writer.write(later, 'open');
  await damage(await pathOf(1), 4);
  const bytes = await readFile(await pathOf(1));
  await writeFile(await pathOf(1), bytes.subarray(0, bytes.length - 1));
  await repairJournals(data.path, root);
  expect((await writer.reconcile()).ok).toBe(true);
  const closed = await writer.write(later, 'closed');
  expect(closed).toEqual({ ...sealed, generation: 2, state: 'closed' });
  await expect(writer.write(later, 'closed')).rejects.toMatchObject({ code: 'journal_freed' });
  expect((await writer.reconcile()).ok).toBe(true);
});

test('a segment that somebody took away is a gap, and repair makes up nothing', async () => {
  await rm(await pathOf(0));
  expect((await verifyJournals(root)).ok).toBe(true);
  await data.remove();
  data = await TestDataDirectory.make();
  root = join(data.path, 'journal');
  for (let each = 0; each < 3; each += 1) {
    await data.append(addHours(hour, each), [{ id: idOf(each) }]);
    await data.rotate();
  }
  await rm(await pathOf(1));
  expect(await verifyJournals(root)).toMatchObject({ ok: false, gaps: [{ journal: '0', from: 1, to: 2 }] });
  expect(await repairJournals(data.path, root)).toEqual([]);
  expect(await readdir(data.path)).not.toContain('damaged');
});
