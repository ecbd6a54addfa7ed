import { addHours } from '@eventbook/shared/warehouse/hour';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { idOf, type TestEvent } from './fixtures/stored-line.js';
import { TestDataDirectory } from './fixtures/test-data-directory.js';

const hour = '2026-11-23T07';
const thresholds = { partThresholds: { rows: 10, bytes: 1_000_000 } };
let data: TestDataDirectory;
beforeEach(async () => {
  data = await TestDataDirectory.make({
    large: { n: { type: 'integer' } },
    small: { n: { type: 'integer' } },
  });
});
afterEach(() => data.remove());

const many = (event: string, from: number, count: number): TestEvent[] =>
  Array.from({ length: count }, (_, index) => ({
    id: idOf(`${event} ${from + index}`),
    event,
    fields: { n: from + index },
  }));
/** Two journals get events; then every journal moves on, as the clock has it do. */
async function round(first: TestEvent[], second: TestEvent[] = []): Promise<void> {
  await data.append(hour, first);
  if (second.length > 0) await data.append(hour, second, { journal: '1' });
  await data.rotate();
}
const sorted = (manifest: Parameters<TestDataDirectory['rows']>[0], event: string) =>
  data.rows(manifest, event, '*', '_position');

test('a table gets a part when it is large enough, everything else waits; the end of the hour adds what is left', async () => {
  const writer = await data.writer(thresholds);
  await round([...many('large', 0, 4), ...many('small', 0, 3)]);
  expect(await writer.writePart(hour)).toBeUndefined();
  await round([...many('large', 4, 4), { id: idOf('x'), outcome: 'quarantined' }], many('large', 8, 4));
  const first = await writer.writePart(hour);
  expect(first).toMatchObject({
    state: 'open',
    generation: 1,
    outcomes: { accepted: 15, quarantined: 1 },
    waiting_rows: 3,
    waiting_quarantine_rows: 1,
    parts: [{ '0': 12, '1': 4 }],
    tables: { large: { rows: 12, files: [{ rows: 12, part: 1 }] } },
  });
  expect(await writer.listHours()).toMatchObject([{ state: 'open', unwritten: 4 }]);
  expect((await writer.reconcile()).ok).toBe(true);

  await round(many('large', 20, 5));
  expect(await writer.writePart(hour)).toBeUndefined();
  await round(many('large', 25, 6), many('small', 3, 1));
  const second = await writer.writePart(hour);
  expect(second?.tables['large']?.files.map(({ rows, part }) => [rows, part])).toEqual([
    [12, 1],
    [11, 2],
  ]);

  await round(many('large', 40, 2));
  const closed = await writer.write(hour, 'closed', undefined, true);
  expect(closed).toMatchObject({
    generation: 3,
    tables: { large: { rows: 25 }, small: { rows: 4 } },
    quarantine: { rows: 1 },
  });
  expect(closed.waiting_rows).toBeUndefined();
  expect(closed.tables['large']?.files).toHaveLength(3);
  expect(closed.tables['large']?.files[0]).toEqual(first?.tables['large']?.files[0]);
  expect((await writer.reconcile()).ok).toBe(true);

  const again = await writer.write(hour, 'closed');
  expect(again.tables['large']?.files).toHaveLength(1);
  expect(await sorted(again, 'large')).toEqual(await sorted(closed, 'large'));
  expect(await sorted(again, 'small')).toEqual(await sorted(closed, 'small'));
  expect((await writer.reconcile()).ok).toBe(true);
});

test('what came first stays, whichever part repeats it: in a later part, at the end, and when the hour is written again', async () => {
  const writer = await data.writer({ ...thresholds, graceMilliseconds: 0 });
  await data.append(addHours(hour, -1), many('large', 90, 1));
  // The second journal has it first: a reading by journals alone would keep the other one.
  await round(many('large', 0, 1), many('large', 5, 12));
  await writer.writePart(hour);
  await round([...many('large', 5, 12), ...many('large', 30, 10), ...many('large', 90, 1)]);
  const part = await writer.writePart(hour);
  expect(part).toMatchObject({ repeats: 13, tables: { large: { rows: 23 } } });
  await round(many('large', 30, 3));
  const closed = await writer.write(hour, 'closed', undefined, true);
  expect(closed).toMatchObject({
    repeats: 16,
    tables: { large: { rows: 23, files: [{ part: 1 }, { part: 2 }] } },
  });
  const rows = await sorted(closed, 'large');
  expect(rows.filter((row) => /^1:/.test(row['_position'] as string))).toHaveLength(12);
  const again = await writer.write(hour, 'closed');
  expect(await sorted(again, 'large')).toEqual(rows);
  expect(again.tables['large']?.files).toHaveLength(1);
});

test('an hour that was sealed is written whole from then on, and a line that does not fit keeps its table waiting', async () => {
  const writer = await data.writer(thresholds);
  await round(many('large', 0, 12));
  await writer.write(hour, 'open');
  await round(many('large', 20, 12));
  expect(await writer.writePart(hour)).toBeUndefined();

  const other = addHours(hour, 1);
  await data.append(other, [
    ...many('large', 50, 12),
    { id: idOf('bad'), event: 'large', fields: { n: 'many' } },
  ]);
  await data.append(other, many('small', 50, 12));
  await data.rotate();
  const part = await writer.writePart(other);
  expect(part).toMatchObject({ waiting_rows: 13, unstorable: 0, tables: { small: { rows: 12 } } });
  const closed = await writer.write(other, 'closed', undefined, true);
  expect(closed).toMatchObject({
    unstorable: 1,
    tables: { large: { rows: 12 }, small: { rows: 12 } },
    quarantine: { rows: 1 },
  });
  expect((await writer.reconcile()).ok).toBe(true);
});

test('what is judged again at the end belongs among rows of a part: then the hour is written whole', async () => {
  const writer = await data.writer(thresholds);
  const _violations = [{ code: 'ahead_of_snapshot', pointer: '/sequence', message: 'm' }];
  const _raw = JSON.stringify({
    event: 'large',
    version: 1,
    event_id: idOf('ahead'),
    sequence: 7,
    fields: { n: 77 },
  });
  const ahead: TestEvent = {
    id: idOf('ahead'),
    outcome: 'quarantined',
    more: { sequence: 7, _violations, _raw },
  };
  await round([ahead, ...many('large', 0, 12)]);
  expect(await writer.writePart(hour)).toMatchObject({ tables: { large: { rows: 12 } } });
  await data.addSnapshot({ large: { n: { type: 'integer' } }, later: {} }, 7);
  const closed = await writer.write(hour, 'closed', undefined, true);
  expect(closed).toMatchObject({
    judged_again: 1,
    tables: { large: { rows: 13, files: [{ rows: 13 }] } },
    quarantine: { rows: 0 },
  });
});
