import { readdirSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readCatalogFolder } from '../catalog-folder.js';
import { readCommitFiles } from './commit-files.js';
import { KnownObjects } from './known-objects.js';
import { openRepository } from './repository.js';
import { TestRepository } from './test-repository.js';

let repository: TestRepository;
beforeEach(() => {
  repository = TestRepository.create();
});
afterEach(() => repository.remove());

test('a commit is read as the folder is, whatever lies there', async () => {
  symlinkSync('/etc/passwd', join(repository.directory, 'owners.json'));
  repository.write('owners/a.json', '{}\n');
  symlinkSync('/etc/passwd', join(repository.directory, 'owners/link.json'));
  const commit = repository.commit({
    'catalog.json': '{"format":1}\n',
    'README.md': 'not ours',
    '.github/workflows/x.yml': 'not ours',
    'events/a.b/event.json': '{}',
    'events/a.b/1.json': '{}',
    'events/.DS_Store': 'not ours',
    'fields/big.json': ' '.repeat(1024 * 1024 + 1),
    'fields/latin.json': Uint8Array.of(0xff, 0xfe),
    'fields/deep/er/x.json': '{}',
  });
  const fromCommit = await readCommitFiles(await openRepository(repository.directory), commit);
  const fromFolder = await readCatalogFolder(repository.directory);
  expect([...fromCommit.files].sort()).toEqual([...fromFolder.files].sort());
  expect(fromCommit.files.get('owners/a.json')).toBe('{}\n');
  const places = (findings: typeof fromCommit.findings): string[] =>
    findings.map((finding) => `${finding.rule} ${finding.severity} ${finding.file}`).sort();
  expect(places(fromCommit.findings)).toEqual(places(fromFolder.findings));
  expect(places(fromCommit.findings)).toEqual([
    'file-readable error fields/big.json',
    'file-readable error fields/latin.json',
    'file-readable error owners/link.json',
  ]);
});

test('a catalog in a subfolder is read from there, and before it came there was nothing', async () => {
  const before = repository.commit({ 'catalog.json': 'another' });
  const commit = repository.commit({ 'book/catalog.json': '{}', 'book/fields/a.json': '{}' });
  const inside = await openRepository(join(repository.directory, 'book'));
  expect([...(await readCommitFiles(inside, commit)).files.keys()]).toEqual([
    'catalog.json',
    'fields/a.json',
  ]);
  expect((await readCommitFiles(inside, before)).files.size).toBe(0);
});

test('what is known by its id, whole folders too, is not read from the repository', async () => {
  const commit = repository.commit({
    'catalog.json': '{}',
    'events/a.b/1.json': '{"version": 1}',
    'events/a.b/event.json': '{}',
    'events/a/event.json': '{}',
    'events/a-b/event.json': '{}',
    'fields/ü.json': '{"title": "ü"}',
  });
  const { files } = await readCatalogFolder(repository.directory);
  // Only the commit and its topmost folder are left: everything below has to be known.
  const kept = [commit, repository.git('rev-parse', `${commit}^{tree}`)].map((id) => id.trim());
  const objects = join(repository.directory, '.git/objects');
  for (const folder of readdirSync(objects).filter((name) => name.length === 2)) {
    for (const rest of readdirSync(join(objects, folder)))
      if (!kept.includes(folder + rest)) rmSync(join(objects, folder, rest), { force: true });
  }
  const opened = await openRepository(repository.directory);
  const read = await readCommitFiles(opened, commit, new KnownObjects(files));
  expect([...read.files]).toEqual([...files]);
  await expect(readCommitFiles(opened, commit)).rejects.toMatchObject({ code: 'git_failed' });
});
