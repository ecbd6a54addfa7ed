import { expect, test } from 'vitest';
import type { Catalog } from '../catalog/model.js';
import { exampleCatalog } from '../event/example.test-helper.js';
import { quarantineColumns, tableColumns } from './columns.js';
import { tableName } from './table-name.js';

function fieldColumns(catalog: Catalog): Record<string, unknown> {
  const event = catalog.events.get('shop.viewed');
  if (event === undefined) throw new Error('the example has this event');
  const columns = tableColumns(catalog, event).filter(({ path }) => path[0] === 'fields');
  return Object.fromEntries(columns.map(({ name, type }) => [name, type]));
}

test('every declared type has a column to be kept in', () => {
  const fields = {
    s: { type: 'string' },
    i: { type: 'integer' },
    b: { type: 'bigint' },
    small: { type: 'bigint', precision: 18 },
    d: { type: 'decimal', precision: 10, scale: 2 },
    n: { type: 'number' },
    yes: { type: 'boolean' },
    t: { type: 'timestamp' },
    day: { type: 'date' },
    u: { type: 'uuid' },
    j: { type: 'json' },
    list: {
      type: 'array',
      items: { type: 'object', properties: { t: { type: 'timestamp' }, z: { type: 'json' } } },
    },
    loose: { type: 'array' },
    empty: { type: 'object' },
  } as const;
  const uses = Object.fromEntries(Object.keys(fields).map((name) => [name, {}]));
  const text = { kind: 'varchar', wire: 'string' };
  const json = { kind: 'varchar', wire: 'json' };
  expect(fieldColumns(exampleCatalog({ fields, uses }))).toEqual({
    s: text,
    i: { kind: 'bigint', wire: 'number' },
    b: { kind: 'decimal', wire: 'digits', precision: 38, scale: 0 },
    small: { kind: 'bigint', wire: 'digits' },
    d: { kind: 'decimal', wire: 'digits', precision: 10, scale: 2 },
    n: { kind: 'double' },
    yes: { kind: 'boolean' },
    t: { kind: 'timestamp' },
    day: { kind: 'date' },
    u: text,
    j: json,
    list: {
      kind: 'list',
      items: {
        kind: 'struct',
        properties: [
          { name: 't', type: { kind: 'timestamp' } },
          { name: 'z', type: json },
        ],
      },
    },
    loose: { kind: 'list', items: json },
    empty: json,
  });
});

test('the union of versions and environments, each name once, in one order', () => {
  const catalog = exampleCatalog({
    fields: { a: { type: 'string' }, b: { type: 'string' }, c: { type: 'string' }, d: { type: 'string' } },
    event: { environments: { site: { ended: '2025-01-01' }, gone: {} } },
    environmentContracts: [
      { version: 1, fields: { d: {}, a: {} } },
      { version: 2, fields: { c: {} } },
    ],
  });
  const event = catalog.events.get('shop.viewed');
  if (event === undefined) throw new Error('the example has this event');
  const contracts = new Map([
    [10, { version: 10, fields: { a: {} } }],
    [2, { version: 2, fields: { b: {}, a: {} } }],
  ]);
  const names = tableColumns(catalog, { ...event, contracts })
    .filter(({ path }) => path[0] === 'fields')
    .map(({ name }) => name);
  expect(names).toEqual(['b', 'a', 'd', 'c']);
});

test('a name with two types is kept as text', () => {
  const catalog = exampleCatalog({
    fields: { a: { type: 'string' } },
    uses: { a: {} },
    environment: { fields: { a: { type: 'integer' } } },
    environmentContracts: [{ version: 1, fields: { a: {} } }],
  });
  expect(fieldColumns(catalog)).toEqual({ a: { kind: 'varchar', wire: 'json' } });
});

test('the quarantine has the columns of every row, and no fields', () => {
  const names = quarantineColumns().map(({ name }) => name);
  expect(names[0]).toBe('_event');
  expect(names.at(-1)).toBe('_raw_base64');
  expect(new Set(names).size).toBe(names.length);
  expect(names.every((name) => name.startsWith('_'))).toBe(true);
});

test('dots become two underscores', () => {
  expect(tableName('checkout.order.paid_twice')).toBe('checkout__order__paid_twice');
});
