import { expect, test } from 'vitest';
import { RateLimit } from './rate-limit.js';

test('a source gets its share over time, whatever the size of its requests, and others are not touched', () => {
  const limit = new RateLimit(100);
  expect(limit.wait('a/b', 0)).toBe(0);
  limit.take('a/b', 350, 0);
  expect(limit.wait('a/b', 0)).toBe(3);
  expect(limit.wait('a/c', 0)).toBe(0);
  expect(limit.wait('a/b', 2400)).toBe(1);
  expect(limit.wait('a/b', 2600)).toBe(0);
  limit.take('a/b', 100, 1_000_000);
  expect(limit.wait('a/b', 1_000_000)).toBe(1);
});

test('without a limit nobody waits', () => {
  const limit = new RateLimit(0);
  limit.take('a/b', 1e9, 0);
  expect(limit.wait('a/b', 0)).toBe(0);
});
