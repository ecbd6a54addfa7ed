import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { readCatalogFolder } from '../node/catalog-folder.js';
import { checkCatalog, type CheckOptions } from './check.js';

let sound: ReadonlyMap<string, string>;

beforeAll(async () => {
  sound = (await readCatalogFolder(join(import.meta.dirname, '../../fixtures/rules/_catalog'))).files;
});

type Change = Readonly<Record<string, unknown>>;

/** The sound catalog with some files changed: a text as it is, an object as JSON, null for no file. */
function changed(changes: Change): ReadonlyMap<string, string> {
  const files = new Map(sound);
  for (const [path, content] of Object.entries(changes)) {
    if (content === null) files.delete(path);
    else files.set(path, typeof content === 'string' ? content : JSON.stringify(content));
  }
  return files;
}

function told(changes: Change, options: CheckOptions = {}): string[] {
  return checkCatalog(changed(changes), options).findings.map(
    ({ rule, severity, file, pointer }) => `${severity} ${rule} ${file} ${pointer}`,
  );
}

/** What the sound catalog leaves to others to be strict about. */
const lenient = { 'description-missing': 'off', 'owner-missing': 'off', 'unused-field': 'off' };

const camel = { 'fields/deliveryDay.json': { type: 'date', privacy: 'none' } };

describe('checkCatalog', () => {
  it('follows catalog.json where a rule bends', () => {
    const settings = (severity: string): Change => ({
      'catalog.json': { format: 1, name: 'shop', rules: { ...lenient, 'snake-case': severity } },
      ...camel,
    });
    expect(told(camel)).toEqual(['error snake-case fields/deliveryDay.json ']);
    expect(told(settings('warning'))).toEqual(['warning snake-case fields/deliveryDay.json ']);
    expect(told(settings('off'))).toEqual([]);
  });

  it('does not follow it where a rule is firm', () => {
    const rules = { ...lenient, 'unknown-reference': 'off', 'json-syntax': 'warning' };
    const changes = {
      'catalog.json': { format: 1, name: 'shop', rules },
      'fields/price.json': { type: 'number', privacy: 'none', owner: 'nobody' },
      'owners/other.json': '{',
    };
    expect(told(changes)).toEqual([
      'warning rule-setting catalog.json /rules/json-syntax',
      'warning rule-setting catalog.json /rules/unknown-reference',
      'error unknown-reference fields/price.json /owner',
      'error json-syntax owners/other.json ',
    ]);
  });

  it('warns, and no more, of what nobody may mend', () => {
    const bad = { version: 3, fields: { order_id: { pattern: '(' } } };
    const base = checkCatalog(changed({ 'events/checkout.order_paid/3.json': bad })).catalog;
    const file = 'events/checkout.order_paid/3.json';
    const pattern = `pattern-syntax ${file} /fields/order_id/pattern`;
    expect(told({ [file]: bad })).toEqual([`error ${pattern}`]);
    expect(told({ [file]: bad }, { base })).toEqual([`warning ${pattern}`]);
    expect(told({ [file]: { ...bad, note: 'edited' } }, { base })).toEqual([
      `error ${pattern}`,
      `error published-contract-edited ${file} /note`,
    ]);
  });

  it('lets a published name be, as a warning', () => {
    const card = sound.get('events/search.performed/event.json');
    const changes = {
      'events/searchDone/event.json': card,
      'events/searchDone/1.json': { version: 1, fields: {} },
    };
    const base = checkCatalog(changed(changes)).catalog;
    expect(told(changes, { base })).toEqual(['warning snake-case events/searchDone/event.json ']);
  });

  it('tells of a broken file and of nothing that follows from it', () => {
    const base = checkCatalog(sound).catalog;
    for (const path of sound.keys()) {
      expect(told({ [path]: '{' }, { base })).toEqual([`error json-syntax ${path} `]);
    }
  });

  it('sorts by file and pointer', () => {
    const findings = told({
      ...camel,
      'owners/shop.json': { title: '', members: 1, zoo: 1 },
      'fields/cart.json': '',
    });
    expect(findings).toEqual([
      'error json-syntax fields/cart.json ',
      'error snake-case fields/deliveryDay.json ',
      'error schema owners/shop.json /members',
      'error schema owners/shop.json /title',
      'error schema owners/shop.json /zoo',
    ]);
  });

  it('leaves drafts alone, whatever the base says', () => {
    const base = checkCatalog(sound).catalog;
    expect(
      told(
        { 'events/checkout.order_placed/event.json': null, 'events/checkout.order_placed/1.json': null },
        { base },
      ),
    ).toEqual([]);
  });
});
