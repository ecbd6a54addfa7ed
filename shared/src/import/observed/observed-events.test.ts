import { expect, test } from 'vitest';
import { ObservedEvents } from './observed-events.js';

function schemaOf(rows: readonly object[], fromText = false): Record<string, unknown> {
  const observed = new ObservedEvents({ file: 'rows', fromText });
  for (const fields of rows) observed.add({ event: 'x', fields: fields as Record<string, unknown> });
  return observed.book().events[0]?.versions[0]?.schema as Record<string, unknown>;
}

function propertyOf(values: readonly unknown[], fromText = false): unknown {
  const { properties } = schemaOf(
    values.map((it) => ({ it })),
    fromText,
  ) as { properties: { it: Record<string, unknown> } };
  const { description, ...schema } = properties.it;
  expect(description).toContain('Seen as it in rows');
  return schema;
}

const uuid = '0192f3c4-7b1a-7d40-8c11-2b9f6a1d0e55';

test.each([
  ['whole numbers', [1, 2], { type: 'integer' }],
  ['a fraction among them', [1, 2.5], { type: 'number' }],
  ['numbers that lose digits', [1, 2 ** 60], { type: 'number' }],
  ['null among texts', ['a', null], { type: ['string', 'null'] }],
  ['ids', [uuid, uuid.toUpperCase()], { type: 'string', format: 'uuid' }],
  ['days', ['2026-11-25', '2024-02-29'], { type: 'string', format: 'date' }],
  ['a day that is none', ['2026-11-25', '2026-02-29'], { type: 'string' }],
  ['times', ['2026-11-25T01:02:03Z'], { type: 'string', format: 'eventbook-timestamp' }],
  ['two kinds', ['1', 1], {}],
  ['only null', [null], {}],
  ['lists', [[1], [], [2]], { type: 'array', items: { type: 'integer' } }],
  ['lists of two kinds', [[1, 'a']], { type: 'array', items: {} }],
  [
    'objects',
    [{ a: 1 }, { a: 2, b: true }],
    {
      type: 'object',
      additionalProperties: false,
      properties: { a: { type: 'integer' }, b: { type: 'boolean' } },
    },
  ],
])('%s', (_, values, schema) => {
  expect(propertyOf(values)).toEqual(schema);
});

test.each([
  ['whole numbers', ['1', '-20'], { type: 'integer' }],
  ['leading zeros, which a number would lose', ['01', '2'], { type: 'string' }],
  ['numbers', ['1', '2.5e3'], { type: 'number' }],
  ['true and FALSE', ['true', 'FALSE'], { type: 'boolean' }],
])('in a table: %s', (_, cells, schema) => {
  expect(propertyOf(cells, true)).toEqual(schema);
});

test('few texts that come often are proposed as the allowed values, many are not', () => {
  const often = Array.from({ length: 100 }, (__, index) => ['card', 'cash'][index % 2]);
  expect(propertyOf(often)).toEqual({ type: 'string', enum: ['card', 'cash'] });
  expect(propertyOf([...often, 'once'])).toEqual({ type: 'string' });
  expect(propertyOf(often.slice(0, 50))).toEqual({ type: 'string' });
});

test('what was in every row is required, once there were enough of them', () => {
  const rows = (count: number): object[] => Array.from({ length: count }, () => ({ a: 1 }));
  expect(schemaOf(rows(10))['required']).toEqual(['a']);
  expect(schemaOf(rows(9))['required']).toBeUndefined();
  expect(schemaOf([...rows(10), {}])['required']).toBeUndefined();
});

test('keys that are values make no object of a thousand properties, and endless depth ends', () => {
  const wide = Object.fromEntries(Array.from({ length: 500 }, (__, index) => [`k${index}`, 1]));
  expect(propertyOf([wide])).toEqual({});
  let deep: unknown = 1;
  for (let level = 0; level < 5000; level += 1) deep = { deep };
  expect(() => propertyOf([deep])).not.toThrow();
});

test('a column that names no event is told, before memory is full', () => {
  const observed = new ObservedEvents({ file: 'rows', fromText: true });
  for (let row = 0; row < 2000; row += 1) observed.add({ event: `event ${row}`, fields: {} });
  expect(() => observed.add({ event: 'one more', fields: {} })).toThrow(/more than 2000 kinds of event/u);
});
