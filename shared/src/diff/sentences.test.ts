import { expect, test } from 'vitest';
import type { Subject, What } from './change.js';
import { changeWords, columnWords, groupedWords } from './sentences.js';

const event: Subject = { kind: 'event', name: 'shop.paid' };

test.each<[What, string]>([
  [{ kind: 'added', status: 'active', versions: [1, 2] }, 'is new: active, versions 1, 2'],
  [
    { kind: 'version-added', version: 4, previous: 3, note: 'x' },
    'gets version 4 ("x"); who sends version 3 goes on as before',
  ],
  [{ kind: 'field-added', version: 4, field: 'cost', required: true }, 'version 4: cost joins, required'],
  [
    {
      kind: 'field-changed',
      version: 4,
      field: 'cost',
      edits: [
        { key: 'required', before: undefined, now: true },
        { key: 'minimum', before: 1, now: 5 },
        { key: 'enum', before: [1, 2], now: [2, 3] },
      ],
    },
    'version 4: cost becomes required and is at least 5 (was 1) and no longer takes 1 and takes 3 too',
  ],
  [{ kind: 'key-changed', key: 'title', before: 'A', now: 'B' }, 'its title is now "B" (was "A")'],
  [{ kind: 'key-changed', key: 'rules', before: undefined, now: {} }, 'sets rules'],
  [{ kind: 'status-changed', before: 'draft', now: 'active' }, 'is published (was a draft)'],
  [
    { kind: 'values-grown', field: 'cart', inside: '/items/properties/kind', values: ['a'] },
    'cart[].kind may also be "a"',
  ],
  [
    { kind: 'declaration-changed', field: 'cart', inside: '', key: 'type', before: 'integer', now: 'number' },
    'cart: its type is now "number" (was "integer")',
  ],
  [
    {
      kind: 'declaration-changed',
      field: 'cart',
      inside: '/properties',
      key: 'x',
      before: undefined,
      now: {},
    },
    'cart gets the property x',
  ],
])('%j', (what, words) => {
  expect(changeWords(event, what)).toBe(words);
});

test('no name or note can draw on a terminal or end its quotes', () => {
  const note = 'a"\u001b[31m\u202e\n';
  expect(changeWords(event, { kind: 'version-added', version: 2, note })).toBe(
    'gets version 2 ("a\\"\\u001b[31m\\u202e\\n")',
  );
});

test('columns in their own table, in another, in several', () => {
  const column = { effect: 'column-added', column: 'cost', type: { kind: 'double' } } as const;
  expect(columnWords(event, { ...column, tables: ['shop.paid'] })).toBe('column cost DOUBLE is added');
  expect(columnWords(event, { ...column, tables: ['shop.seen'] })).toBe(
    'column cost DOUBLE is added in shop.seen',
  );
  expect(columnWords(event, { ...column, tables: ['a', 'b'] })).toBe(
    'column cost DOUBLE is added in 2 tables',
  );
});

test('names of one environment stand together', () => {
  expect(groupedWords(['a/x', 'b/x', 'b/y', 'c/1', 'c/2', 'c/3', 'c/4', 'c/5'])).toBe(
    'a/x, b/{x, y}, c/… (5)',
  );
});
