import fc from 'fast-check';
import { expect, test } from 'vitest';
import { textsBetween } from './pattern-language.js';

function first(inside: readonly string[], outside?: string, bounds = {}): string | undefined {
  const texts = textsBetween(inside, outside, bounds);
  if (texts === undefined) return undefined;
  const [text = 'none'] = texts;
  return text;
}

test('a text that the one matches and the other does not, or that there is none', () => {
  expect(first(['^[A-Z]{2}-[0-9]{1,9}$'], '^[A-Z]{2}-[0-9]{1,5}$')).toBe('AA-000000');
  expect(first(['^[a-c]+$'], '^[a-d]+$')).toBe('none');
  expect(first(['^[a-d]+$'], '^[a-c]+$')).toBe('d');
  expect(first(['^a'], 'a$')).toMatch(/^a.*[^a]$/u);
  expect(first(['^(foo|bar)$'], 'o')).toBe('bar');
  expect(first(['.a'], '^')).toBe('none');
  expect(first(['a'], '.a')).toBe('a');
  expect(first(['(^|x)a$'], '^a$')).toBe('xa');
  expect(first(['^^a$$'], '^a$')).toBe('none');
  expect(first(['a'], '(b|$){2}.?(b|$){3}$')).toBe('none');
  expect(first(['^a?$'], '$^')).toBe('a');
});

test('bounds of length count', () => {
  expect(first(['^a*$'], undefined, { minLength: 3, maxLength: 5 })).toBe('aaa');
  expect(first(['^a{1,3}$'], undefined, { minLength: 4 })).toBe('none');
});

test('what automata cannot say is unknown, not none', () => {
  expect(first(['\\bword\\b'], 'x')).toBeUndefined();
  expect(first(['(a{0,100}){0,100}b{0,5000}'], 'x')).toBeUndefined();
  expect(first(['('], 'x')).toBeUndefined();
});

const pattern = fc
  .array(
    fc.tuple(
      fc.constantFrom('a', 'b', '[ab]', '[^a]', '.', '(a|bc)', '(^|a)', '(b|$)'),
      fc.constantFrom('', '?', '*', '+', '{2}', '{1,2}'),
    ),
    { minLength: 1, maxLength: 4 },
  )
  .chain((parts) =>
    fc
      .tuple(fc.boolean(), fc.boolean())
      .map(
        ([from, to]) =>
          `${from ? '^' : ''}${parts.map(([what, times]) => what + times).join('')}${to ? '$' : ''}`,
      ),
  );

test('it agrees with the regular expressions themselves', () => {
  fc.assert(
    fc.property(
      pattern,
      pattern,
      fc.array(fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 6 }), {
        minLength: 8,
        maxLength: 40,
      }),
      (one, other, texts) => {
        const inside = new RegExp(one, 'u');
        const outside = new RegExp(other, 'u');
        const found = first([one], other);
        fc.pre(found !== undefined);
        if (found === 'none') {
          expect(texts.filter((text) => inside.test(text) && !outside.test(text))).toEqual([]);
        } else {
          expect([inside.test(found), outside.test(found)]).toEqual([true, false]);
        }
      },
    ),
    { numRuns: 300 },
  );
});
