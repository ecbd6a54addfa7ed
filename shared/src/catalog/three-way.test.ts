import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sameMeaning } from './same-meaning.js';
import { mergeValues } from './three-way.js';

const key = fc.constantFrom('a', 'b', 'c', '__proto__');
const { value } = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    fc.constantFrom<unknown>(1, 2, 'x', true, null),
    fc.array(fc.constantFrom('p', 'q', 'r'), { maxLength: 3 }),
    fc.array(fc.tuple(key, tie('value')), { maxLength: 3 }).map((entries) => Object.fromEntries(entries)),
  ),
}));

describe('mergeValues', () => {
  it('takes a change that only one side made, whichever it was', () => {
    fc.assert(
      fc.property(value, value, (base, changed) => {
        expect(mergeValues(base, changed, base)).toEqual({ value: changed, collisions: [] });
        const other = mergeValues(base, base, changed);
        expect(sameMeaning(other.value, changed)).toBe(true);
        expect(other.collisions).toEqual([]);
      }),
    );
  });

  it('is in agreement where both made the same change, and collides at the same places from either side', () => {
    fc.assert(
      fc.property(value, value, value, (base, one, other) => {
        expect(sameMeaning(mergeValues(base, one, one).value, one)).toBe(true);
        const places = (a: unknown, b: unknown): string[] =>
          mergeValues(base, a, b)
            .collisions.map(({ pointer }) => pointer)
            .sort();
        expect(places(one, other)).toEqual(places(other, one));
      }),
    );
  });

  it('brings changes of different keys together, and new fields to where they were put', () => {
    const base = { title: 'A', fields: { a: {}, c: {} } };
    const ours = { title: 'B', fields: { a: {}, c: { required: true } } };
    const theirs = { title: 'A', owner: 'shop', fields: { a: {}, b: {}, c: {} } };
    const { value: result, collisions } = mergeValues(base, ours, theirs);
    expect(collisions).toEqual([]);
    expect(JSON.stringify(result)).toBe(
      '{"title":"B","owner":"shop","fields":{"a":{},"b":{},"c":{"required":true}}}',
    );
  });

  it('adds to and takes from lists of words on both sides', () => {
    expect(mergeValues(['a', 'b'], ['b', 'c'], ['a', 'b', 'd']).value).toEqual(['b', 'c', 'd']);
  });

  it('tells where both changed one thing, and keeps ours', () => {
    const result = mergeValues({ a: { b: 1 } }, { a: { b: 2 } }, { a: { b: 3 } });
    expect(result.value).toEqual({ a: { b: 2 } });
    expect(result.collisions).toEqual([{ pointer: '/a/b', base: 1, ours: 2, theirs: 3 }]);
    expect(mergeValues({ a: 1 }, {}, { a: 2 }).collisions).toEqual([
      { pointer: '/a', base: 1, ours: undefined, theirs: 2 },
    ]);
  });

  it('takes what was chosen where both changed one thing, in its place, and goes on asking for the rest', () => {
    const base = { a: 1, b: 1, c: { d: 1 } };
    const { value: result, collisions } = mergeValues(
      base,
      { a: 2, b: 2, c: { d: 2 } },
      { a: 3, b: 3, c: { d: 3 } },
      ({ pointer, theirs }) =>
        pointer === '/a' ? { value: theirs } : pointer === '/c/d' ? { value: undefined } : undefined,
    );
    expect(JSON.stringify(result)).toBe('{"a":3,"b":2,"c":{}}');
    expect(collisions.map(({ pointer }) => pointer)).toEqual(['/b']);
  });
});
