import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileKindOf, fileKinds } from '@eventbook/shared/catalog/schemas/file-kinds';
import { valueTypes } from '@eventbook/shared/catalog/model';
import { readCatalogFolder } from '@eventbook/shared/node/catalog-folder';
import { TestRepository } from '@eventbook/shared/node/git/test-repository';
import { expect, test } from 'vitest';
import { readCatalog } from '../read-catalog.js';
import { runCommand } from '../testing/run-command.js';
import { useTemporaryFolder } from '../testing/temporary-folder.js';

const folder = useTemporaryFolder();

test('makes a repository that git, check and format call clean', async () => {
  const made = await runCommand(folder.path, ['init', 'book']);
  expect([made.code, made.stderr]).toEqual([0, '']);
  const directory = join(folder.path, 'book');
  const repository = new TestRepository(directory);
  expect(repository.git('log', '--format=%s', 'main')).toBe('A catalog to begin with');
  expect(repository.git('status', '--porcelain', '--ignored')).toBe('');
  expect(repository.git('fsck', '--strict')).toBe('');
  const checked = await runCommand(directory, ['check', '--format', 'json']);
  expect(checked.code).toBe(0);
  expect(JSON.parse(checked.stdout)).toMatchObject({ findings: [] });
  expect((await runCommand(directory, ['format', '--check'])).code).toBe(0);
});

test('what it makes is true to life, and holds no key', async () => {
  await runCommand(folder.path, ['init', 'book']);
  const catalog = await readCatalog(join(folder.path, 'book'));
  expect(catalog.owners.size).toBe(3);
  expect(
    [...catalog.environments.values()].map(({ card }) => [card.kind, card.exposure, card.on_invalid]),
  ).toEqual([
    ['mobile', 'public', 'flag'],
    ['backend', 'internal', 'quarantine'],
    ['frontend', 'public', 'flag'],
  ]);
  const events = [...catalog.events.values()];
  expect(events.length).toBeGreaterThanOrEqual(12);
  expect(Math.max(...events.map((event) => event.contracts.size))).toBe(3);
  expect(events.filter(({ card }) => card.status === 'draft')).toHaveLength(1);
  const [deprecated] = events.filter(({ card }) => card.status === 'deprecated');
  expect(catalog.events.has(deprecated?.card.deprecation?.replacement ?? '')).toBe(true);
  expect(deprecated?.card.deprecation?.sunset).toBeDefined();
  const declarations = [
    ...catalog.fields.values(),
    ...events.flatMap(({ card }) => Object.values(card.fields ?? {})),
  ];
  const types = new Set(declarations.map((declaration) => declaration.type));
  expect(valueTypes.filter((type) => !types.has(type))).toEqual([]);
  for (const declaration of catalog.fields.values()) {
    expect(declaration).toMatchObject({
      title: expect.any(String) as string,
      privacy: expect.any(String) as string,
    });
  }
  expect([...catalog.destinations.values()].map(({ kind }) => kind).sort()).toEqual(['mongodb', 'warehouse']);
  for (const { card } of catalog.environments.values()) {
    for (const source of Object.values(card.sources)) expect(source.keys ?? []).toEqual([]);
  }
});

test('the editor finds the schema of every file, and of no other', async () => {
  await runCommand(folder.path, ['init', 'book']);
  const directory = join(folder.path, 'book');
  const read = (path: string): unknown => JSON.parse(readFileSync(join(directory, path), 'utf8'));
  const settings = read('.vscode/settings.json') as {
    'json.schemas': { fileMatch: string[]; url: string }[];
  };
  const { files } = await readCatalogFolder(directory);
  for (const path of [...files.keys(), 'README.md']) {
    const urls = settings['json.schemas']
      .filter(({ fileMatch }) => matches(fileMatch, `/${path}`))
      .map(({ url }) => url);
    const kind = fileKindOf(path)?.kind;
    expect([path, urls]).toEqual([
      path,
      kind === undefined ? [] : [`./.eventbook/schemas/${kind}.schema.json`],
    ]);
    if (kind !== undefined) expect(read(urls[0] ?? '')).toEqual(fileKinds[kind].schema);
  }
});

/** As VS Code reads them: `*` is anything within a folder, `!` takes away. */
function matches(patterns: readonly string[], path: string): boolean {
  const hit = (pattern: string): boolean =>
    new RegExp(`^${pattern.replaceAll('.', '\\.').replaceAll('*', '[^/]*')}$`, 'u').test(path);
  return patterns.reduce(
    (found, one) => (one.startsWith('!') ? found && !hit(one.slice(1)) : found || hit(one)),
    false,
  );
}

test('a folder that holds something is left alone', async () => {
  writeFileSync(join(folder.path, 'mine'), 'x');
  const { code, stderr } = await runCommand(folder.path, ['init', '.']);
  expect(code).toBe(2);
  expect(stderr).toContain('holds something already');
  expect((await runCommand(folder.path, ['init', 'mine'])).code).toBe(2);
  expect(readFileSync(join(folder.path, 'mine'), 'utf8')).toBe('x');
  mkdirSync(join(folder.path, 'empty'));
  expect((await runCommand(folder.path, ['init', 'empty'])).code).toBe(0);
});
