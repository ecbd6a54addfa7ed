import { readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { FieldDeclaration } from '@eventbook/shared/catalog/model';
import { afterEach, expect, test } from 'vitest';
import { dataDirectoryLayout } from '../data-directory/layout.js';
import { idOf } from './fixtures/stored-line.js';
import { TestDataDirectory } from './fixtures/test-data-directory.js';

const hour = '2026-11-23T07';
let data: TestDataDirectory;
afterEach(() => data.remove());

const everyType: Readonly<Record<string, FieldDeclaration>> = {
  text: { type: 'string' },
  whole: { type: 'integer' },
  big: { type: 'bigint' },
  money: { type: 'decimal', precision: 18, scale: 4 },
  real: { type: 'number' },
  yes: { type: 'boolean' },
  at: { type: 'timestamp' },
  day: { type: 'date' },
  ref: { type: 'uuid' },
  anything: { type: 'json' },
  tags: { type: 'array', items: { type: 'string' } },
  times: { type: 'array', items: { type: 'array', items: { type: 'timestamp' } } },
  place: {
    type: 'object',
    properties: {
      city: { type: 'string' },
      since: { type: 'timestamp' },
      notes: {
        type: 'array',
        items: { type: 'object', properties: { note: { type: 'json' }, n: { type: 'integer' } } },
      },
    },
  },
};

test('every type comes back from Parquet as it was stored', async () => {
  data = await TestDataDirectory.make({ 'all.types': everyType });
  const text = 'emoji \u{1F680}, zero \u0000, quote \' " \\, newline \n, \u2028';
  await data.append(hour, [
    {
      id: idOf('full'),
      event: 'all.types',
      fields: {
        text,
        whole: Number.MAX_SAFE_INTEGER,
        big: '-99999999999999999999999999999999999999',
        money: '-12345678901234.5678',
        real: 5e-324,
        yes: true,
        at: 1763850000123456,
        day: '2024-02-29',
        ref: '0192f3c4-7b1a-7d40-8c11-2b9f6a1d0e55',
        anything: { deep: [1, 'x', null, { '\u{1F680}': true }] },
        tags: ['a', '', text],
        times: [[1763850000123457], [], null, [null]],
        place: { city: 'Мурманск', since: -1, notes: [{ note: [1], n: 1 }, { n: null }, null] },
      },
      more: { event_time: 1763850000000001, client_time: 0, sample_rate: 0.25, _extra: '{"later":1}' },
    },
    {
      id: idOf('nulls'),
      event: 'all.types',
      fields: { whole: Number.MIN_SAFE_INTEGER, place: null, tags: null },
    },
    { id: idOf('nothing'), event: 'all.types' },
  ]);
  await data.rotate();
  const manifest = await (await data.writer()).write(hour, 'closed');
  const types = await data.rows(manifest, 'all.types', 'typeof(COLUMNS(*))', '1 LIMIT 1');
  expect(types[0]).toMatchObject({
    _event_id: 'VARCHAR',
    _received_at: 'TIMESTAMP',
    _event_version: 'BIGINT',
    _violations: 'STRUCT(code VARCHAR, pointer VARCHAR, message VARCHAR)[]',
    big: 'DECIMAL(38,0)',
    money: 'DECIMAL(18,4)',
    at: 'TIMESTAMP',
    day: 'DATE',
    anything: 'VARCHAR',
    times: 'TIMESTAMP[][]',
    place: 'STRUCT(city VARCHAR, since TIMESTAMP, notes STRUCT(note VARCHAR, n BIGINT)[])',
  });
  const [full, nulls, nothing] = await data.rows(manifest, 'all.types');
  expect(full).toMatchObject({
    _event_id: idOf('full'),
    _event_time: '2025-11-22 22:20:00.000001',
    _client_time: '1970-01-01 00:00:00',
    _sample_rate: 0.25,
    _received_at: '2026-11-23 07:00:00.000001',
    _position: '0:0',
    _outcome: 'accepted',
    _extra: '{"later":1}',
    text,
    whole: '9007199254740991',
    big: '-99999999999999999999999999999999999999',
    money: '-12345678901234.5678',
    real: 5e-324,
    yes: true,
    at: '2025-11-22 22:20:00.123456',
    day: '2024-02-29',
    ref: '0192f3c4-7b1a-7d40-8c11-2b9f6a1d0e55',
    anything: '{"deep":[1,"x",null,{"\u{1F680}":true}]}',
    tags: ['a', '', text],
    times: [['2025-11-22 22:20:00.123457'], [], null, [null]],
    place: {
      city: 'Мурманск',
      since: '1969-12-31 23:59:59.999999',
      notes: [{ note: '[1]', n: '1' }, { note: null, n: null }, null],
    },
  });
  expect(nulls).toMatchObject({
    whole: '-9007199254740991',
    place: null,
    tags: null,
    text: null,
    times: null,
  });
  expect(nothing).toMatchObject({ whole: null, place: null, _event_time: null, _violations: null });
});

test('outcomes go to their tables and the sums of the manifest hold', async () => {
  data = await TestDataDirectory.make();
  const violations = [{ code: 'type', pointer: '/fields/x', message: 'no' }];
  await data.append(
    hour,
    [
      { id: idOf(1) },
      { id: idOf(2), outcome: 'flagged', more: { _violations: violations, _raw: '{"x":"\u0000"}' } },
      {
        id: idOf(3),
        event: 'page.lost',
        outcome: 'quarantined',
        more: { _violations: violations, _raw: '{}' },
      },
    ],
    { rejected: 4 },
  );
  await data.append(hour, [], { rejected: 2, source: 'site/other' });
  await data.rotate();
  const manifest = await (await data.writer()).write(hour, 'open');
  expect(manifest).toMatchObject({
    format: 1,
    writer: 'test',
    generation: 1,
    state: 'open',
    snapshots: [data.snapshot],
    outcomes: { accepted: 1, flagged: 1, quarantined: 1, rejected: 6 },
    repeats: 0,
    unstorable: 0,
    journals: { '0': { first: 0, next: 3, groups: 2 } },
    tables: { 'page.viewed': { rows: 2 } },
    quarantine: { rows: 1 },
  });
  expect(await data.manifest(hour)).toEqual(manifest);
  const rows = await data.rows(manifest, 'page.viewed');
  expect(rows.map(({ _outcome, _violations, _raw }) => [_outcome, _violations, _raw])).toEqual([
    ['accepted', null, null],
    ['flagged', violations, '{"x":"\u0000"}'],
  ]);
  expect(await data.rows(manifest)).toMatchObject([
    { _event: 'page.lost', _violations: violations, _raw: '{}' },
  ]);
});

test('writing again gives equal rows under the next generation, and older files go after the grace', async () => {
  data = await TestDataDirectory.make({ 'all.types': everyType });
  await data.append(hour, [{ id: idOf(1) }, { id: idOf(2), event: 'all.types', fields: { tags: ['x'] } }]);
  await data.rotate();
  const patient = await data.writer();
  const first = await patient.write(hour, 'open');
  const firstRows = [await data.rows(first, 'page.viewed'), await data.rows(first, 'all.types')];
  const second = await patient.write(hour, 'closed');
  expect(second.generation).toBe(2);
  expect([await data.rows(second, 'page.viewed'), await data.rows(second, 'all.types')]).toEqual(firstRows);
  expect(await data.rows(first, 'page.viewed')).toEqual(firstRows[0]);
  await patient.close();

  await data.writer({ graceMilliseconds: 0 });
  const folder = join(data.warehouse, 'events/page.viewed/dt=2026-11-23/hour=07');
  expect(await readdir(folder)).toEqual(['test-2.parquet']);
  expect(await data.rows(second, 'page.viewed')).toEqual(firstRows[0]);
});

test('a closed hour stays closed when it is written again', async () => {
  data = await TestDataDirectory.make();
  const writer = await data.writer();
  const empty = await writer.write(hour, 'closed');
  expect(empty).toMatchObject({ state: 'closed', tables: {}, quarantine: { rows: 0, files: [] } });
  expect((await writer.write(hour, 'open')).state).toBe('closed');
});

test('columns are those of the newest snapshot among the rows, or of the newest that knows the event', async () => {
  const x: FieldDeclaration = { type: 'integer' };
  data = await TestDataDirectory.make({ 'a.b': { x }, 'only.old': { x } });
  const old = data.snapshot;
  const newer = await data.addSnapshot({ 'a.b': { x, y: { type: 'string' } } }, 2);
  await data.append(hour, [{ id: idOf(1), event: 'a.b', fields: { x: 1, y: 'new' } }], { snapshot: newer });
  await data.append(hour, [{ id: idOf(2), event: 'a.b', fields: { x: 2 } }], { snapshot: old });
  await data.append(hour, [{ id: idOf(3), event: 'only.old', fields: { x: 3 } }], { snapshot: old });
  await data.rotate();
  const manifest = await (await data.writer()).write(hour, 'open');
  expect(manifest.snapshots).toEqual([old, newer]);
  expect(await data.rows(manifest, 'a.b', 'x, y, _snapshot', 'x')).toEqual([
    { x: '1', y: 'new', _snapshot: newer },
    { x: '2', y: null, _snapshot: old },
  ]);
  expect(await data.rows(manifest, 'only.old', 'x', 'x')).toEqual([{ x: '3' }]);
});

test('a missing snapshot is named, and the warehouse stays as it was', async () => {
  data = await TestDataDirectory.make();
  await data.append(hour, [{ id: idOf(1) }], { snapshot: 'ab'.repeat(32) });
  await data.rotate();
  const writer = await data.writer();
  await expect(writer.write(hour, 'open')).rejects.toMatchObject({
    code: 'file_not_found',
    message: expect.stringContaining('ab'.repeat(32)) as string,
  });
  expect(await readdir(data.warehouse)).toEqual([]);
});

test('an hour whose journals were freed is not written again from less', async () => {
  data = await TestDataDirectory.make();
  await data.append(hour, [{ id: idOf(1) }]);
  await data.rotate();
  const writer = await data.writer();
  const manifest = await writer.write(hour, 'closed');
  const journal = join(data.path, 'journal/0');
  const [segment] = (await readdir(journal)).filter((name) => name.endsWith('.journal'));
  await data.append('2026-11-23T08', [{ id: idOf(2) }]);
  await data.rotate();
  await rm(join(journal, segment ?? ''));
  await expect(writer.write(hour, 'closed')).rejects.toMatchObject({ code: 'journal_freed' });
  expect(await data.rows(manifest, 'page.viewed')).toHaveLength(1);
});

test('an hour that a journal still writes cannot be closed; listing says what is where', async () => {
  data = await TestDataDirectory.make();
  await data.append(hour, [{ id: idOf(1) }, { id: idOf(1) }], { rejected: 1 });
  await data.rotate();
  const writer = await data.writer();
  expect(await writer.listHours()).toMatchObject([
    { hour, state: 'journalled', generation: 0, unwritten: 3, unsealed: false, rows: 0 },
  ]);
  await writer.write(hour, 'open');
  await data.append(hour, [{ id: idOf(2) }]);
  await expect(writer.write(hour, 'closed')).rejects.toMatchObject({ kind: 'conflict' });
  expect(await writer.listHours()).toMatchObject([
    { hour, state: 'open', unwritten: 0, unsealed: true, rows: 1, repeats: 1, tables: 1 },
  ]);
  await data.rotate();
  expect(await writer.listHours('2026-11-23T08')).toEqual([]);
  expect((await writer.listHours())[0]).toMatchObject({ unwritten: 1, unsealed: false });
  await writer.write(hour, 'closed');
  const [summary] = await writer.listHours();
  expect(summary).toMatchObject({ state: 'closed', generation: 2, unwritten: 0, rows: 2 });
  expect(summary?.bytes).toBeGreaterThan(0);
});

test('what the disk refuses is told as such, and the hour can be written once it does not', async () => {
  data = await TestDataDirectory.make({ 'shop.paid': {} });
  await data.append(hour, [{ id: idOf('one'), event: 'shop.paid' }]);
  await data.rotate();
  const writer = await data.writer();
  const { staging } = dataDirectoryLayout(data.path);
  await rm(staging, { recursive: true });
  await writeFile(staging, 'in the way');
  await expect(writer.write(hour, 'open')).rejects.toMatchObject({
    kind: 'unavailable',
    code: 'parquet_failed',
    message: expect.stringContaining(staging) as unknown,
  });
  await rm(staging);
  expect((await writer.write(hour, 'open')).tables['shop.paid']?.rows).toBe(1);
});
