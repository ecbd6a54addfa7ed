import { expect, test } from 'vitest';
import type { Conventions } from './conventions.js';
import { constantNames, typeName } from './type-names.js';
import { wordsOf } from './words.js';

const none = new Set<string>();
const conventions: Conventions = {
  members: 'camel',
  constants: 'upper',
  reservedTypes: none,
  reservedMembers: none,
  reservedConstants: none,
};

test.each([
  ['order_paid', ['order', 'paid']],
  ['checkout.orderPaid', ['checkout', 'order', 'paid']],
  ['HTMLText', ['html', 'text']],
  ['utm2_source', ['utm2', 'source']],
])('the words of %s', (name, words) => {
  expect(wordsOf(name)).toEqual(words);
});

test('types of different kinds never meet', () => {
  expect(typeName(undefined, ['payment_method'])).toBe('PaymentMethod');
  expect(typeName(undefined, ['cart', 'lines'])).toBe('Cart__Lines');
  expect(typeName('Cart', ['lines'])).toBe('Cart_Lines');
  // Or it would be called like the third version of an event.
  expect(typeName(undefined, ['order_v3'])).toBe('OrderV3_');
});

test('constants are letters and digits, whatever the value', () => {
  const names = (...values: (string | number)[]) =>
    constantNames(values, conventions).map(({ constant }) => constant);
  expect(names('card', 'e-mail', '24h', -1, 1.5)).toEqual([
    'CARD',
    'E_MAIL',
    'VALUE_24H',
    'MINUS_1',
    'VALUE_1_5',
  ]);
  expect(names('c', 'c++', '', 'кредит')).toEqual([
    'C',
    expect.stringMatching(/^VALUE_C_[0-9A-F]{8}$/u),
    expect.stringMatching(/^VALUE_[0-9A-F]{8}$/u),
    expect.stringMatching(/^VALUE_[0-9A-F]{8}$/u),
  ]);
});

test('a value that is added later changes no constant of those before', () => {
  const before = constantNames(['c++', 'link'], conventions);
  const after = constantNames(['c', 'c++', 'link', 'Zebra'], conventions);
  expect(after).toEqual(expect.arrayContaining([...before]));
});
