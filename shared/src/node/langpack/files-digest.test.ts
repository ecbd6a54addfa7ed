import { expect, test } from 'vitest';
import { filesDigest } from './files-digest.js';

test('the digest is that of paths and texts, in whatever order', () => {
  const files = new Map([
    ['a', 'one'],
    ['b', 'two'],
  ]);
  const digest = filesDigest(files);
  expect(digest).toMatch(/^[0-9a-f]{64}$/u);
  expect(filesDigest(new Map([...files].reverse()))).toBe(digest);
  expect(filesDigest(new Map([['a', 'one']]))).not.toBe(digest);
  expect(filesDigest(new Map([...files, ['b', 'two ']]))).not.toBe(digest);
});

test('what ends one text and begins the next cannot be moved between them', () => {
  const one = new Map([
    ['a', 'x'],
    ['b', ''],
  ]);
  const other = new Map([
    ['a', ''],
    ['b', 'x'],
  ]);
  expect(filesDigest(one)).not.toBe(filesDigest(other));
});
