import { hourStart } from '@eventbook/shared/warehouse/hour';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { JournalRecord } from '../journal/record.js';
import { append } from '../journal/testing/sample-groups.js';
import { idOf, storedRecord } from './fixtures/stored-line.js';
import { TestDataDirectory } from './fixtures/test-data-directory.js';

const hour = '2026-11-23T07';
let data: TestDataDirectory;
beforeEach(async () => {
  data = await TestDataDirectory.make({ counted: { n: { type: 'integer' }, t: { type: 'string' } } });
});
afterEach(() => data.remove());

/** Appends lines that no judge would have made: `spoil` is put in the place of `"n":<row>`. */
async function plant(
  spoiled: Readonly<Record<number, string>>,
  rows: number,
  outcome: JournalRecord['outcome'],
) {
  const journal = await data.journal('0');
  const receivedAt = journal.receive(hourStart(hour));
  const first = journal.nextPosition;
  const records = Array.from({ length: rows }, (_, row) => {
    const event = { id: idOf(first + row), event: 'counted', fields: { n: row }, outcome };
    const record = storedRecord(event);
    const text = spoiled[row];
    return text === undefined ? record : { ...record, content: record.content.replace(`"n":${row}`, text) };
  });
  const origin = { source: 'site/web', snapshot: data.snapshot, collector: 'test' };
  await append(journal, { ...origin, receivedAt, rejected: 0, records });
}

test('lines that do not fit their columns go to the quarantine with the reason, and all others are written', async () => {
  const spoiled = {
    0: '"n":{}',
    1500: '"n":1500},"version":2,"x":{"n":1',
    2001: '"n":2001,"t":"\\ud800"',
    2999: '"n":"nine"',
  };
  await plant(spoiled, 3000, 'accepted');
  await data.append(hour, [{ id: idOf('x'), outcome: 'quarantined', more: { _raw: 'kept' } }]);
  await data.rotate();
  const manifest = await (await data.writer()).write(hour, 'closed');
  expect(manifest).toMatchObject({
    unstorable: 4,
    outcomes: { accepted: 3000, quarantined: 1 },
    tables: { counted: { rows: 2996 } },
    quarantine: { rows: 5 },
  });
  const sums = await data.rows(manifest, 'counted', 'count(DISTINCT n) AS n, sum(n)::BIGINT AS total', '1');
  expect(sums).toEqual([{ n: '2996', total: String((2999 * 3000) / 2 - 1500 - 2001 - 2999) }]);
  const rows = await data.rows(manifest, '', '*', "_position = '0:3000', length(_position), _position");
  expect(rows.slice(0, 4)).toMatchObject(
    [0, 1500, 2001, 2999].map((row) => ({
      _event_id: idOf(row),
      _event: 'counted',
      _outcome: 'accepted',
      _source: 'site/web',
      _violations: [{ code: 'not_storable', pointer: '' }],
      _raw: expect.stringContaining(spoiled[row as 0]) as string,
    })),
  );
  expect(rows[4]).toMatchObject({ _raw: 'kept', _violations: null });
});

test('a table of nothing but bad lines gets no file', async () => {
  await plant({ 0: '"n":[]', 1: '"n":[' }, 2, 'flagged');
  await data.rotate();
  const manifest = await (await data.writer()).write(hour, 'closed');
  expect(manifest).toMatchObject({ unstorable: 2, tables: {}, quarantine: { rows: 2 } });
});

test('a bad line of the quarantine is replaced by one that keeps its text', async () => {
  await plant({ 1: '"n":1},"sequence":"many","x":{"n":1' }, 3, 'quarantined');
  await plant({ 0: '"n":0}}garbage{{' }, 1, 'quarantined');
  await data.rotate();
  const manifest = await (await data.writer()).write(hour, 'closed');
  expect(manifest).toMatchObject({ unstorable: 0, quarantine: { rows: 4 } });
  const rows = await data.rows(manifest, '', '_raw, _violations[1].code AS code', '_raw NULLS FIRST');
  expect(rows.map(({ code }) => code)).toEqual([null, null, 'not_storable', 'not_storable']);
  const kept = await data.rows(manifest, '', 'count(*) AS n', '1', "contains(_raw, '}}garbage{{')");
  expect(kept).toEqual([{ n: '1' }]);
});
