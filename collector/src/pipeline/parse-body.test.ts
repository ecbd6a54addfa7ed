import { expect, test } from 'vitest';
import { parseBody, type ParsedBody } from './parse-body.js';

function parsed(text: string): ParsedBody {
  const body = parseBody(Buffer.from(text), 'json', 1000);
  if (!('count' in body)) throw new Error(body.message);
  return body;
}

test('items of a list are known to be small by the whole, and large by how many values they hold', () => {
  const many = `[${'1,'.repeat(3000)}1]`;
  const deep = `${'['.repeat(3000)}${']'.repeat(3000)}`;
  expect(parsed('[{"a":1},2]').isLargerThan(1024, 0)).toBe(false);
  const list = parsed(`[{"a":${many}},{"a":1},${deep},"${'x'.repeat(3000)}"]`);
  expect(list.isLargerThan(1024, 0)).toBe(true);
  expect(list.isLargerThan(1024, 2)).toBe(true);
  // Only writing them again tells.
  expect(list.isLargerThan(1024, 1)).toBeUndefined();
  expect(list.isLargerThan(1024, 3)).toBeUndefined();
});
