import { expect, test } from 'vitest';
import { bracedCharacter, translatePattern, type PatternDialect } from './pattern.js';

/** ECMAScript itself, written as the others are: what is translated must mean what it did. */
const ecma: PatternDialect = {
  start: '^',
  end: '$',
  wordBoundary: '\\b',
  notWordBoundary: '\\B',
  character: (codePoint) => `\\u{${codePoint.toString(16)}}`,
};

const texts = [
  ...[
    '',
    'a',
    'ab',
    'aab',
    'A1',
    '12',
    '1.5',
    'a\n',
    '\n',
    '\r',
    '\u2028',
    '€',
    '😀',
    '٣',
    'é',
    ' ',
    '\u00a0',
  ],
  ...['a-b', 'x]y', '^', '\\', '/', 'foo bar', 'foo_bar', '-', 'a.b@c.de', '2026-11-25', '\u0000', 'aaaa'],
];

const patterns = [
  ...['^a$', 'a', '^[a-z]+$', '^\\d+$', '^\\D+$', '^[\\d.]+$', '^[^\\d]+$', '^\\w+$', '^\\W$', '^.$', '^.*$'],
  ...[
    '^[\\W_]$',
    '\\bfoo\\b',
    'o\\Bo',
    '^(a|b)+$',
    '^(?:ab?){1,2}$',
    '^a{2}$',
    '^a{2,}?$',
    '^\\s$',
    '^\\S+$',
  ],
  ...['^[\\]^\\\\-]$', '^\\u{1F600}$', '^\\u20ac$', '^\\x61$', '^\\/$', '^\\0$', '^[€😀]$', '^[^€]$', 'a||b'],
  ...['^\\d{4}-\\d{2}-\\d{2}$', '^[^@ ]+@[^@ ]+$', '^\\cJ$', '^[a-cb-d_-]+$'],
];

test.each(patterns)('%s means what it did', (pattern) => {
  const translated = new RegExp(translatePattern(pattern, ecma) ?? 'missing', 'u');
  const original = new RegExp(pattern, 'u');
  expect(texts.filter((text) => translated.test(text))).toEqual(texts.filter((text) => original.test(text)));
});

test.each(['(?=a)', '(?<!a)', '(a)\\1', '\\p{L}', '[]', '(', '[\\p{L}]'])(
  '%s has no equal elsewhere, and is left to the collector',
  (pattern) => expect(translatePattern(pattern, ecma)).toBeUndefined(),
);

test('every class is spelled out, and the end is the true end', () => {
  const dialect = { ...ecma, start: '\\A', end: '\\z', character: bracedCharacter };
  expect(translatePattern('^[a-z\\d]+(\\.x)?$', dialect)).toBe('\\A[0-9a-z]+(?:\\x{2E}x)?\\z');
});
