import { expect, test } from 'vitest';
import { NameScope, reservedWords } from './name-scope.js';

test('a name that is free is kept, one that is reserved gets an underscore', () => {
  const scope = new NameScope(reservedWords('class def'));
  expect(scope.claim('order_id', 'order_id')).toBe('order_id');
  expect(scope.claim('class', 'class')).toBe('class_');
  expect(scope.claim('Def', 'Def')).toBe('Def_');
});

test('a name that is taken, in whatever case, gets the hash of what it stands for', () => {
  const scope = new NameScope(new Set());
  scope.claim('orderId', 'order_id');
  expect(scope.claim('orderid', 'orderid')).toMatch(/^orderid_[0-9a-f]{8}$/u);
  expect(scope.claim('orderId', 'order__id')).not.toBe(scope.claim('orderId', 'order___id'));
});
