import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { firstDifference, sameMeaning } from './same-meaning.js';

describe('sameMeaning', () => {
  it('does not care about the order of keys, and cares about that of a list', () => {
    expect(sameMeaning({ a: 1, b: { c: [1, 2], d: null } }, { b: { d: null, c: [1, 2] }, a: 1 })).toBe(true);
    expect(sameMeaning([1, 2], [2, 1])).toBe(false);
  });

  it('is true of a value and its copy without prototypes, and false once something is put in', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const copy: unknown = JSON.parse(JSON.stringify(value), (_key, inner: unknown) =>
          typeof inner === 'object' && inner !== null && !Array.isArray(inner)
            ? Object.assign(Object.create(null) as object, inner)
            : inner,
        );
        expect(sameMeaning(value, copy)).toBe(true);
        expect(sameMeaning({ value }, { value: [copy] })).toBe(false);
        expect(sameMeaning({ value }, { value: copy, more: 1 })).toBe(false);
        expect(sameMeaning({ value, more: 1 }, { value: copy })).toBe(false);
      }),
    );
  });

  it.each([
    [{ a: 1 }, { a: 2 }, '/a'],
    [{ a: { b: [1, { c: 2 }] } }, { a: { b: [1, { c: 3 }] } }, '/a/b/1/c'],
    [{ a: { b: 1, c: 2 } }, { a: { b: 1 } }, '/a'],
    [{ a: {} }, { a: { 'x/y~z': 1 } }, '/a/x~1y~0z'],
    [[1, 2], [1], ''],
    [{}, [], ''],
    [{ a: null }, { a: {} }, '/a'],
    [{ constructor: 1 }, {}, ''],
    [{}, { constructor: 1 }, '/constructor'],
  ])('points at the first difference of %j and %j', (before, now, pointer) => {
    expect(firstDifference(before, now)).toBe(pointer);
  });
});
