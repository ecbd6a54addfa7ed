import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { formatFile } from '../../catalog/format.js';
import type { Catalog } from '../../catalog/model.js';
import { readCatalogFolder } from '../../node/catalog-folder.js';
import { checkCatalog } from '../check.js';
import { applyEdits } from './apply-edits.js';
import { repairCatalog } from './repair-catalog.js';

const fixtures = join(import.meta.dirname, '../../../fixtures/rules');
let sound: ReadonlyMap<string, string>;
let base: Catalog;

beforeAll(async () => {
  sound = (await readCatalogFolder(join(fixtures, '_catalog'))).files;
  base = checkCatalog(sound).catalog;
});

/** The sound catalog with changes: a text as it is, an object as JSON, null for no file. */
function changed(changes: Readonly<Record<string, unknown>>): Map<string, string> {
  const files = new Map(sound);
  for (const [path, content] of Object.entries(changes)) {
    if (content === null) files.delete(path);
    else files.set(path, typeof content === 'string' ? content : `${JSON.stringify(content, null, 2)}\n`);
  }
  return files;
}

function card(path: string): Record<string, unknown> {
  return JSON.parse(sound.get(path) ?? '') as Record<string, unknown>;
}

const paid = 'events/checkout.order_paid/event.json';

describe('repairCatalog', () => {
  it('does nothing to a sound catalog', () => {
    expect(repairCatalog(sound, { base })).toEqual({ changed: new Map(), repaired: [] });
  });

  it('puts back what is published, to the byte', () => {
    const damaged = changed({
      'fields/price.json': null,
      'events/checkout.order_paid/1.json': null,
      'events/search.performed/event.json': null,
      'events/search.performed/1.json': null,
      'environments/site-frontend/environment.json': null,
      'environments/site-frontend/1.json': null,
      [paid]: { ...card(paid), status: 'draft', environments: {} },
    });
    const { changed: texts, repaired } = repairCatalog(damaged, { base });
    expect(repaired.map(({ rule }) => rule).sort()).toEqual([
      'back-to-draft',
      'environment-taken-off',
      'published-contract-deleted',
      'published-environment-deleted',
      'published-event-deleted',
      'published-field-deleted',
    ]);
    expect(new Map([...damaged, ...texts])).toEqual(
      new Map([...sound].map(([path, text]) => [path, formatFile(path, text)])),
    );
  });

  it('takes several entries out of one list, and leaves the others where they were', () => {
    const waiver = (rule: string, until: string) => ({ rule, where: 'fields', reason: 'x', until });
    const waivers = Array.from({ length: 12 }, (_, at) =>
      at === 5 ? waiver('no-such-rule', '2999-01-01') : waiver('snake-case', '2001-01-01'),
    );
    const files = changed({ 'catalog.json': { ...card('catalog.json'), waivers } });
    const { changed: texts, repaired } = repairCatalog(files);
    expect(repaired.length).toBe(11);
    expect((JSON.parse(texts.get('catalog.json') ?? '') as { waivers: unknown }).waivers).toEqual([
      waivers[5],
    ]);
  });

  it('is done when it is done, and never brings an error in', () => {
    for (const name of readdirSync(fixtures)) {
      const files = new Map(sound);
      const folder = join(fixtures, name, 'fires');
      for (const path of name === '_catalog'
        ? []
        : readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
        if (path.endsWith('.json')) files.set(path, readFileSync(join(folder, path), 'utf8'));
        if (path.endsWith('.deleted')) files.delete(path.slice(0, -'.deleted'.length));
      }
      const before = checkCatalog(files, { base }).findings;
      const { changed: texts, repaired } = repairCatalog(files, { base });
      const after = new Map([...files, ...texts]);
      expect(repairCatalog(after, { base }), name).toEqual({ changed: new Map(), repaired: [] });
      for (const [path, text] of texts) expect(formatFile(path, text), path).toBe(text);
      const errors = (findings: typeof before) =>
        findings.filter(({ severity }) => severity === 'error').length;
      const left = checkCatalog(after, { base }).findings;
      expect(errors(left), name).toBeLessThanOrEqual(errors(before));
      expect(left.length, name).toBeLessThanOrEqual(before.length - Math.min(repaired.length, 1));
    }
  });

  it('leaves a published contract alone, whatever a rule says of it', () => {
    const path = 'events/checkout.order_paid/3.json';
    const files = changed({ [path]: { version: 3, fields: { price: { minLength: 3 } } } });
    expect([...repairCatalog(files, { base }).changed.keys()]).toEqual([path]);
    const published = checkCatalog(files).catalog;
    expect(repairCatalog(files, { base: published }).changed).toEqual(new Map());
  });
});

describe('applyEdits', () => {
  const file = 'fields/a.json';
  const one = new Map([[file, '{"type": "integer", "privacy": "none", "values": [1, 2, 3]}']]);

  it('carries out all, or none', () => {
    const good = { kind: 'set', file, pointer: '/title', value: 'A' } as const;
    const bad = { kind: 'remove', file, pointer: '/title/0' } as const;
    expect(applyEdits(one, [good])?.get(file)).toContain('"title": "A"');
    expect(applyEdits(one, [good, bad])).toBe(undefined);
  });

  it.each([
    { kind: 'set', file, pointer: '/values/9', value: 1 },
    { kind: 'set', file, pointer: '/no/where', value: 1 },
    { kind: 'remove', file, pointer: '/unit' },
    { kind: 'rename', file, pointer: '/type', name: 'privacy' },
    { kind: 'create', file, value: {} },
    { kind: 'format', file: 'fields/b.json' },
    { kind: 'set', file: 'README.md', pointer: '', value: {} },
    { kind: 'set', file, pointer: '/__proto__/x', value: 1 },
  ] as const)('refuses what does not fit: %j', (edit) => {
    expect(applyEdits(one, [edit])).toBe(undefined);
    expect(({} as Record<string, unknown>)['x']).toBe(undefined);
  });

  it('renames a key where it stands', () => {
    const path = 'events/a/1.json';
    const files = new Map([[path, '{"version": 1, "fields": {"b": {}, "a": {"required": true}, "c": {}}}']]);
    const text = applyEdits(files, [{ kind: 'rename', file: path, pointer: '/fields/a', name: 'z' }])?.get(
      path,
    );
    expect(Object.keys((JSON.parse(text ?? '') as { fields: object }).fields)).toEqual(['b', 'z', 'c']);
  });
});
