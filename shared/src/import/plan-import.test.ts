import { expect, test } from 'vitest';
import type { Contract, EventCard } from '../catalog/model.js';
import { checkCatalog } from '../check/check.js';
import { readIglu } from './iglu/read-iglu.js';
import { planImport, type ImportPlan } from './plan-import.js';

const options = {
  owner: 'growth',
  environment: 'site',
  destination: 'warehouse',
  status: 'active',
  privacy: 'none',
} as const;

/** Versions of com.acme/click, by number; each a schema without its `self`. */
function registry(versions: Readonly<Record<string, object>>): Map<string, string> {
  return new Map(
    Object.entries(versions).map(([version, schema]) => [
      `schemas/com.acme/click/jsonschema/${version}`,
      JSON.stringify({
        self: { vendor: 'com.acme', name: 'click', format: 'jsonschema', version },
        ...schema,
      }),
    ]),
  );
}

function plan(versions: Readonly<Record<string, object>>, files = new Map<string, string>()): ImportPlan {
  const made = planImport({
    source: 'iglu',
    book: readIglu(registry(versions)),
    files,
    name: 'book',
    options,
  });
  const after = new Map([...files, ...made.files]);
  if (after.size === 0) return made;
  expect(checkCatalog(after).findings.filter(({ severity }) => severity === 'error')).toEqual([]);
  return made;
}

function contract(made: ImportPlan, number: number): Contract {
  return JSON.parse(made.files.get(`events/com.acme.click/${number}.json`) ?? 'null') as Contract;
}

function fieldsOf(made: ImportPlan): EventCard['fields'] {
  return (JSON.parse(made.files.get('events/com.acme.click/event.json') ?? 'null') as EventCard).fields;
}

const closed = (properties: object, more: object = {}): object => ({
  type: 'object',
  additionalProperties: false,
  properties,
  ...more,
});

test('versions become contracts in order, also the tenth', () => {
  const made = plan({ '1-0-10': closed({ b: {} }), '1-0-2': closed({ a: {} }), '2-0-0': closed({ c: {} }) });
  expect([1, 2, 3].map((number) => Object.keys(contract(made, number).fields))).toEqual([
    ['a'],
    ['b'],
    ['c'],
  ]);
  expect(contract(made, 1).note).toBe('Imported from iglu:com.acme/click/jsonschema/1-0-2');
});

test('what a contract can say comes over exactly', () => {
  const made = plan({
    '1-0-0': closed(
      {
        targetUrl: { type: ['string', 'null'], format: 'uri', maxLength: 4096 },
        x: { type: 'integer', minimum: 0, maximum: 100 },
        ratio: { type: 'number', maximum: 1 },
        kind: { enum: ['left', 'right'] },
        ids: { type: 'array', items: { type: 'string', format: 'uuid' }, minItems: 1 },
        size: closed({ w: { type: 'integer' }, h: { type: ['integer', 'null'] } }, { required: ['w'] }),
      },
      { required: ['x'] },
    ),
  });
  expect(made.report.events[0]?.versions[0]).toMatchObject({ exact: true, losses: [] });
  expect(made.report.events[0]?.versions[0]?.names).toEqual([{ from: '/targetUrl', to: '/target_url' }]);
  expect(contract(made, 1).fields).toEqual({
    target_url: { nullable: true, maxLength: 4096, format: 'uri' },
    x: { required: true, minimum: 0, maximum: 100 },
    ratio: { maximum: 1 },
    kind: { enum: ['left', 'right'] },
    ids: { minItems: 1 },
    size: {},
  });
  expect(fieldsOf(made)).toMatchObject({
    kind: { type: 'string', values: ['left', 'right'] },
    ids: { type: 'array', items: { type: 'uuid' } },
    size: {
      type: 'object',
      properties: { w: { type: 'integer', required: true }, h: { type: 'integer', nullable: true } },
    },
  });
});

test('a schema that says nothing of further keys is open', () => {
  expect(contract(plan({ '1-0-0': { type: 'object', properties: {} } }), 1).open).toBe(true);
  expect(contract(plan({ '1-0-0': closed({}) }), 1).open).toBeUndefined();
});

test('a type that truly changes gets a name of its own, and a list of values grows', () => {
  const made = plan({
    '1-0-0': closed({ price: { type: 'string' }, kind: { enum: ['a'] } }),
    '1-0-1': closed({ price: { type: 'string', maxLength: 9 }, kind: { enum: ['a', 'b'] } }),
    '2-0-0': closed({ price: { type: 'number' }, kind: { enum: ['b'] } }),
  });
  expect(Object.keys(contract(made, 2).fields)).toEqual(['price', 'kind']);
  expect(Object.keys(contract(made, 3).fields)).toEqual(['price_v3', 'kind']);
  expect(fieldsOf(made)).toMatchObject({ price: { type: 'string' }, price_v3: { type: 'number' } });
  expect(fieldsOf(made)?.['kind']?.values).toEqual(['a', 'b']);
  expect([1, 2, 3].map((number) => contract(made, number).fields['kind']?.enum)).toEqual([
    ['a'],
    ['a', 'b'],
    ['b'],
  ]);
  expect(made.report.sums).toMatchObject({ schemas: 3, exact: 3 });
});

