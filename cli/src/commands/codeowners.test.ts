import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runCommand } from '../testing/run-command.js';
import { useTemporaryFolder } from '../testing/temporary-folder.js';

const folder = useTemporaryFolder();

test('makes the same file each time, printed or written, with paths of the repository', async () => {
  await runCommand(folder.path, ['init', 'book']);
  const directory = join(folder.path, 'book');
  const printed = await runCommand(directory, ['codeowners']);
  expect([printed.code, printed.stdout]).toEqual([
    0,
    expect.stringMatching(/^\/events\/checkout\.order_paid\/ \S+@\S+/mu),
  ]);
  const written = await runCommand(folder.path, ['codeowners', 'book', '--output', 'CODEOWNERS']);
  expect(written.code).toBe(0);
  expect(readFileSync(join(folder.path, 'CODEOWNERS'), 'utf8')).toBe(printed.stdout);
  const sections = await runCommand(directory, ['codeowners', '--forge', 'gitlab']);
  expect(sections.stdout).toMatch(/^\[payments\] \S+@/mu);
});

test('a catalog with errors has no owners to name', async () => {
  await runCommand(folder.path, ['init', 'book']);
  rmSync(join(folder.path, 'book/owners/payments.json'));
  const { code, stderr } = await runCommand(folder.path, ['codeowners', 'book']);
  expect([code, stderr]).toEqual([2, expect.stringContaining('There is no owner "payments"')]);
});

test('migrate has nothing to do, and says what a newer format needs', async () => {
  await runCommand(folder.path, ['init', 'book']);
  const directory = join(folder.path, 'book');
  expect(await runCommand(directory, ['migrate'])).toMatchObject({
    code: 0,
    stdout: 'Up to date: the catalog is of format 1.\n',
  });
  writeFileSync(join(directory, 'catalog.json'), '{"format": 2, "name": "book"}');
  const newer = await runCommand(directory, ['migrate']);
  expect([newer.code, newer.stderr]).toEqual([2, expect.stringContaining('Install a newer Eventbook')]);
  expect((await runCommand(directory, ['check'])).stdout).toContain('install a newer Eventbook');
});
