import { expect, test } from 'vitest';
import { NameAllocator } from './name-allocator.js';
import { snakeCase } from './snake-case.js';
import { Spelling } from './spelling.js';

test.each([
  ['userID', 'user_id'],
  ['HTTPServerError', 'http_server_error'],
  ['Order Completed', 'order_completed'],
  ['sku-id.v2', 'sku_id_v2'],
  ['$2xx', 'n_2xx'],
  ['__proto__', 'proto'],
  ['Größe', 'grosse'],
  ['Заказ оплачен', 'zakaz_oplachen'],
  ['…', 'field'],
  ['a'.repeat(80), 'a'.repeat(60)],
])('%s is %s', (text, name) => {
  expect(snakeCase(text, 'field')).toBe(name);
});

test('names that fold to one another, or that Windows reserves, are parted', () => {
  const names = new NameAllocator(10);
  expect(
    ['user_id', 'userid', 'aux', 'a_very_long_one', 'a_very_long_two'].map((name) => names.allocate(name)),
  ).toEqual(['user_id', 'userid_2', 'aux_value', 'a_very_lon', 'a_very_l_2']);
});

test('of two spellings the one that parts more words wins, but for those that stand already', () => {
  const spelling = new Spelling();
  spelling.fix('skuid');
  for (const name of ['userid', 'user_id', 'sku_id']) spelling.add(name);
  expect(['userid', 'user_id', 'sku_id', 'other'].map((name) => spelling.of(name))).toEqual([
    'user_id',
    'user_id',
    'skuid',
    'other',
  ]);
});