test('text that gets a format in a later version stays text', () => {
  const made = plan({
    '1-0-0': closed({ id: { type: 'string' } }),
    '1-0-1': closed({ id: { type: 'string', format: 'uuid' } }),
  });
  expect(fieldsOf(made)?.['id']?.type).toBe('string');
  expect(contract(made, 2).fields['id']?.pattern).toContain('{8}');
  expect(made.report.sums.exact).toBe(2);
});

test.each([
  ['two types', { type: ['string', 'integer'] }, 'json', 'json', 'type'],
  ['an open object', { type: 'object', properties: { a: {} } }, 'json', 'json', 'open object'],
  ['a fraction', { type: 'number', multipleOf: 0.1 }, 'number', 'loosened', 'multipleOf'],
  ['a time', { type: 'string', format: 'date-time' }, 'timestamp', 'loosened', 'date-time'],
  ['64 bits', { type: 'integer', maximum: 2 ** 63 }, 'integer', 'narrowed', 'beyond 53 bits'],
  [
    'an open end',
    { type: 'number', minimum: 0, exclusiveMinimum: true },
    'number',
    'loosened',
    'exclusive minimum',
  ],
  ['a lookahead that takes for ever', { type: 'string', pattern: '(a+)+$' }, 'string', 'loosened', 'pattern'],
  [
    'a narrow item',
    { type: 'array', items: { type: 'string', maxLength: 3 } },
    'array',
    'loosened',
    'inner maxLength',
  ],
])('%s is told', (_, schema, type, effect, keyword) => {
  const made = plan({ '1-0-0': closed({ it: schema }) });
  expect(fieldsOf(made)?.['it']?.type).toBe(type);
  expect(made.report.events[0]?.versions[0]).toMatchObject({ exact: false, losses: [{ effect, keyword }] });
});

test('a payload that is a list becomes one field', () => {
  const made = plan({ '1-0-0': { type: 'array', items: { type: 'integer' } } });
  expect(contract(made, 1)).toMatchObject({ fields: { items: { required: true } } });
  expect(made.report.events[0]?.versions[0]?.names).toEqual([{ from: '', to: '/items' }]);
});

test('a second import does nothing, and a new version is added beside the others', () => {
  const first = {
    '1-0-0': closed({ a: { type: 'string' } }),
    '1-0-1': closed({ a: { type: 'string' }, b: { type: 'uuid' } }),
  };
  const files = new Map(plan(first).files);
  expect(plan(first, files).files.size).toBe(0);
  const grown = plan({ ...first, '2-0-0': closed({ a: { type: 'integer' } }) }, files);
  expect([...grown.files.keys()]).toEqual([
    'events/com.acme.click/3.json',
    'events/com.acme.click/event.json',
  ]);
  expect(Object.keys(contract(grown, 3).fields)).toEqual(['a_v3']);
  expect(grown.report.sums.events).toMatchObject({ grown: 1, new: 0 });
});

test('what people have written on a card since stays', () => {
  const first = { '1-0-0': closed({ a: { type: 'string' } }) };
  const files = new Map(plan(first).files);
  const path = 'events/com.acme.click/event.json';
  files.set(path, (files.get(path) ?? '').replace('"Click"', '"A click"').replace('"none"', '"sensitive"'));
  const grown = plan({ ...first, '1-0-1': closed({ a: { type: 'string' }, b: { type: 'boolean' } }) }, files);
  expect(JSON.parse(grown.files.get(path) ?? '')).toMatchObject({
    title: 'A click',
    fields: { a: { privacy: 'sensitive' }, b: { type: 'boolean' } },
  });
});

test('a version that was changed after it was imported is a conflict, and nothing of it is written', () => {
  const files = new Map(plan({ '1-0-0': closed({ a: { type: 'string' } }) }).files);
  const changed = plan({ '1-0-0': closed({ a: { type: 'string', maxLength: 3 } }) }, files);
  expect(changed.files.size).toBe(0);
  expect(changed.report.events[0]).toMatchObject({ state: 'refused', versions: [{ state: 'conflict' }] });
  expect(changed.report.events[0]?.reason).toContain('/fields/a/maxLength');
});

test('an event of the same name that came from elsewhere is not touched', () => {
  const files = new Map(plan({ '1-0-0': closed({ a: { type: 'string' } }) }).files);
  const path = 'events/com.acme.click/1.json';
  files.set(path, (files.get(path) ?? '').replace(/"note": "[^"]+",\s*/u, ''));
  expect(plan({ '1-0-0': closed({ a: { type: 'string' } }) }, files).report.events[0]?.state).toBe('refused');
});

test('a list of values that stands already does not fall: text without one is another field', () => {
  const first = { '1-0-0': closed({ kind: { enum: ['a'] } }) };
  const files = new Map(plan(first).files);
  const grown = plan({ ...first, '1-0-1': closed({ kind: { type: 'string' } }) }, files);
  expect(Object.keys(contract(grown, 2).fields)).toEqual(['kind_v2']);
  expect(fieldsOf(grown)).toMatchObject({ kind: { values: ['a'] }, kind_v2: { type: 'string' } });
});

test('what check would refuse does not come in, and the report says why', () => {
  const made = plan({ '1-0-0': closed({ a: { type: 'string', minLength: 5, maxLength: 3 } }) });
  expect(made.files.size).toBe(0);
  expect(made.report.events[0]).toMatchObject({ state: 'refused' });
  expect(made.report.events[0]?.reason).toContain('/fields/a/minLength');
});
