import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatFile } from './format.js';
import { sameMeaning } from './same-meaning.js';

const paths = [
  'catalog.json',
  'owners/shop.json',
  'fields/price.json',
  'environments/site/environment.json',
  'environments/site/1.json',
  'events/order_paid/event.json',
  'events/order_paid/12.json',
  'destinations/warehouse.json',
];
const known = [
  'type',
  'title',
  'fields',
  'properties',
  'items',
  'values',
  'rules',
  'versions',
  'version',
  'sources',
];
const key = fc.oneof(
  fc.constantFrom(...known),
  fc.constantFrom('b', 'a', '10', '2', '__proto__', 'constructor'),
  fc.string(),
);
const value = fc.letrec((tie) => ({
  any: fc.oneof(
    { maxDepth: 6 },
    fc.oneof(fc.string(), fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true }), fc.boolean()),
    fc.array(tie('any'), { maxLength: 3 }),
    fc.array(fc.tuple(key, tie('any')), { maxLength: 5 }).map(asObject),
  ),
})).any;

function asObject(entries: [string, unknown][]): unknown {
  const made = Object.create(null) as Record<string, unknown>;
  for (const [name, inner] of entries) made[name] = inner;
  return made;
}

describe('formatFile', () => {
  it('changes nothing of the meaning, and nothing at all the second time', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...paths),
        value,
        fc.constantFrom(undefined, 1, '\t'),
        (path, content, indent) => {
          const text = JSON.stringify(content, null, indent);
          const once = formatFile(path, text);
          expect(formatFile(path, once)).toBe(once);
          expect(once.endsWith('\n')).toBe(true);
          expect(sameMeaning(JSON.parse(text), JSON.parse(once))).toBe(true);
        },
      ),
      { numRuns: 1000 },
    );
  });

  it('puts keys in the order of the schema, then the rest by name, and keeps the order of fields', () => {
    const text = JSON.stringify({
      zebra: 1,
      fields: { price: { maximum: 3, minimum: 1, required: true }, amount: {}, order_id: {} },
      apple: { z: 1, a: 2 },
      note: 'why',
      version: 2,
    });
    expect(formatFile('events/order_paid/2.json', text)).toBe(`{
  "version": 2,
  "note": "why",
  "fields": {
    "price": {
      "required": true,
      "minimum": 1,
      "maximum": 3
    },
    "amount": {},
    "order_id": {}
  },
  "apple": {
    "a": 2,
    "z": 1
  },
  "zebra": 1
}
`);
  });

  it('knows declarations inside of declarations, and sorts maps that nobody reads in order', () => {
    const text = JSON.stringify({
      fields: {
        box: {
          properties: {
            width: { title: 'Width', type: 'number' },
            depth: { scale: 1, precision: 3, type: 'decimal' },
          },
          type: 'object',
        },
      },
      sources: { web: { title: 'Web' }, app: { keys: [{ created: '2026-01-01', id: 'a' }], title: 'App' } },
    });
    expect(JSON.stringify(JSON.parse(formatFile('environments/site/environment.json', text)))).toBe(
      '{"sources":{"app":{"title":"App","keys":[{"id":"a","created":"2026-01-01"}]},"web":{"title":"Web"}},' +
        '"fields":{"box":{"type":"object","properties":{"width":{"type":"number","title":"Width"},' +
        '"depth":{"type":"decimal","precision":3,"scale":1}}}}}',
    );
  });

  it('takes a byte order mark off', () => {
    expect(formatFile('catalog.json', '\ufeff{"name":"a","format":1}')).toBe(
      '{\n  "format": 1,\n  "name": "a"\n}\n',
    );
  });

  it.each([
    ['broken JSON', 'catalog.json', '{"name": }'],
    ['a key that comes twice', 'catalog.json', '{"name": "a", "name": "b"}'],
    ['a number that would be rounded', 'fields/a.json', '{"values": [9007199254740993]}'],
    ['what is no file of a catalog', 'README.json', '{"b":1,"a":2}'],
    ['what nests too deeply', 'fields/a.json', '['.repeat(100) + ']'.repeat(100)],
  ])('leaves %s as it is', (_what, path, text) => {
    expect(formatFile(path, text)).toBe(text);
  });
});
