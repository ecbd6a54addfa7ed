import { rmSync } from 'node:fs';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { sequenceOf } from './history.js';
import { openRepository } from './repository.js';
import { TestRepository } from './test-repository.js';

let repository: TestRepository;
beforeEach(() => {
  repository = TestRepository.create();
});
afterEach(() => repository.remove());

test('the sequence counts first parents only, as git does', async () => {
  repository.commit({ a: '1' });
  repository.git('switch', '--quiet', '--create', 'feature');
  repository.commit({ b: '1' });
  repository.commit({ b: '2' });
  repository.git('switch', '--quiet', 'main');
  repository.commit({ a: '2' });
  repository.git('merge', '--quiet', '--no-ff', '--no-edit', 'feature');
  const head = repository.git('rev-parse', 'HEAD');
  expect(repository.git('rev-list', '--count', 'HEAD')).toBe('5');
  expect(repository.git('rev-list', '--count', '--first-parent', 'HEAD')).toBe('3');
  expect(await sequenceOf(await openRepository(repository.directory), head)).toBe(3);
});

test('a shallow clone is refused with the command that mends it, and counted once it is mended', async () => {
  for (const text of ['1', '2', '3']) repository.commit({ a: text });
  const head = repository.git('rev-parse', 'HEAD');
  const directory = `${repository.directory}-shallow`;
  try {
    repository.git('clone', '--quiet', '--depth=1', `file://${repository.directory}`, directory);
    const clone = new TestRepository(directory);
    await expect(sequenceOf(await openRepository(directory), head)).rejects.toMatchObject({
      code: 'git_shallow',
      hint: expect.stringContaining('git fetch --unshallow') as string,
    });
    clone.git('fetch', '--quiet', '--unshallow');
    expect(await sequenceOf(await openRepository(directory), head)).toBe(3);
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
});
