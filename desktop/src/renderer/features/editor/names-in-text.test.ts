import { expect, it } from 'vitest';
import { nameInText } from './names-in-text.js';

const card = `{
  "owner": "payments",
  "status": "active",
  "environments": { "site-backend": {} },
  "destinations": ["warehouse"],
  "deprecation": { "replacement": "checkout.paid" }
}`;
const contract = '{ "version": 1, "fields": { "order_id": { "required": true } } }';

it.each([
  ['events/a.b/event.json', card, 'payments', 'owner'],
  ['events/a.b/event.json', card, 'site-backend', 'environment'],
  ['events/a.b/event.json', card, 'warehouse', 'destination'],
  ['events/a.b/event.json', card, 'checkout.paid', 'event'],
  ['events/a.b/event.json', card, 'active', undefined],
  ['events/a.b/event.json', card, 'owner', undefined],
  ['events/a.b/1.json', contract, 'order_id', 'field'],
  ['events/a.b/1.json', contract, 'required', undefined],
  ['catalog.json', '{ "name": "shop" }', 'shop', undefined],
])('in %s: %s', (path, text, name, kind) => {
  const at = text.indexOf(`"${name}"`) + 1;
  const found = nameInText(path, text, at + 2);
  expect(found && text.slice(found.offset, found.offset + found.length)).toBe(
    kind === undefined ? undefined : name,
  );
  expect(found?.kind).toBe(kind);
});
