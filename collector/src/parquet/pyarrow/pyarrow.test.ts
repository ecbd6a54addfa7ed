import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { cases, columnsOf, kinds, texts } from '../conformance/cases.js';
import { EngineUnderTest } from '../conformance/write-case.js';
import { parquetEngines } from '../open-engine.js';
import { PyarrowReader } from './reader.js';

let reader: PyarrowReader;
beforeAll(() => {
  reader = new PyarrowReader();
}, 300_000);
afterAll(() => reader.close());

describe.each(parquetEngines)('%s', (name) => {
  let under: EngineUnderTest;
  beforeAll(async () => {
    under = await EngineUnderTest.open(name);
  });
  afterAll(() => under.close());

  test.each(cases)('$name: pyarrow reads what was written', async (written) => {
    const { rows } = await reader.read(await under.write(written));
    expect(rows).toEqual(written.rows);
  });

  test('types are those of the table', async () => {
    const columns = columnsOf({
      ...kinds,
      list: { kind: 'list', items: kinds.at },
      struct: { kind: 'struct', properties: [{ name: 'a', type: kinds.wide }] },
    });
    const { types } = await reader.read(await under.write({ name: 'types', columns, lines: [{}] }));
    expect(types).toMatchObject({
      text: 'string',
      json: 'string',
      whole: 'int64',
      digits: 'int64',
      money: 'decimal128(18, 2)',
      wide: 'decimal128(38, 0)',
      fine: 'decimal128(38, 37)',
      ratio: 'double',
      flag: 'bool',
      at: 'timestamp[us]',
      day: 'date32[day]',
      list: expect.stringMatching(/^list<\w+: timestamp\[us\]>$/) as string,
      struct: 'struct<a: decimal128(38, 0)>',
    });
  });

  test('a filter on text finds its row', async () => {
    const columns = columnsOf({ t: kinds.text });
    const path = await under.write({ name: 'filter', columns, lines: texts.map((t) => ({ fields: { t } })) });
    for (const value of texts) {
      expect((await reader.read(path, { column: 't', value })).rows).toEqual([{ t: value }]);
    }
  });

  test('many row groups hold every row once, in order', async () => {
    const rows = name === 'duckdb' ? 260_000 : 45_000;
    const lines = Array.from({ length: rows }, (_, n) => ({ fields: { n } }));
    const answer = await reader.read(
      await under.write({ name: 'many', columns: columnsOf({ n: kinds.whole }), lines }),
    );
    expect(answer.rows).toHaveLength(rows);
    expect(answer.rows.every(({ n }, row) => n === String(row))).toBe(true);
  });
});
