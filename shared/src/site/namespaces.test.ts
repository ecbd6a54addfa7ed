import { expect, test } from 'vitest';
import type { Event } from '../catalog/model.js';
import { namespacesBelow, namespacesOf, namespaceTree } from './namespaces.js';

const tree = namespaceTree(
  ['com.acme.billing.paid', 'com.acme.site.seen', 'main', 'shop.cart.add', 'shop.cart.drop', 'shop.seen'].map(
    (name) => ({ name }) as Event,
  ),
);

test('levels that hold nothing but another are drawn as one', () => {
  expect([...namespacesBelow(tree)].map(({ name, label, count }) => [name, label, count])).toEqual([
    ['com.acme', 'com.acme', 2],
    ['com.acme.billing', 'billing', 1],
    ['com.acme.site', 'site', 1],
    ['shop', 'shop', 3],
    ['shop.cart', 'cart', 2],
  ]);
  expect([tree.count, tree.events.map(({ name }) => name)]).toEqual([6, ['main']]);
});

test('the way to an event leads through namespaces that have a page', () => {
  const labels = (name: string): string[] => namespacesOf(tree, name).map(({ label }) => label);
  expect(labels('com.acme.billing.paid')).toEqual(['com.acme', 'billing']);
  expect(labels('shop.seen')).toEqual(['shop']);
  expect(labels('main')).toEqual([]);
});
