import { expect, test } from 'vitest';
import { hasLoneSurrogate, jsonText, wellFormed } from './json-text.js';

test('a value of any depth is written as it was read', () => {
  const deep = `${'[{"a":'.repeat(100_000)}[1,"\\"",null]${',"b":{}}]'.repeat(100_000)}`;
  expect(jsonText(JSON.parse(deep)) === deep).toBe(true);
});

test('half of a character is told from text that looks like its escape', () => {
  expect(hasLoneSurrogate(JSON.stringify({ a: '\ud83d' }))).toBe(true);
  expect(hasLoneSurrogate(JSON.stringify({ a: '\\\udc00' }))).toBe(true);
  expect(hasLoneSurrogate(JSON.stringify({ '\udfff': 1 }))).toBe(true);
  expect(hasLoneSurrogate(JSON.stringify({ a: '\\ud83d', b: '😀' }))).toBe(false);
  expect(wellFormed('a\ud83db😀')).toBe('a\ufffdb😀');
});
