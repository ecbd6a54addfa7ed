import { describe, expect, it } from 'vitest';
import { parseCatalog } from './parse.js';
import { declarationOf, newestContract } from './resolve.js';

const settings = ['catalog.json', '{"format": 1, "name": "shop"}'] as const;
const card = JSON.stringify({
  title: 'Paid',
  owner: 'shop',
  status: 'active',
  environments: {},
  destinations: [],
  fields: { constructor: { type: 'string' } },
});

function parsed(...files: readonly (readonly [string, string])[]): ReturnType<typeof parseCatalog> {
  return parseCatalog(new Map([settings, ...files]));
}

function told(...files: readonly (readonly [string, string])[]): string[] {
  return parsed(...files).findings.map(({ rule, file, pointer }) => `${rule} ${file} ${pointer}`);
}

describe('parseCatalog', () => {
  it('puts every file in its place, in the order of names and numbers', () => {
    const { catalog, findings, unsound } = parsed(
      ['events/paid/10.json', '{"version": 10, "fields": {}}'],
      ['events/paid/9.json', '{"version": 9, "fields": {"price": {}}}'],
      ['events/paid/event.json', card],
      ['events/early/event.json', card],
      ['fields/price.json', '{"type": "number"}'],
      ['fields/amount.json', '{"type": "number"}'],
    );
    expect([findings, unsound]).toEqual([[], new Set()]);
    expect([...catalog.events.keys()]).toEqual(['early', 'paid']);
    expect([...catalog.fields.keys()]).toEqual(['amount', 'price']);
    const paid = catalog.events.get('paid');
    expect([...(paid?.contracts.keys() ?? [])]).toEqual([9, 10]);
    expect(paid === undefined ? undefined : newestContract(paid)?.version).toBe(10);
  });

  it('resolves names that every object has, and only where they were declared', () => {
    const { catalog } = parsed(['events/paid/event.json', card], ['fields/price.json', '{"type": "number"}']);
    const paid = catalog.events.get('paid');
    if (paid === undefined) throw new Error('the event was not read');
    expect(declarationOf(catalog, paid, 'constructor')).toEqual({ type: 'string' });
    expect(declarationOf(catalog, paid, 'price')).toEqual({ type: 'number' });
    expect(declarationOf(catalog, paid, 'toString')).toBe(undefined);
    expect(paid.card.fields).not.toHaveProperty('toString');
  });

  it.each(['{}', '[]', '{"valueOf": 1}', '"2"', 'null', 'true', '2'])(
    'says so of a format that is %s',
    (format) => {
      const { findings } = parseCatalog(new Map([['catalog.json', `{"format": ${format}, "name": "shop"}`]]));
      expect(findings.map(({ pointer }) => pointer)).toEqual(['/format']);
    },
  );

  it('leaves out a file that cannot be used, and remembers that it is there', () => {
    const { catalog, unsound } = parsed(
      ['events/paid/event.json', '{"title": 1}'],
      ['events/paid/1.json', '{"version": 1, "fields": {}}'],
      ['fields/price.json', '{'],
    );
    expect([catalog.events.size, catalog.fields.size]).toEqual([0, 0]);
    expect(unsound).toEqual(new Set(['events/paid/event.json', 'fields/price.json']));
  });

  it('still keeps the severities of a catalog.json of which another part is wrong', () => {
    const files = new Map([['catalog.json', '{"format": 2, "rules": {"snake-case": "off", "x": "loud"}}']]);
    const { catalog, findings } = parseCatalog(files);
    expect(catalog.settings.rules).toEqual({ 'snake-case': 'off' });
    expect(findings.map(({ pointer }) => pointer)).toEqual(['', '/format', '/rules/x']);
  });

  it('says that catalog.json is missing, once', () => {
    expect(parseCatalog(new Map()).findings.map(({ rule, file }) => [rule, file])).toEqual([
      ['file-place', 'catalog.json'],
    ]);
  });

  it('tells one cause once', () => {
    expect(
      told(['events/Bad-Name/event.json', card], ['events/Bad-Name/1.json', '{"version": 1, "fields": {}}']),
    ).toEqual(['name-shape events/Bad-Name/event.json ']);
    expect(
      told(
        ['events/paid/1.json', '{"version": 1, "fields": {}}'],
        ['events/paid/2.json', '{"version": 2, "fields": {}}'],
      ),
    ).toEqual(['card-missing events/paid/1.json ']);
  });

  it('does not tell more of one file than anyone would read', () => {
    const unknown = Object.fromEntries(Array.from({ length: 5000 }, (_, index) => [`key_${index}`, 1]));
    const { findings } = parsed([
      'owners/shop.json',
      JSON.stringify({ title: 'Shop', members: [], ...unknown }),
    ]);
    expect(findings).toHaveLength(21);
    expect(findings.at(-1)?.message).toBe('There are more problems in this file.');
    const objects = Array.from({ length: 300_000 }, () => '{}').join();
    expect(told(['events/a/1.json', `{"version": 1, "fields": {"a": {"enum": [${objects}]}}}`])).toHaveLength(
      21,
    );
    const doubled = Array.from({ length: 100_000 }, () => '"k": 1').join();
    expect(told(['owners/shop.json', `{${doubled}}`])).toHaveLength(21);
  });

  it('refuses names that would reach a prototype, a parent folder or a terminal', () => {
    const owner = '{"title": "x", "members": []}';
    const hostile = [
      '__proto__',
      '..',
      '.',
      '\u001b[31m',
      'con',
      'a\\b',
      'A',
      'ö',
      'a'.repeat(61),
      '\u202e',
      ' ',
    ];
    for (const name of hostile) {
      const { catalog, findings } = parsed([`owners/${name}.json`, owner]);
      expect([name, catalog.owners.size, findings.length]).toEqual([
        name,
        0,
        name === '.' || name === '..' ? 0 : 1,
      ]);
      // eslint-disable-next-line no-control-regex
      for (const { message } of findings) expect(message).not.toMatch(/[\u0000-\u001f\u202e]/u);
    }
    expect(parsed(['owners/constructor.json', owner]).catalog.owners.size).toBe(1);
  });

  it('refuses a file of more than a mebibyte without reading it', () => {
    expect(told(['owners/shop.json', '['.repeat(1024 * 1024 + 1)])).toEqual([
      'file-readable owners/shop.json ',
    ]);
  });
});
