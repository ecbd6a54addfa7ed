import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { hourStart } from '@eventbook/shared/warehouse/hour';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { mirrorFormat } from '../journal/format.js';
import type { GroupOriginRange } from '../journal/group-view.js';
import { Journal } from '../journal/journal.js';
import { MirroredGroup } from '../journal/mirrored-group.js';
import { readSegment } from '../journal/read-segment.js';
import { listSegments } from '../journal/segments.js';
import { writeElsewhere } from './elsewhere.js';
import { idOf } from './fixtures/stored-line.js';
import { TestDataDirectory } from './fixtures/test-data-directory.js';

const hour = '2026-11-23T07';
let collector: TestDataDirectory;
let sink: TestDataDirectory;
let ranges: GroupOriginRange[];

/** A sink that has got three requests of a collector. */
beforeEach(async () => {
  collector = await TestDataDirectory.make();
  sink = await TestDataDirectory.make();
  await collector.append(hour, [{ id: idOf(1) }, { id: idOf(2), outcome: 'flagged' }]);
  await collector.append(hour, [{ id: idOf(3) }, { id: idOf(4), outcome: 'quarantined' }, { id: idOf(6) }], {
    rejected: 2,
  });
  await collector.append(hour, [{ id: idOf(3) }, { id: idOf(5) }]);
  await collector.rotate();
  const [segment] = await listSegments(join(collector.path, 'journal'));
  const journal = await Journal.open(join(sink.path, 'journal', hour), { name: hour, format: mirrorFormat });
  ranges = [];
  await readSegment(segment?.path ?? '', (group) => {
    const range = { segment: 7, from: group.groupStart, to: group.recordBytes[1] };
    ranges.push(range);
    journal.append(new MirroredGroup(group, range, hourStart(hour)), (failure) =>
      expect(failure).toBe(undefined),
    );
  });
  await journal.close();
});

afterEach(async () => {
  await collector.remove();
  await sink.remove();
});

/** The second request is in the files of the writer `a`. */
function second(): Promise<void> {
  const { segment = 0, from = 0, to = 0 } = ranges[1] ?? {};
  const left = [{ collector: 'test', segment, bounds: [from, to] }];
  return writeElsewhere(join(sink.path, 'elsewhere'), hour, { writers: ['a'], generation: 1, left });
}

test('what is left to another writer is in no row and no sum, and counted; everything adds up', async () => {
  await second();
  const writer = await sink.writer();
  const manifest = await writer.write(hour, 'closed');
  expect(manifest).toMatchObject({
    writers: ['a'],
    outcomes: { accepted: 3, flagged: 1, quarantined: 0, rejected: 0 },
    elsewhere: { accepted: 2, flagged: 0, quarantined: 1, rejected: 2 },
    repeats: 0,
    quarantine: { rows: 0 },
  });
  const rows = await sink.rows(manifest, 'page.viewed', '_event_id');
  expect(rows.map(({ _event_id }) => _event_id)).toEqual([1, 2, 3, 5].map(idOf));
  expect((await writer.reconcile()).hours).toMatchObject([{ differences: [] }]);
  expect(await writer.listHours()).toMatchObject([{ state: 'closed', unwritten: 0, files: 1 }]);
});

test('what was left to another one and is not any more is written, and the other way round', async () => {
  const writer = await sink.writer();
  const before = await writer.write(hour, 'closed');
  expect(before).toMatchObject({ repeats: 1, outcomes: { accepted: 5, quarantined: 1, rejected: 2 } });
  expect(before.writers).toBeUndefined();
  expect(before.elsewhere).toBeUndefined();
  await second();
  // The manifest is of before: it does not agree with what is left now.
  expect((await writer.reconcile()).ok).toBe(false);
  expect((await writer.write(hour, 'closed')).outcomes.accepted).toBe(3);
  expect((await writer.reconcile()).ok).toBe(true);
  const folder = join(sink.path, 'elsewhere');
  await writeElsewhere(folder, hour, { writers: [], generation: 3, left: [] });
  const after = await writer.write(hour, 'closed');
  expect(after).toEqual({
    ...before,
    generation: 3,
    written_at: after.written_at,
    tables: after.tables,
    quarantine: after.quarantine,
  });
  expect(after.tables['page.viewed']?.rows).toBe(before.tables['page.viewed']?.rows);
});

test('an index that is made again leaves out the same', async () => {
  await second();
  const next = '2026-11-23T08';
  await sink.append(next, [{ id: idOf(5) }, { id: idOf(6) }]);
  await sink.rotate();
  const writer = await sink.writer();
  // The first hour has no index yet: its events are taken from its journal, without what is left.
  const manifest = await writer.write(next, 'closed');
  expect(manifest.repeats).toBe(1);
});

test('a file that does not say what is elsewhere is told with its path, and nothing is written', async () => {
  const folder = join(sink.path, 'elsewhere');
  await mkdir(folder);
  const writer = await sink.writer();
  for (const text of ['{', '{"writers":[]}', '{"writers":["a"],"generation":1,"left":[{"segment":1}]}']) {
    await writeFile(join(folder, `${hour}.json`), text);
    await expect(writer.write(hour, 'closed')).rejects.toMatchObject({
      code: 'file_unreadable',
      message: expect.stringContaining(join(folder, `${hour}.json`)) as string,
    });
  }
  expect(await writer.listHours()).toMatchObject([{ state: 'journalled' }]);
});
