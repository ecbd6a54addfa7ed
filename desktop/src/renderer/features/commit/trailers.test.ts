import { expect, it } from 'vitest';
import { withApprovals } from './trailers.js';

const anna = { name: 'Anna', email: 'anna@example.com' };

it('adds who agreed as git trailers, once, behind those that are there', () => {
  expect(withApprovals('Cash\n', [])).toBe('Cash');
  expect(withApprovals('Cash', [anna])).toBe('Cash\n\nApproved-by: Anna <anna@example.com>');
  expect(withApprovals('Cash\n\nRefs: 12\n', [anna])).toBe(
    'Cash\n\nRefs: 12\nApproved-by: Anna <anna@example.com>',
  );
  const said = withApprovals('Fix: cash', [anna]);
  expect(said).toBe('Fix: cash\n\nApproved-by: Anna <anna@example.com>');
  expect(withApprovals(said, [anna])).toBe(said);
});
