import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { writeFileAtomically } from './atomic-write.js';

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'eventbook-atomic-'));
});
afterEach(() => rmSync(directory, { recursive: true }));

test('readers see whole files only, and no scratch is left', async () => {
  const path = join(directory, 'file');
  const texts = ['a', 'b'].map((letter) => letter.repeat(200_000));
  await writeFileAtomically(path, texts[0] ?? '');
  const writers = Array.from({ length: 20 }, (_, index) => writeFileAtomically(path, texts[index % 2] ?? ''));
  const state = { done: false };
  const all = Promise.all(writers).then(() => (state.done = true));
  // The writers run between the turns of this loop.
  while (!state.done) {
    expect(texts).toContain(readFileSync(path, 'utf8'));
    await new Promise((next) => setImmediate(next));
  }
  await all;
  expect(readdirSync(directory)).toEqual(['file']);
});

test('what cannot be put in its place leaves everything as it was', async () => {
  const path = join(directory, 'taken');
  mkdirSync(join(path, 'full'), { recursive: true });
  await expect(writeFileAtomically(path, 'x')).rejects.toThrow();
  expect(readdirSync(directory)).toEqual(['taken']);
});
