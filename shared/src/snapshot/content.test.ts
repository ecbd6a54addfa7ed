import { expect, test } from 'vitest';
import { exampleCatalog } from '../event/example.test-helper.js';
import type { Catalog } from '../catalog/model.js';
import { AppError } from '../errors/app-error.js';
import { buildContent } from './content.js';
import { parseAdmittedContent, parseContent } from './parse-content.js';

const catalog = exampleCatalog({
  fields: {
    price: { type: 'decimal', precision: 10, scale: 2, title: 'Price' },
    box: { type: 'object', properties: { z: { type: 'json' }, a: { type: 'date' } } },
    unused: { type: 'string' },
  },
  uses: { price: { required: true }, box: {} },
  event: { tags: ['money'], media: [{ title: 'The button', url: 'https://example.com/buy.png' }] },
  environmentContracts: [{ version: 1, fields: {} }],
});

/** The same catalog as another checkout might hand it over: other orders of files and keys. */
function shuffled(one: Catalog): Catalog {
  const reversed = (value: unknown, key: string): unknown => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
    const entries = Object.entries(value).map(([name, item]) => [name, reversed(item, name)] as const);
    return Object.fromEntries(key === 'fields' || key === 'properties' ? entries : entries.reverse());
  };
  const backwards = <Value>(map: ReadonlyMap<string, Value>): Map<string, Value> =>
    new Map([...map].reverse().map(([name, value]) => [name, reversed(value, '') as Value]));
  return {
    ...one,
    fields: backwards(one.fields),
    events: new Map(
      [...one.events].reverse().map(([name, event]) => [
        name,
        {
          ...event,
          card: reversed(event.card, '') as typeof event.card,
          contracts: new Map(
            [...event.contracts].reverse().map(([n, c]) => [n, reversed(c, '') as typeof c]),
          ),
        },
      ]),
    ),
  };
}

const event = catalog.events.get('shop.viewed');
if (event === undefined) throw new Error('the example has this event');
const two: Catalog = {
  ...catalog,
  events: new Map([...catalog.events, ['shop.bought', { ...event, name: 'shop.bought' }]]),
};

test('content has the same bytes whatever the order of files and keys', () => {
  expect(buildContent(shuffled(two))).toEqual(buildContent(two));
  expect([...shuffled(two).events.keys()]).not.toEqual([...two.events.keys()]);
});

test('content is what judges, routes or generates, and nothing else', () => {
  const draft = { ...event, name: 'shop.draft', card: { ...event.card, status: 'draft' as const } };
  const withDraft: Catalog = {
    ...catalog,
    events: new Map([...catalog.events, ['shop.draft', draft]]),
    owners: new Map([['shop', { title: 'Shop', members: [] }]]),
    settings: { ...catalog.settings, rules: { 'snake-case': 'off' } },
  };
  expect(buildContent(withDraft).id).toBe(buildContent(catalog).id);
  const { text } = buildContent(catalog);
  expect(text).not.toContain('unused');
  expect(text).not.toContain('money');
  expect(text).not.toContain('buy.png');
  expect(text.indexOf('"z"')).toBeLessThan(text.indexOf('"a"'));
  const retitled = { ...catalog, settings: { ...catalog.settings, title: 'Other' } };
  expect(buildContent(retitled).id).not.toBe(buildContent(catalog).id);
});

test('what was built is read back, and built again to the same', () => {
  const { text, id } = buildContent(two);
  const parsed = parseContent(text);
  expect(parsed.events.get('shop.bought')?.contracts.get(1)?.fields).toEqual({
    price: { required: true },
    box: {},
  });
  expect(buildContent(parsed).id).toBe(id);
});

test('the settings of langpacks generate, and those of registries do not', () => {
  const langpack = {
    collectors: ['https://events.shop.example'],
    packages: { go: 'git.shop.example/events' },
  };
  const settings = { ...catalog.settings, langpack };
  const registries = { go: [{ kind: 'static' as const, path: 'registry' }] };
  const { text, id } = buildContent({ ...catalog, settings });
  expect(id).not.toBe(buildContent(catalog).id);
  expect(buildContent({ ...catalog, settings: { ...settings, registries } }).id).toBe(id);
  expect(parseContent(text).settings.langpack).toEqual(langpack);
});

const { text } = buildContent(catalog);
const delivered = buildContent(
  exampleCatalog({ uses: {}, event: { delivery: { sample: 0.5, pause: false } } }),
).text;
test.each([
  ['a sample of nothing', delivered.replace('0.5', '0'), delivered],
  ['a pause that is no switch', delivered.replace('false', '"no"'), delivered],
] as const)('refused: %s', (_, broken, sound) => {
  expect(broken).not.toBe(sound);
  expect(() => parseContent(sound)).not.toThrow();
  expect(() => parseContent(broken)).toThrow(AppError);
});

test.each([
  ['no JSON', text.slice(0, -3)],
  ['another format', text.replace('"format":1', '"format":2')],
  ['a path as a name', text.replaceAll('"shop.viewed"', '"../../etc"')],
  ['__proto__ as a field', text.replaceAll('"price"', '"__proto__"')],
  ['an unknown type', text.replace('"decimal"', '"money"')],
  ['a field declared nowhere', text.replace('"price":{"required":true}', '"cost":{"required":true}')],
  ['a pattern that is none', text.replace('"price":{"required":true}', '"price":{"pattern":"("}')],
  ['a list', '[]'],
])('refused: %s', (_, broken) => {
  expect(broken).not.toBe(text);
  let error: unknown;
  try {
    parseContent(broken);
  } catch (caught) {
    error = caught;
  }
  expect(error).toBeInstanceOf(AppError);
  expect((error as AppError).code).toBe('snapshot_malformed');
});

test('read in pieces, content is the same catalog, whatever its texts hold', async () => {
  const odd: Catalog = {
    ...two,
    settings: { format: 1, name: 'odd "}],{\\', title: '\\' },
    fields: new Map([
      ...two.fields,
      ['price', { type: 'string', values: ['}', '\\"', ',', '"\\\\"', 'й🐟'] }],
    ]),
    environments: new Map(),
    destinations: new Map([['empty', { title: '', kind: 'queue' }]]),
  };
  for (const one of [two, odd]) {
    const { text } = buildContent(one);
    let pauses = 0;
    const read = await parseAdmittedContent(text, () => ((pauses += 1), undefined));
    expect(read).toEqual(parseContent(text));
    expect(pauses).toBe(
      one.fields.size +
        one.environments.size +
        one.events.size +
        one.destinations.size -
        (one === two ? 1 : 1),
    );
  }
});
