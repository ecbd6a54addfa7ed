import { rmSync } from 'node:fs';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readCatalogFolder } from '../catalog-folder.js';
import { readBaseFiles } from './base-files.js';
import { findPublishedBase } from './published-base.js';
import { openRepository } from './repository.js';
import { tagSnapshot } from './snapshot-tag.js';
import { TestRepository } from './test-repository.js';

let repository: TestRepository;
beforeEach(() => {
  repository = TestRepository.create();
});
afterEach(() => repository.remove());

const settings = { 'catalog.json': '{}' };

async function base(branch = 'main', name?: string): ReturnType<typeof findPublishedBase> {
  return findPublishedBase(await openRepository(repository.directory), branch, name);
}

test('nothing is published before the first commit, nor before the first snapshot of the branch itself', async () => {
  expect(await base()).toMatchObject({ kind: 'nothing', reason: 'the repository has no commit yet' });
  repository.commit(settings);
  expect(await base()).toMatchObject({
    kind: 'nothing',
    reason: expect.stringContaining('snapshot') as string,
  });
});

test('on the published branch the newest snapshot that leads here counts, by number', async () => {
  const opened = await openRepository(repository.directory);
  const commits = Array.from({ length: 10 }, (_, index) => repository.commit({ a: String(index) }));
  await tagSnapshot(opened, 2, commits[1] ?? '');
  await tagSnapshot(opened, 10, commits[9] ?? '');
  await tagSnapshot(opened, 9, commits[8] ?? '');
  repository.git('tag', 'snapshot/x', commits[9] ?? '');
  repository.git('tag', 'snapshot/99');
  repository.git('tag', '--delete', 'snapshot/99');
  expect(await base()).toEqual({ kind: 'commit', commit: commits[9], name: 'snapshot/10' });
  repository.git('reset', '--quiet', '--hard', 'HEAD~1');
  expect(await base()).toEqual({ kind: 'commit', commit: commits[8], name: 'snapshot/9' });
  repository.git('reset', '--quiet', '--hard', 'HEAD~1');
  expect(await base()).toEqual({ kind: 'commit', commit: commits[1], name: 'snapshot/2' });
});

test('a snapshot that was merged counts as well', async () => {
  repository.commit(settings);
  repository.git('switch', '--quiet', '--create', 'theirs');
  const published = repository.commit({ a: '1' });
  repository.git('tag', 'snapshot/2');
  repository.git('switch', '--quiet', 'main');
  repository.commit({ b: '1' });
  repository.git('merge', '--quiet', '--no-edit', 'theirs');
  expect(await base()).toEqual({ kind: 'commit', commit: published, name: 'snapshot/2' });
});

test('elsewhere the tip of the published branch counts, at the remote before here', async () => {
  const local = repository.commit(settings);
  repository.git('switch', '--quiet', '--create', 'feature');
  const mine = repository.commit({ a: '1' });
  expect(await base()).toEqual({ kind: 'commit', commit: local, name: 'main' });
  repository.git('update-ref', 'refs/remotes/origin/main', mine);
  expect(await base()).toEqual({ kind: 'commit', commit: mine, name: 'origin/main' });
  expect(await base('main', 'main')).toEqual({ kind: 'commit', commit: local, name: 'main' });
});

test('a detached build of the branch is on the branch; any other is not', async () => {
  const first = repository.commit(settings);
  repository.git('tag', 'snapshot/1');
  const tip = repository.commit({ a: '1' });
  repository.git('switch', '--quiet', '--detach', 'main');
  expect(await base()).toEqual({ kind: 'commit', commit: first, name: 'snapshot/1' });
  repository.commit({ a: '2' });
  expect(await base()).toEqual({ kind: 'commit', commit: tip, name: 'main' });
});

test('a published branch that is nowhere is an error, never silently nothing', async () => {
  repository.commit(settings);
  await expect(base('mian')).rejects.toMatchObject({ code: 'git_ref_missing' });
});

test('a tag is moved by nobody', async () => {
  const opened = await openRepository(repository.directory);
  const first = repository.commit(settings);
  const second = repository.commit({ a: '1' });
  expect(await tagSnapshot(opened, 1, first)).toBe('snapshot/1');
  expect(await tagSnapshot(opened, 1, first)).toBe('snapshot/1');
  await expect(tagSnapshot(opened, 1, second)).rejects.toMatchObject({ code: 'snapshot_conflict' });
  expect(repository.git('rev-parse', 'snapshot/1')).toBe(first);
});

test('a branch that is behind is not accused of what others added; what it touched is compared with the tip', async () => {
  repository.commit({
    ...settings,
    'events/old/event.json': 'card',
    'events/old/1.json': 'one',
    'events/both/event.json': 'card',
    'events/both/1.json': 'one',
    'fields/a.json': 'a',
  });
  repository.git('switch', '--quiet', '--create', 'feature');
  repository.commit({ 'events/mine/event.json': 'card', 'events/both/2.json': 'mine' });
  repository.git('switch', '--quiet', 'main');
  const tip = repository.commit({
    'events/theirs/event.json': 'card',
    'events/old/2.json': 'theirs',
    'events/both/2.json': 'theirs',
    'fields/a.json': 'changed',
  });
  repository.git('switch', '--quiet', 'feature');
  repository.write('fields/b.json', 'b');
  const opened = await openRepository(repository.directory);
  const { files } = await readCatalogFolder(repository.directory);
  expect(Object.fromEntries(await readBaseFiles(opened, tip, files))).toEqual({
    'catalog.json': '{}',
    'events/old/event.json': 'card',
    'events/old/1.json': 'one',
    'events/both/event.json': 'card',
    'events/both/1.json': 'one',
    'events/both/2.json': 'theirs',
    'fields/a.json': 'a',
  });
  rmSync(`${repository.directory}/events/old`, { recursive: true });
  const { files: without } = await readCatalogFolder(repository.directory);
  expect((await readBaseFiles(opened, tip, without)).get('events/old/2.json')).toBe('theirs');
});
