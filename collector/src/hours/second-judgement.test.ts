import { addHours } from '@eventbook/shared/warehouse/hour';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { idOf, type TestEvent } from './fixtures/stored-line.js';
import { TestDataDirectory } from './fixtures/test-data-directory.js';

const hour = '2026-11-23T07';
const next = addHours(hour, 1);
let data: TestDataDirectory;
beforeEach(async () => {
  data = await TestDataDirectory.make({ known: { n: { type: 'integer' } } });
});
afterEach(() => data.remove());

/** What the door keeps of an event of `fresh`, which only the snapshot of that sequence knows. */
function ahead(id: number, sequence: number, fields: object = { n: id }): TestEvent {
  const sent = { event: 'fresh', version: 1, event_id: idOf(id), sequence, fields };
  const _violations = [
    { code: 'ahead_of_snapshot', pointer: '/sequence', message: 'm' },
    { code: 'unknown_event', pointer: '/event', message: 'm' },
  ];
  const more = { sequence, _violations, _raw: JSON.stringify(sent) };
  return { id: idOf(id), event: 'fresh', outcome: 'quarantined', said: `fresh ${id}`, more };
}
const retry = (id: number): TestEvent => ({
  id: idOf(id),
  event: 'fresh',
  fields: { n: id },
  said: `fresh ${id}`,
});
const learn = (sequence: number): Promise<string> =>
  data.addSnapshot({ known: { n: { type: 'integer' } }, fresh: { n: { type: 'integer' } } }, sequence);

test('what was ahead waits in the quarantine, and stands in its table once the snapshot has come', async () => {
  await data.append(hour, [
    ahead(1, 7),
    ahead(2, 7, { n: 'many' }),
    ahead(3, 99),
    { id: idOf(4), event: 'known' },
  ]);
  await data.append(hour, [ahead(1, 7)]);
  await data.rotate();
  const writer = await data.writer();
  const before = await writer.write(hour, 'closed');
  expect(before).toMatchObject({ waiting_for: 7, quarantine: { rows: 3 }, quarantine_repeats: 1 });
  expect(before.judged_again).toBeUndefined();
  expect(await writer.listHours()).toMatchObject([{ waitingFor: 7 }]);

  const snapshot = await learn(8);
  const after = await writer.write(hour, 'closed');
  expect(after).toMatchObject({
    judged_again: 1,
    waiting_for: 99,
    quarantine_repeats: 1,
    quarantine: { rows: 2 },
  });
  expect(after.snapshots.at(-1)).toBe(snapshot);
  const [row] = await data.rows(after, 'fresh');
  expect(row).toMatchObject({
    _event_id: idOf(1),
    _position: '0:0',
    _outcome: 'accepted',
    _snapshot: snapshot,
    _source: 'site/web',
    _sequence: '7',
    _violations: null,
    n: '1',
  });
  // The second is judged by the snapshot that came, too: it is wrong there, and no longer ahead.
  const reasons = await data.rows(
    after,
    '',
    '_event_id, list_transform(_violations, lambda v: v.code) AS codes',
  );
  expect(reasons).toEqual([
    { _event_id: idOf(2), codes: ['type'] },
    { _event_id: idOf(3), codes: ['ahead_of_snapshot', 'unknown_event'] },
  ]);
  expect((await writer.reconcile()).ok).toBe(true);
  expect(await data.rows(await writer.write(hour, 'closed'), 'fresh')).toEqual([row]);
});

test('a retry after the snapshot came is a repeat where the first was judged again, in this hour and the next', async () => {
  const snapshot = await learn(8);
  await data.append(hour, [ahead(1, 7), ahead(2, 7)]);
  await data.append(hour, [retry(1)], { snapshot });
  await data.append(next, [retry(2)], { snapshot });
  await data.rotate();
  const writer = await data.writer();
  expect(await writer.write(hour, 'closed')).toMatchObject({
    judged_again: 2,
    repeats: 1,
    tables: { fresh: { rows: 2 } },
  });
  expect(await writer.write(next, 'closed')).toMatchObject({ repeats: 1, tables: {} });
});

test('what a later hour has stored meanwhile is not stored again by an hour that is judged again late', async () => {
  await data.append(hour, [ahead(1, 7), ahead(1, 7), ahead(2, 7)]);
  await data.rotate();
  const writer = await data.writer();
  await writer.write(hour, 'closed');
  const snapshot = await learn(8);
  await data.append(next, [retry(1)], { snapshot });
  await data.rotate();
  expect(await writer.write(next, 'closed')).toMatchObject({ repeats: 0, tables: { fresh: { rows: 1 } } });
  const late = await writer.write(hour, 'closed');
  expect(late).toMatchObject({ judged_again: 1, quarantine: { rows: 1 }, quarantine_repeats: 1 });
  expect(await data.rows(late, 'fresh', '_position')).toEqual([{ _position: '0:2' }]);
  // Neither is it lost when the later hour is written again.
  expect(await writer.write(next, 'closed')).toMatchObject({ repeats: 0, tables: { fresh: { rows: 1 } } });
  expect((await writer.reconcile()).ok).toBe(true);
});
