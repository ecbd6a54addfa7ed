import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { violationCodes } from './violation.js';

test('docs/violations.md and the codes name each other, once each', () => {
  const page = readFileSync(new URL('../../../docs/violations.md', import.meta.url), 'utf8');
  const documented = [...page.matchAll(/^\| `([a-z_]+)` \|/gm)].map((match) => match[1]);
  expect(documented.toSorted()).toEqual(Object.keys(violationCodes).toSorted());
});
