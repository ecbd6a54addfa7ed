import { readFileSync } from 'node:fs';
import { errorCodes } from '@eventbook/shared/errors/codes';
import { expect, test } from 'vitest';

test('docs/errors.md lists every error code with its meaning, and no other', () => {
  const page = readFileSync(new URL('../../docs/errors.md', import.meta.url), 'utf8');
  const rows = [...page.matchAll(/^\| `(\w+)` \| (.+) \|$/gm)].map(([, code, meaning]) => [code, meaning]);
  expect(rows).toEqual(Object.entries(errorCodes));
});
