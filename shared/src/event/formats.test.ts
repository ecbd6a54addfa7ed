import { expect, test } from 'vitest';
import { formats } from './formats.js';

test.each([
  ['uri', 'https://example.org/a%20b?c=d#e', true],
  ['uri', 'mailto:a@b.c', true],
  ['uri', 'example.org/a', false],
  ['uri', 'https://example.org/a b', false],
  ['uri', 'https://example.org/%2', false],
  ['uri', 'https://example.org/\n', false],
  ['email', 'first.last+tag@mail.example.org', true],
  ['email', 'nobody@localhost', false],
  ['email', 'a..b@example.org', false],
  ['email', `${'a'.repeat(65)}@example.org`, false],
  ['email', 'a@-example.org', false],
  ['ip', '192.168.0.1', true],
  ['ip', '256.1.1.1', false],
  ['ip', '2001:db8::8a2e:370:7334', true],
  ['ip', '2001:db8:::1', false],
  ['date', '2024-02-30', false],
])('%s %s: %s', (format, text, fits) => {
  expect(formats[format]?.(text)).toBe(fits);
});
