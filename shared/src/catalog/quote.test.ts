import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { quoted, shown } from './quote.js';

describe('quoted', () => {
  it('lets nothing through that moves a cursor, turns text around or is not seen', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
        expect(quoted(text)).not.toMatch(
          /[\p{Cc}\p{Zl}\p{Zp}\p{Surrogate}\p{Bidi_Control}\u200b\u2060\ufeff]/u,
        );
      }),
      { numRuns: 2000 },
    );
    expect(quoted('\u001b[31m\u009b\u202e')).toBe('"\\u001b[31m\\u009b\\u202e"');
  });

  it('shows what can be read as it is, and cuts what is long', () => {
    expect(quoted('цена "нетто"')).toBe('"цена \\"нетто\\""');
    expect(quoted('😀'.repeat(80))).toBe(`"${'😀'.repeat(80)}"`);
    expect(quoted('😀'.repeat(1000))).toBe(`"${'😀'.repeat(80)}…"`);
  });

  it('shows other values in a word', () => {
    expect([shown(1), shown(null), shown(true), shown([]), shown([1]), shown({}), shown('a')]).toEqual([
      ...['1', 'null', 'true', 'an empty list', 'a list', 'an object', '"a"'],
    ]);
  });
});
