import { expect, test } from 'vitest';
import { entryWords, KeyTable } from './key-table.js';

const entry = (key: number, content: number): Uint32Array =>
  Uint32Array.from([key, 0, 0, key * 7, (content << 3) >>> 0, content]);

const usedSlots = (table: KeyTable): number =>
  Array.from({ length: table.slots }, (_, slot) => table.isUsed(slot)).filter(Boolean).length;

test('a table that is fuller than expected grows and forgets nothing', () => {
  const table = new KeyTable(4, 99);
  for (let key = 0; key < 5000; key++) {
    expect(table.insert(entry(key, 1), 0, key)).toBe('new');
    if (key % 3 === 0) expect(table.insert(entry(key, 2), 0, 10_000 + key)).toBe('id_reused');
  }
  for (let key = 0; key < 5000; key++) {
    expect(table.insert(entry(key, 1), 0, 0)).toBe('repeat');
    const first = table.slotOfKey(entry(key, 77), 0, false);
    expect(table.rowOf(first)).toBe(key);
    const other = table.slotOfPair(first, entry(key, 2), 0, false);
    expect(other === -1 ? -1 : table.rowOf(other)).toBe(key % 3 === 0 ? 10_000 + key : -1);
  }
  expect(table.slotOfKey(entry(5001, 1), 0, false)).toBe(-1);
  expect(usedSlots(table)).toBe(5000 + 1667);
});

test('a key of zeros is a key, and an entry comes out as it went in', () => {
  const table = new KeyTable(1, 0);
  const zero = new Uint32Array(entryWords);
  expect(table.insert(zero, 0, 1)).toBe('new');
  expect(table.insert(zero, 0, 2)).toBe('repeat');
  const out = new Uint32Array(entryWords).fill(9);
  table.read(table.slotOfKey(zero, 0, false), out, 0);
  expect(out).toEqual(zero);
});

test('one id with very many contents stays quick to look up', () => {
  const table = new KeyTable(16, 5);
  const many = 200_000;
  for (let content = 0; content < many; content++) table.insert(entry(1, content), 0, content);
  expect(table.insert(entry(1, 0), 0, 0)).toBe('repeat');
  expect(table.insert(entry(1, many - 1), 0, 0)).toBe('repeat');
  expect(usedSlots(table)).toBe(many);
});
