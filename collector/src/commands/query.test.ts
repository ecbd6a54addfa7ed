import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { idOf } from '../hours/fixtures/stored-line.js';
import { TestDataDirectory } from '../hours/fixtures/test-data-directory.js';
import { objectsOf, printRows, query } from './query.js';

const hour = '2026-11-23T07';
let data: TestDataDirectory;
beforeEach(async () => {
  data = await TestDataDirectory.make();
  await data.append(hour, [{ id: idOf(1) }, { id: idOf(2), outcome: 'quarantined' }]);
  await data.rotate();
  const writer = await data.writer();
  await writer.write(hour, 'open');
  // The files of the first generation are still there.
  await writer.write(hour, 'closed');
});
afterEach(() => data.remove());

test('without SQL the tables are listed, each with the rows that manifests count', async () => {
  const result = await query(data.warehouse, undefined);
  expect(objectsOf(result)).toEqual([
    { table: 'page.viewed', rows: '1', files: '1' },
    { table: 'quarantine', rows: '1', files: '1' },
  ]);
  expect(printRows(result)).toContain('2 rows');
});

test('an event is a table by its name, and a row of an older generation is not seen', async () => {
  const result = await query(data.warehouse, 'SELECT _event_id FROM "page.viewed"');
  expect(result.rows).toEqual([[idOf(1)]]);
});

test('what DuckDB refuses and a folder that is not there are told with what to do', async () => {
  await expect(query(data.warehouse, 'SELECT nonsense')).rejects.toMatchObject({ code: 'usage' });
  await expect(query(join(data.warehouse, 'no'), undefined)).rejects.toMatchObject({
    code: 'file_not_found',
  });
});
