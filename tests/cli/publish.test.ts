import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { runCommand, type CommandResult } from '../support/run-command.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'eventbook-publish-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function eventbook(words: readonly string[], cwd = join(folder, 'book')): Promise<CommandResult> {
  return runCommand('eventbook', words, { cwd });
}

function git(cwd: string, ...words: string[]): string {
  return execFileSync('git', ['-c', 'user.name=T', '-c', 'user.email=t@example.com', ...words], {
    cwd,
    encoding: 'utf8',
    stdio: 'pipe',
  }).trim();
}

function tree(path: string): Record<string, string> {
  const files = readdirSync(path, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return Object.fromEntries(
    files.map((file) => [
      join(file.parentPath, file.name).slice(path.length),
      readFileSync(join(file.parentPath, file.name), 'utf8'),
    ]),
  );
}

test('from nothing to a published snapshot, and nothing more the second time', async () => {
  expect(await eventbook(['init', 'book'], folder)).toMatchObject({ status: 0, stderr: '' });
  expect(await eventbook(['check'])).toMatchObject({ status: 0, stderr: '' });
  const { publicKey } = JSON.parse(
    (await eventbook(['snapshot', 'keygen', '--output', '../key', '--format', 'json'])).stdout,
  ) as { publicKey: string };
  expect(
    await eventbook(['snapshot', 'build', '--output', '../a.snapshot', '--key', '../key']),
  ).toMatchObject({ status: 0 });
  const verified = await eventbook(['snapshot', 'verify', '../a.snapshot', '--trust', publicKey]);
  expect(verified).toMatchObject({
    status: 0,
    stdout: expect.stringContaining('Signed by a trusted key') as string,
  });
  const publish = ['snapshot', 'publish', '--to', '../public', '--key', '../key'];
  expect(await eventbook(publish)).toMatchObject({ status: 0, stderr: '' });
  const once = tree(join(folder, 'public'));
  expect(Object.keys(once)).toHaveLength(3);
  expect(await eventbook(publish)).toMatchObject({
    status: 0,
    stdout: expect.stringContaining('Nothing to do') as string,
  });
  expect(tree(join(folder, 'public'))).toEqual(once);
  expect(await eventbook(['snapshot', 'verify', '../public', '--trust', publicKey])).toMatchObject({
    status: 0,
  });
  expect(await eventbook(['check'])).toMatchObject({
    status: 0,
    stdout: expect.stringContaining('compared with snapshot/1') as string,
  });
});

test('two clones in different folders build the same content, byte for byte', async () => {
  await eventbook(['init', 'book'], folder);
  const contents: Buffer[] = [];
  for (const name of ['one', 'a folder with spaces']) {
    git(folder, 'clone', '--quiet', 'book', name);
    const built = await eventbook(
      ['snapshot', 'build', '--output', `../${name}.snapshot`],
      join(folder, name),
    );
    expect(built).toMatchObject({ status: 0, stderr: '' });
    contents.push(readFileSync(join(folder, `${name}.snapshot`)));
  }
  expect(contents[0]?.equals(contents[1] ?? Buffer.of())).toBe(true);
  const moved = join(folder, 'one');
  writeFileSync(join(moved, 'notes.txt'), 'not the catalog');
  git(moved, 'add', '.');
  git(moved, 'commit', '--quiet', '--message=notes');
  await eventbook(['snapshot', 'build', '--output', '../later.snapshot'], moved);
  const content = (name: string): string =>
    readFileSync(join(folder, name), 'utf8').split('\n').slice(2).join('\n');
  expect(content('later.snapshot')).toBe(content('one.snapshot'));
  expect(readFileSync(join(folder, 'later.snapshot')).equals(contents[0] ?? Buffer.of())).toBe(false);
});

test('a shallow clone is refused, and mended by the command that it is told', async () => {
  await eventbook(['init', 'book'], folder);
  git(join(folder, 'book'), 'commit', '--quiet', '--allow-empty', '--message=more');
  git(folder, 'clone', '--quiet', '--depth=1', `file://${join(folder, 'book')}`, 'shallow');
  const shallow = join(folder, 'shallow');
  const build = ['snapshot', 'build', '--output', '../s.snapshot'];
  const refused = await eventbook(build, shallow);
  expect([refused.status, refused.stderr]).toEqual([2, expect.stringContaining('git fetch --unshallow')]);
  git(shallow, 'fetch', '--quiet', '--unshallow');
  expect(await eventbook(build, shallow)).toMatchObject({
    status: 0,
    stdout: expect.stringMatching(/sequence +2\n/u) as string,
  });
});

test('hostile files are findings or mistakes, never a crash', async () => {
  await eventbook(['init', 'book'], folder);
  const book = join(folder, 'book');
  writeFileSync(join(book, 'fields/deep.json'), '['.repeat(100_000));
  writeFileSync(join(book, 'fields/large.json'), Buffer.alloc(50 * 1024 * 1024, 0x20));
  writeFileSync(join(book, 'fields/__proto__.json'), '{"type":"string","__proto__":{"x":1}}');
  writeFileSync(join(book, 'fields/bytes.json'), Buffer.of(0xff, 0xfe, 0x00));
  writeFileSync(join(book, 'fields/\u001b[2J.json'), '{}');
  symlinkSync('/etc/passwd', join(book, 'fields/link.json'));
  symlinkSync('..', join(book, 'events/loop'));
  for (const words of [
    ['check'],
    ['check', '--format', 'json'],
    ['format'],
    ['snapshot', 'build', '--output', '../x', '--working-tree'],
    ['show', 'advert.viewed'],
  ]) {
    const { status, stdout, stderr } = await eventbook(words);
    expect([words, status === 0 || status === 1 || status === 2]).toEqual([words, true]);
    expect(stdout + stderr).not.toContain('root:');
    expect(stdout + stderr).not.toContain('\u001b');
  }
  const { status, stdout } = await eventbook(['check', '--format', 'json']);
  const { findings } = JSON.parse(stdout) as { findings: { file: string; severity: string }[] };
  expect(status).toBe(1);
  for (const file of [
    'fields/deep.json',
    'fields/large.json',
    'fields/bytes.json',
    'fields/link.json',
    'events/loop',
  ]) {
    expect(findings).toContainEqual(expect.objectContaining({ file, severity: 'error' }));
  }
});
