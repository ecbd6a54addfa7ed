import { readdir, rm, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { addHours } from '@eventbook/shared/warehouse/hour';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { idOf } from './fixtures/stored-line.js';
import { TestDataDirectory } from './fixtures/test-data-directory.js';

const hour = '2026-11-23T07';
const next = addHours(hour, 1);
let data: TestDataDirectory;
beforeEach(async () => {
  data = await TestDataDirectory.make({ counted: { n: { type: 'integer' } } });
});
afterEach(() => data.remove());

const counted = (id: string | number, n = 0) => ({ id: idOf(id), event: 'counted', fields: { n } });

test('a repeat within the hour is dropped, in one journal and across journals; the first stays', async () => {
  await data.append(hour, [counted(1)], { journal: '1' });
  await data.append(hour, [counted(1), counted(1), counted(2)]);
  await data.append(hour, [counted(2)], { journal: '1' });
  await data.rotate();
  const manifest = await (await data.writer()).write(hour, 'closed');
  expect(manifest).toMatchObject({ repeats: 3, id_reused: 0, outcomes: { accepted: 5 } });
  expect(await data.rows(manifest, 'counted', '_position')).toEqual([
    { _position: '0:0' },
    { _position: '0:2' },
  ]);
});

test('the same id with other content is kept and counted, and its own repeats are dropped', async () => {
  await data.append(hour, [counted(1, 1), counted(1, 2), counted(1, 2), counted(1, 3), counted(1, 1)]);
  await data.append(next, [counted(1, 2), counted(1, 4), counted(2, 0)]);
  await data.rotate();
  const writer = await data.writer();
  const first = await writer.write(hour, 'closed');
  expect(first).toMatchObject({ repeats: 2, id_reused: 2 });
  expect(await data.rows(first, 'counted', 'n', 'n')).toEqual([{ n: '1' }, { n: '2' }, { n: '3' }]);
  const second = await writer.write(next, 'closed');
  expect(second).toMatchObject({ repeats: 1, id_reused: 1 });
  expect(await data.rows(second, 'counted', 'n', 'n')).toEqual([{ n: '0' }, { n: '4' }]);
});

test('the same id from another source is another event', async () => {
  await data.append(hour, [counted(1)]);
  await data.append(hour, [counted(1)], { source: 'site/app' });
  await data.rotate();
  const manifest = await (await data.writer()).write(hour, 'closed');
  expect(manifest).toMatchObject({ repeats: 0, id_reused: 0, tables: { counted: { rows: 2 } } });
});

test('what was quarantined and is sent again once the book knows it is stored; what is stored is not quarantined again', async () => {
  const apart = (id: number) => ({ ...counted(id), outcome: 'quarantined' as const });
  await data.append(hour, [apart(1), counted(2)]);
  await data.append(hour, [counted(1), apart(2), apart(1)]);
  await data.append(next, [counted(1), apart(1), apart(2), apart(3)]);
  await data.rotate();
  const writer = await data.writer();
  const first = await writer.write(hour, 'closed');
  expect(first).toMatchObject({ repeats: 0, quarantine_repeats: 2, id_reused: 0 });
  expect(await data.rows(first, 'counted', '_position')).toEqual([
    { _position: '0:1' },
    { _position: '0:2' },
  ]);
  expect(await data.rows(first, '', '_position')).toEqual([{ _position: '0:0' }]);
  const second = await writer.write(next, 'closed');
  expect(second).toMatchObject({ repeats: 1, quarantine_repeats: 2, tables: {}, quarantine: { rows: 1 } });
});

test('a retry that a newer snapshot judges otherwise is a repeat: what its sender said is the same', async () => {
  const flagged = { ...counted(1), outcome: 'flagged' as const, said: 'as before' };
  await data.append(hour, [
    { ...flagged, more: { _violations: [{ code: 'enum', pointer: '', message: 'a' }] } },
  ]);
  await data.append(hour, [
    { ...flagged, more: { _violations: [{ code: 'enum', pointer: '', message: 'b' }] } },
  ]);
  await data.append(next, [{ ...flagged, outcome: 'accepted' }]);
  await data.rotate();
  const writer = await data.writer();
  expect(await writer.write(hour, 'closed')).toMatchObject({ repeats: 1, tables: { counted: { rows: 1 } } });
  expect(await writer.write(next, 'closed')).toMatchObject({ repeats: 1, tables: {} });
});

test('a row that uses an id again says so, and the manifest counts those rows', async () => {
  const reasons = [{ code: 'enum', pointer: '/fields/n', message: 'not among them' }];
  await data.append(hour, [
    counted(1, 1),
    { ...counted(1, 2), outcome: 'flagged', more: { _violations: reasons } },
  ]);
  await data.append(hour, [
    counted(1, 3),
    { ...counted(1, 4), outcome: 'quarantined', more: { _violations: reasons } },
  ]);
  await data.rotate();
  const manifest = await (await data.writer()).write(hour, 'closed');
  expect(manifest.id_reused).toBe(3);
  const codes = 'n, _outcome, list_transform(_violations, lambda v: v.code) AS codes';
  expect(await data.rows(manifest, 'counted', codes)).toEqual([
    { n: '1', _outcome: 'accepted', codes: null },
    { n: '2', _outcome: 'flagged', codes: ['enum', 'id_reused'] },
    { n: '3', _outcome: 'accepted', codes: ['id_reused'] },
  ]);
  expect(await data.rows(manifest, '', 'list_transform(_violations, lambda v: v.code) AS codes')).toEqual([
    { codes: ['enum', 'id_reused'] },
  ]);
});

test('hours before are looked back at as far as the setting says', async () => {
  for (const back of [-3, -2, 0])
    await data.append(addHours(hour, back), [counted(back === 0 ? -3 : back), counted(-3)]);
  await data.rotate();
  const short = await data.writer({ dedupeHours: 1 });
  expect((await short.write(hour, 'open')).repeats).toBe(1);
  await short.close();
  const long = await data.writer({ dedupeHours: 2 });
  expect((await long.write(hour, 'open')).repeats).toBe(2);
});

test('a missing, cut, flipped or outdated index is made anew from the journals', async () => {
  await data.append(hour, [counted(1)]);
  await data.append(next, [counted(1)]);
  await data.rotate();
  const writer = await data.writer();
  await writer.write(hour, 'closed');
  const index = join(data.path, 'index', `${hour}.keys`);
  expect(await readdir(join(data.path, 'index'))).toContain(`${hour}.keys`);
  const damages = [
    () => rm(index),
    () => truncate(index, 30),
    () => writeFile(index, Buffer.alloc(24), { flag: 'r+' }),
    () => rm(join(data.path, 'index', 'seed')),
  ];
  for (const damage of damages) {
    await damage();
    const again = await data.writer();
    expect(await again.write(next, 'open')).toMatchObject({ repeats: 1, tables: {} });
  }
});

test('an hour that got more segments since its index was made is indexed again', async () => {
  await data.append(hour, [counted(1)]);
  await data.rotate();
  const writer = await data.writer();
  await writer.write(hour, 'open');
  await data.append(hour, [counted(2)]);
  await data.append(next, [counted(2)]);
  await data.rotate();
  expect(await writer.write(next, 'open')).toMatchObject({ repeats: 1 });
});

test('indexes that no hour can look back at any more are removed', async () => {
  await data.append(hour, [counted(1)]);
  await data.rotate();
  const writer = await data.writer();
  const old = join(data.path, 'index', `${addHours(hour, -25)}.keys`);
  const needed = join(data.path, 'index', `${addHours(hour, -24)}.keys`);
  for (const path of [old, needed]) await writeFile(path, '');
  await writer.write(hour, 'open');
  const left = (await readdir(join(data.path, 'index'))).filter((name) => name.endsWith('.keys'));
  expect(left.sort()).toEqual([`${addHours(hour, -24)}.keys`, `${hour}.keys`]);
});
