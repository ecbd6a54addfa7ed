import { mkdirSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { headCommit, readHead } from './head.js';
import { findRepository, openRepository } from './repository.js';
import { resolveCommit } from './resolve-commit.js';
import { TestRepository } from './test-repository.js';

let repository: TestRepository;
beforeEach(() => {
  repository = TestRepository.create();
});
afterEach(() => repository.remove());

test('a folder inside a repository knows its own path', async () => {
  mkdirSync(join(repository.directory, 'books/events'), { recursive: true });
  const found = await openRepository(join(repository.directory, 'books/events'));
  expect(found.root).toBe(realpathSync(repository.directory));
  expect(found.prefix).toBe('books/events');
  expect((await openRepository(repository.directory)).prefix).toBe('');
});

test('a folder outside of any repository is told so', async () => {
  const outside = mkdtempSync(join(tmpdir(), 'eventbook-outside-'));
  try {
    expect(await findRepository(outside)).toBeUndefined();
    await expect(openRepository(outside)).rejects.toMatchObject({ code: 'not_a_repository', kind: 'user' });
  } finally {
    rmSync(outside, { recursive: true });
  }
});

test('a repository without a commit has a branch and no commit', async () => {
  const found = await openRepository(repository.directory);
  expect(await readHead(found)).toEqual({ branch: 'main', commit: undefined });
  await expect(headCommit(found)).rejects.toMatchObject({ code: 'git_unborn' });
});

test('a linked worktree has a HEAD of its own and shares the rest', async () => {
  const first = repository.commit({ a: '1' });
  const linked = `${repository.directory}-linked`;
  try {
    repository.git('worktree', 'add', '--quiet', '-b', 'other', linked);
    const second = new TestRepository(linked).commit({ a: '2' });
    const found = await openRepository(linked);
    expect(await readHead(found)).toEqual({ branch: 'other', commit: second });
    expect(await resolveCommit(found, 'main')).toBe(first);
    expect(await readHead(await openRepository(repository.directory))).toEqual({
      branch: 'main',
      commit: first,
    });
  } finally {
    rmSync(linked, { recursive: true, force: true });
  }
});

test('names lead to commits as git says, also in packed refs', async () => {
  const first = repository.commit({ a: '1' });
  const second = repository.commit({ a: '2' });
  repository.git('tag', '--annotate', '--message=x', 'v1', first);
  repository.git('branch', 'feature/one', first);
  repository.git('update-ref', 'refs/remotes/origin/main', second);
  repository.git('pack-refs', '--all');
  repository.git('gc', '--quiet');
  const found = await openRepository(repository.directory);
  for (const name of [
    'HEAD',
    '@',
    'main',
    'main~1',
    'HEAD^',
    'v1',
    'feature/one',
    'origin/main',
    second.slice(0, 8),
  ]) {
    expect([name, await resolveCommit(found, name)]).toEqual([
      name,
      repository.git('rev-parse', `${name}^{commit}`),
    ]);
  }
});

test.each(['fature/one', 'HEAD~5', '../../etc/passwd', '-x', 'deadbeef'])(
  'a name that leads nowhere is an error: %s',
  async (name) => {
    repository.commit({ a: '1' });
    repository.git('branch', 'feature/one');
    const found = await openRepository(repository.directory);
    await expect(resolveCommit(found, name)).rejects.toMatchObject({ code: 'git_ref_missing' });
  },
);

test('a name that is nearly right is suggested', async () => {
  repository.commit({ a: '1' });
  repository.git('branch', 'feature/one');
  const found = await openRepository(repository.directory);
  await expect(resolveCommit(found, 'fature/one')).rejects.toMatchObject({
    hint: 'Did you mean feature/one?',
  });
});
