import { DuckDBInstance, type DuckDBConnection, type Json } from '@duckdb/node-api';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parquetEngines, type ParquetEngineName } from '../open-engine.js';
import { literal } from '../quote-sql.js';
import { cases, columnsOf, kinds, misfits, texts } from './cases.js';
import { EngineUnderTest } from './write-case.js';

let connection: DuckDBConnection;
beforeAll(async () => {
  connection = await (await DuckDBInstance.create(':memory:')).connect();
});
afterAll(() => connection.closeSync());

async function rowsOf(sql: string): Promise<Record<string, Json>[]> {
  return (await connection.runAndReadAll(sql)).getRowObjectsJson();
}

async function typesOf(path: string): Promise<Record<string, Json>[]> {
  return rowsOf(`SELECT column_name, column_type FROM (DESCRIBE FROM ${literal(path)})`);
}

describe.each(parquetEngines)('%s', (name) => {
  let under: EngineUnderTest;
  beforeAll(async () => {
    under = await EngineUnderTest.open(name);
  });
  afterAll(() => under.close());

  test.each(cases)('$name: DuckDB reads what was written', async (written) => {
    const path = await under.write(written);
    expect(await rowsOf(`FROM ${literal(path)}`)).toEqual(written.rows);
    expect(await under.engine.rowsIn([path])).toEqual([written.rows.length]);
  });

  test('a filter on text finds its row, whatever order its characters have in UTF-16', async () => {
    const columns = columnsOf({ t: kinds.text });
    const path = await under.write({ name: 'filter', columns, lines: texts.map((t) => ({ fields: { t } })) });
    for (const text of texts.filter((one) => !one.includes('\u0000'))) {
      expect(await rowsOf(`SELECT t FROM ${literal(path)} WHERE t = ${literal(text)}`)).toEqual([
        { t: text },
      ]);
    }
    const beyond = await rowsOf(`SELECT t FROM ${literal(path)} WHERE t > '\uffff' ORDER BY t`);
    expect(beyond.map(({ t }) => t)).toEqual(['🐟', '🐟 beyond', '\u{10ffff}']);
  });

  test('many row groups hold every row once, in order', async () => {
    const rows = name === 'duckdb' ? 300_000 : 45_000;
    const lines = Array.from({ length: rows }, (_, n) => ({
      fields: { n, t: `row ${n % 97} 🐟`, l: [n, n + 1] },
    }));
    const columns = columnsOf({ n: kinds.whole, t: kinds.text, l: { kind: 'list', items: kinds.whole } });
    const path = await under.write({ name: 'many', columns, lines });
    const [sums] = await rowsOf(`
      SELECT count(*)::INTEGER AS rows, count(DISTINCT n)::INTEGER AS different,
        bool_and(n = file_row_number AND t = format('row {} 🐟', n % 97) AND l = [n, n + 1]) AS right
      FROM read_parquet(${literal(path)}, file_row_number = true)`);
    expect(sums).toEqual({ rows, different: rows, right: true });
    const [groups] = await rowsOf(
      `SELECT count(DISTINCT row_group_id)::INTEGER AS n FROM parquet_metadata(${literal(path)})`,
    );
    expect(groups?.['n']).toBeGreaterThan(2);
    expect(await rowsOf(`SELECT n FROM ${literal(path)} WHERE n = ${rows - 7}`)).toEqual([
      { n: `${rows - 7}` },
    ]);
  });

  test.each(misfits)('a %s that is %s is no row of it, and the engine says so', async (kind, json) => {
    const columns = columnsOf({ value: kinds[kind] });
    const lines = ['{"fields":{}}', `{"fields":{"value":${json}}}`, '{"fields":{}}'];
    const result = await under.writeTexts({ name: 'misfit', columns }, lines);
    expect(result).toMatchObject({ fits: false, reason: expect.stringMatching(/./) as string });
  });

  test('what cannot be written is told, with the file', async () => {
    const job = { columns: columnsOf({ n: kinds.whole }), source: '/nowhere/lines', rows: 1, longestLine: 1 };
    const target = `${under.folder}/missing/file.parquet`;
    await expect(under.engine.write({ ...job, target })).rejects.toMatchObject({ code: 'parquet_failed' });
  });
});

test('both engines give a file the same columns and types, and tell the rows of each other’s files', async () => {
  const open = (name: ParquetEngineName) => EngineUnderTest.open(name);
  const [duckdb, javascript] = await Promise.all(parquetEngines.map(open));
  if (duckdb === undefined || javascript === undefined) throw new Error('there are two engines');
  for (const written of cases) {
    const paths = [await duckdb.write(written), await javascript.write(written)];
    expect(await typesOf(paths[1] ?? '')).toEqual(await typesOf(paths[0] ?? ''));
    for (const { engine } of [duckdb, javascript]) {
      expect(await engine.rowsIn(paths)).toEqual([written.rows.length, written.rows.length]);
    }
  }
  expect(await javascript.engine.rowsIn([`${javascript.folder}/lines.ndjson`, '/nowhere'])).toEqual([
    undefined,
    undefined,
  ]);
  await Promise.all([duckdb.close(), javascript.close()]);
});
