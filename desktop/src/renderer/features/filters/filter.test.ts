import { expect, it } from 'vitest';
import type { EventRow } from '../../../api/catalog.js';
import { answersTo, type Situation } from './filter.js';

const row: EventRow = {
  name: 'checkout.order_paid',
  title: 'Order paid',
  owner: 'payments',
  status: 'active',
  versions: [1],
  environments: ['site-backend', 'mobile-app'],
  destinations: ['warehouse'],
  tags: ['money'],
  privacy: ['pseudonymous'],
  published: true,
};
const situation: Situation = {
  mine: new Set(['payments']),
  withFindings: new Set(),
  changed: new Set(['checkout.order_paid']),
};

it.each([
  [[], true],
  [['owner:payments'], true],
  [['owner:marketplace'], false],
  [['owner:marketplace', 'owner:payments'], true],
  [['owner:payments', 'status:draft'], false],
  [['environment:mobile-app', 'tag:money', 'privacy:pseudonymous', 'destination:warehouse'], true],
  [['is:mine', 'is:changed'], true],
  [['is:changed', 'is:found'], false],
  [['moon:full'], true],
])('asks %j of an event', (filter, answer) => {
  expect(answersTo(row, filter, situation)).toBe(answer);
});
