import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { runCommand } from '../testing/run-command.js';
import { useTemporaryFolder } from '../testing/temporary-folder.js';

const folder = useTemporaryFolder();
let directory: string;
beforeEach(async () => {
  directory = join(folder.path, 'book');
  await runCommand(folder.path, ['init', 'book']);
});

interface Data {
  readonly key: string;
  readonly id: string;
  readonly keys: readonly { readonly id: string; readonly sha256: string; readonly revoked?: string }[];
}

async function key(...words: string[]): Promise<Data> {
  const { stdout, stderr } = await runCommand(directory, ['source', 'key', ...words, '--format', 'json']);
  if (stdout === '') throw new Error(stderr);
  return JSON.parse(stdout) as Data;
}

test('a key is shown once, its hash is kept, and the catalog stays clean', async () => {
  const made = await key('create', 'site-frontend/web');
  expect(made.key).toMatch(/^eb_[0-9A-Za-z]{32}$/u);
  const card = readFileSync(join(directory, 'environments/site-frontend/environment.json'), 'utf8');
  expect(card).not.toContain(made.key);
  const second = await key('create', 'site-frontend/web');
  expect(second.key).not.toBe(made.key);
  const { keys } = await key('list', 'site-frontend/web');
  expect(keys.map((one) => one.sha256)).toEqual(
    [made.key, second.key].map((text) => createHash('sha256').update(text).digest('hex')),
  );
  expect((await runCommand(directory, ['format', '--check'])).code).toBe(0);
  expect((await runCommand(directory, ['check'])).stdout).toContain('Clean');
});

test('in text the key alone is the result, for a shell to catch', async () => {
  const { stdout, stderr } = await runCommand(directory, ['source', 'key', 'create', 'site-frontend/web']);
  expect(stdout).toMatch(/^eb_[0-9A-Za-z]{32}\n$/u);
  expect(stderr).toContain('it is not shown again');
});

test('a key is revoked by its id or by itself, once, and stays listed', async () => {
  const [first, second] = [await key('create', 'mobile-app/ios'), await key('create', 'mobile-app/ios')];
  await key('revoke', 'mobile-app/ios', first.id);
  expect((await key('list', 'mobile-app/ios')).keys.map((one) => one.revoked !== undefined)).toEqual([
    true,
    false,
  ]);
  await key('revoke', 'mobile-app/ios', second.key);
  const { keys } = await key('list', 'mobile-app/ios');
  expect(keys.map((one) => one.revoked !== undefined)).toEqual([true, true]);
  await key('revoke', 'mobile-app/ios', first.id);
  expect((await key('list', 'mobile-app/ios')).keys).toEqual(keys);
});

test.each([
  ['site-frontnd/web', 'Did you mean "site-frontend"?'],
  ['site-frontend/wbe', 'Did you mean "web"?'],
  ['site-frontend', '<environment>/<source>'],
  ['../../etc/x', '<environment>/<source>'],
  ['site-frontend/__proto__', 'There are: web.'],
])('a source that is not there: %s', async (source, hint) => {
  const { code, stderr } = await runCommand(directory, ['source', 'key', 'create', source]);
  expect([code, stderr]).toEqual([2, expect.stringContaining(hint)]);
});

test('a key that is not there is not repeated: it may be one', async () => {
  const secret = `eb_${'x'.repeat(32)}`;
  const { code, stderr } = await runCommand(directory, [
    'source',
    'key',
    'revoke',
    'site-frontend/web',
    secret,
  ]);
  expect([code, stderr]).toEqual([2, expect.stringContaining('no such key')]);
  expect(stderr).not.toContain(secret);
});

test('a card that cannot be read without loss is not written', async () => {
  const path = join(directory, 'environments/site-frontend/environment.json');
  const text = readFileSync(path, 'utf8').replace('"title"', '"title": "twice",\n  "title"');
  writeFileSync(path, text);
  expect((await runCommand(directory, ['source', 'key', 'create', 'site-frontend/web'])).code).toBe(2);
  expect(readFileSync(path, 'utf8')).toBe(text);
});
