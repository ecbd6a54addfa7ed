import { expect, test } from 'vitest';
import type { Contract, EventCard } from '../../catalog/model.js';
import { checkCatalog } from '../../check/check.js';
import { planImport, type ImportPlan } from '../plan-import.js';
import { readJsonSchema } from './read-json-schema.js';

const options = {
  owner: 'growth',
  environment: 'site',
  destination: 'warehouse',
  status: 'active',
  privacy: 'none',
} as const;

function plan(files: Readonly<Record<string, unknown>>): ImportPlan {
  const texts = Object.entries(files).map(([path, value]): [string, string] => [
    path,
    typeof value === 'string' ? value : JSON.stringify(value),
  ]);
  const book = readJsonSchema(new Map(texts));
  const made = planImport({ source: 'jsonschema', book, files: new Map(), name: 'book', options });
  expect(checkCatalog(made.files).findings.filter(({ severity }) => severity === 'error')).toEqual([]);
  return made;
}

function read(made: ImportPlan, path: string): unknown {
  return JSON.parse(made.files.get(path) ?? 'null') as unknown;
}

const schema = (properties: object, more: object = {}): object => ({
  type: 'object',
  additionalProperties: false,
  properties,
  ...more,
});

test('the path is the name, the version the order, JSON and YAML both', () => {
  const made = plan({
    'checkout/orderPaid/1.10.0.json': schema({ b: { type: 'integer', exclusiveMinimum: 0 } }),
    'checkout/orderPaid/1.2.0.yaml':
      'type: object\nadditionalProperties: false\nproperties:\n  a: {type: string}\n',
  });
  expect(made.report.unread).toEqual([]);
  expect(Object.keys((read(made, 'events/checkout.order_paid/1.json') as Contract).fields)).toEqual(['a']);
  expect((read(made, 'events/checkout.order_paid/2.json') as Contract).fields).toEqual({ b: { minimum: 1 } });
});

test('references lead into the file, into others by path and by $id, and to anchors', () => {
  const made = plan({
    'common/money.json': {
      $id: 'https://example.com/money',
      type: 'object',
      additionalProperties: false,
      properties: { sum: { $ref: '#/$defs/sum' } },
      $defs: { sum: { type: 'number' } },
    },
    'order/1.json': schema(
      {
        here: { $ref: '#/definitions/id' },
        there: { $ref: '../common/money.json' },
        known: { $ref: 'https://example.com/money#' },
        named: { $ref: '#short' },
      },
      {
        definitions: { id: { type: 'string', format: 'uuid' }, short: { $anchor: 'short', type: 'boolean' } },
      },
    ),
  });
  const { fields } = read(made, 'events/order/event.json') as EventCard;
  const money = { type: 'object', properties: { sum: { type: 'number' } } };
  expect(fields).toMatchObject({
    here: { type: 'uuid' },
    there: money,
    known: money,
    named: { type: 'boolean' },
  });
  expect(made.report.sums).toMatchObject({ exact: 1, skipped: 1 });
});

test('a reference that leads nowhere or back to itself is told, and the value is json', () => {
  const made = plan({
    'order/1.json': schema(
      { lost: { $ref: 'elsewhere.json' }, tree: { $ref: '#/definitions/tree' } },
      {
        definitions: { tree: schema({ left: { $ref: '#/definitions/tree' } }) },
      },
    ),
  });
  expect(made.report.events[0]?.versions[0]?.losses.map(({ effect, reason }) => [effect, reason])).toEqual([
    ['json', 'elsewhere.json is not among the files that were read.'],
    ['json', '#/definitions/tree leads back to itself.'],
  ]);
});

test('what a small file could do to a reader it cannot do', () => {
  const level = '{"type":"object","additionalProperties":false,"properties":{"a":';
  const deep = (levels: number): string => `${level.repeat(levels)}{"type":"string"}${'}}'.repeat(levels)}`;
  const bomb = Object.fromEntries(
    Array.from({ length: 40 }, (_, index) => {
      const next = { $ref: `#/definitions/d${index + 1}` };
      return [`d${index}`, schema({ a: next, b: next })];
    }),
  );
  const made = plan({
    'deep/1.json': deep(90),
    'deeper/1.json': deep(100_000),
    'bomb/1.json': schema({ a: { $ref: '#/definitions/d0' } }, { definitions: bomb }),
    'proto/1.json':
      '{"type":"object","properties":{"__proto__":{"type":"string"},"constructor":{"type":"string"}}}',
    'cycle/1.yaml': 'type: object\nproperties: &p\n  a: {type: object, properties: *p}\n',
  });
  expect(made.report.unread.map(({ file }) => file)).toEqual(['deeper/1.json', 'cycle/1.yaml']);
  const { fields } = read(made, 'events/proto/event.json') as EventCard;
  expect(fields).toMatchObject({ proto: { type: 'string' }, constructor: { type: 'string' } });
});

test('broken files, twins and strangers are told where they stand', () => {
  const { unread, skipped } = plan({
    'a/1.json': '{',
    'b/1.yaml': 'a: [',
    'c/1.json': '[]',
    'd/1.json': schema({}),
    'd/v1.0.yaml': '{type: object}',
    'e/1.json': schema({}),
    'e/1.yml': 'type: object\nadditionalProperties: false\nproperties: {}\n',
    'README.md': '# Schemas',
    '1.json': schema({}),
  }).report;
  expect(unread.map(({ file }) => file)).toEqual(['a/1.json', 'b/1.yaml', 'c/1.json', 'd/v1.0.yaml']);
  expect(skipped.map(({ file }) => file)).toEqual(['e/1.yml', 'README.md', '1.json']);
});

test('alternatives of whole payloads become all of their fields', () => {
  const made = plan({
    'pay/1.json': {
      type: 'object',
      properties: { id: { type: 'string' } },
      required: ['id'],
      oneOf: [
        { properties: { card: { type: 'string' } }, required: ['card'] },
        { properties: { cash: { type: 'boolean' } }, required: ['cash'] },
      ],
    },
  });
  expect((read(made, 'events/pay/1.json') as Contract).fields).toEqual({
    id: { required: true },
    card: {},
    cash: {},
  });
  expect(made.report.events[0]?.versions[0]?.losses).toMatchObject([
    { keyword: 'oneOf', effect: 'loosened' },
  ]);
});

test('allOf is joined: both bounds hold', () => {
  const made = plan({
    'x/1.json': schema({
      n: {
        allOf: [
          { type: 'number', minimum: 1 },
          { type: 'integer', minimum: 3, maximum: 9 },
        ],
      },
    }),
  });
  expect((read(made, 'events/x/1.json') as Contract).fields).toEqual({ n: { minimum: 3, maximum: 9 } });
  expect(made.report.sums.exact).toBe(1);
});
