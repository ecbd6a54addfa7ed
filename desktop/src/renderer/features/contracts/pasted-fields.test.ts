import { expect, it } from 'vitest';
import { pastedFields } from './pasted-fields.js';

it.each([
  ['order_id\nprice\n', ['order_id', 'price'], []],
  ['order_id\trequired\r\nprice\tno\r\n', ['order_id', 'price'], ['order_id']],
  ['Field name\tRequired\norder_id\tx', ['order_id'], ['order_id']],
  ['just some words that were copied', [], []],
  ['', [], []],
])('reads %j', (text, names, required) => {
  const fields = pastedFields(text);
  expect(fields.map((field) => field.name)).toEqual(names);
  expect(fields.filter((field) => field.required).map((field) => field.name)).toEqual(required);
});
