import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runCommand } from '../testing/run-command.js';
import { useTemporaryFolder } from '../testing/temporary-folder.js';

const folder = useTemporaryFolder();

test('writes what is not canonical, leaves alone what cannot be read, and is then content', async () => {
  await runCommand(folder.path, ['init', 'book']);
  const directory = join(folder.path, 'book');
  const path = join(directory, 'owners/search.json');
  const canonical = readFileSync(path, 'utf8');
  writeFileSync(path, JSON.stringify(JSON.parse(canonical)));
  writeFileSync(join(directory, 'owners/broken.json'), '{');
  const checked = await runCommand(directory, ['format', '--check']);
  expect([checked.code, checked.stdout]).toEqual([1, expect.stringContaining('  owners/search.json\n')]);
  expect(readFileSync(path, 'utf8')).not.toBe(canonical);
  const written = await runCommand(directory, ['format', '--format', 'json']);
  expect([written.code, JSON.parse(written.stdout)]).toEqual([
    0,
    { files: expect.any(Number) as number, changed: ['owners/search.json'], written: true },
  ]);
  expect(readFileSync(path, 'utf8')).toBe(canonical);
  expect(readFileSync(join(directory, 'owners/broken.json'), 'utf8')).toBe('{');
  expect((await runCommand(directory, ['format', '--check'])).code).toBe(0);
});
