import { join } from 'node:path';
import { beforeAll, describe, expect, it, test } from 'vitest';
import type { Catalog } from '../catalog/model.js';
import { parseCatalog } from '../catalog/parse.js';
import { readCatalogFolder } from '../node/catalog-folder.js';
import { CatalogSearch, type SearchQuery } from './catalog-search.js';
import { excerpt, highlight } from './highlight.js';

let catalog: Catalog;
let search: CatalogSearch;

beforeAll(async () => {
  const { files } = await readCatalogFolder(join(import.meta.dirname, '../../../catalog-template'));
  catalog = parseCatalog(files).catalog;
  search = new CatalogSearch(catalog);
});

function found(query: SearchQuery | string): string[] {
  const asked = typeof query === 'string' ? { words: query } : query;
  return search.search(asked).map(({ document }) => `${document.kind} ${document.name}`);
}

describe('a search of the catalog', () => {
  it.each([
    ['a name', 'checkout.order_paid', 'event checkout.order_paid'],
    ['words of a title', 'order paid', 'event checkout.order_paid'],
    ['a word not finished yet', 'recomm', 'event recommendation.shown'],
    ['a slip', 'chekout ordr paid', 'event checkout.order_paid'],
    ['a field before the events that carry it', 'payment_method', 'field payment_method'],
    ['a local field', 'viewport', 'environment site-frontend'],
    ['a tag', 'funnel money', 'event checkout.order_paid'],
    ['a person', 'olga lind', 'owner payments'],
    ['a destination', 'warehouse', 'destination warehouse'],
  ])('finds %s', (_what, words, first) => {
    expect(found(words)[0]).toBe(first);
  });

  it('wants all words, and is content with some where nothing has them all', () => {
    expect(found('order paid').length).toBeLessThan(found('order').length + found('paid').length);
    expect(found('paid zzzzzzzz')[0]).toBe('event checkout.order_paid');
    expect(found('zzzzzzzz')).toEqual([]);
    expect(found('')).toEqual([]);
  });

  it('keeps to the kinds and the number asked for', () => {
    expect(found({ words: 'advert', kinds: ['field'], limit: 1 })).toEqual(['field advert_id']);
    expect(found({ words: 'advert', limit: 3 })).toHaveLength(3);
  });

  it('puts what is deprecated behind what replaces it', () => {
    const names = found('contact');
    expect(names.indexOf('event contact.requested')).toBeLessThan(names.indexOf('event contact.phone_shown'));
  });

  it('takes another catalog in the place of the one before, and then finds what one made anew finds', async () => {
    const { files } = await readCatalogFolder(join(import.meta.dirname, '../../../catalog-template'));
    const changed = new Map(files);
    changed.delete('fields/payment_method.json');
    const card = 'events/checkout.order_paid/event.json';
    changed.set(card, (files.get(card) ?? '').replace('"Order paid"', '"Money came"'));
    const other = parseCatalog(changed).catalog;
    const taken = new CatalogSearch(catalog);
    const steps = [...taken.taking(other)].filter(Boolean).length;
    const anew = new CatalogSearch(other);
    const names = (which: CatalogSearch, words: string): string[] =>
      which
        .search({ words, limit: 1000 })
        .map(({ document }) => document.name)
        .sort();
    for (const words of ['money came', 'payment', 'order paid', 'advert', 'a', 'id'])
      expect(names(taken, words)).toEqual(names(anew, words));
    expect(names(taken, 'money came')).toContain('checkout.order_paid');
    expect(names(taken, 'payment_method')).not.toContain('payment_method');
    // The field, and the events that carry it; not the whole catalog.
    expect(steps).toBeLessThan(10);
  });

  it('looks for the beginnings of words of one or two letters in names alone, for the words themselves everywhere', () => {
    expect(
      found('ch')
        .slice(0, 3)
        .every((name) => /^\w+ ch/u.test(name)),
    ).toBe(true);
    expect(found('user id')).toContain('field user_id');
  });

  it('has every thing of the catalog by its own name, first', () => {
    for (const name of [...catalog.events.keys(), ...catalog.fields.keys()]) {
      expect(found(name)[0]?.split(' ')[1]).toBe(name);
    }
  });
});

test('a name in camel case is found by its parts', () => {
  const owner = { title: 'Shop', members: [] };
  const event = { ...[...catalog.events.values()][0], name: 'orderShipped' } as never;
  const camel = new CatalogSearch({
    ...catalog,
    owners: new Map([['shop', owner]]),
    events: new Map([['orderShipped', event]]),
  });
  expect(camel.search({ words: 'shipped' })[0]?.document.name).toBe('orderShipped');
});

describe('highlighting', () => {
  it.each([
    ['checkout.order_paid', ['order'], 'checkout.[order]_paid'],
    ['Order paid, paid again', ['paid'], 'Order [paid], [paid] again'],
    ['nothing here', ['order'], 'nothing here'],
    ['', ['order'], ''],
    ['Заказ оплачен', ['заказ'], '[Заказ] оплачен'],
  ])('%s', (text, terms, expected) => {
    const pieces = highlight(text, new Set(terms));
    expect(pieces.map((piece) => (piece.marked ? `[${piece.text}]` : piece.text)).join('')).toBe(expected);
    expect(pieces.map((piece) => piece.text).join('')).toBe(text);
  });

  it('cuts a long text to the part with the word', () => {
    const long = `${'before '.repeat(50)}needle ${'after '.repeat(50)}`;
    const cut = excerpt(long, new Set(['needle']), 80);
    expect(cut).toContain('needle');
    expect(cut.length).toBeLessThan(90);
    expect(excerpt('short\n text', new Set(), 80)).toBe('short text');
  });
});
