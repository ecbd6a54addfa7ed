import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const root = fileURLToPath(new URL('../../', import.meta.url));

function outputOf(command: string, ...args: string[]): string {
  const { status, stdout, stderr } = spawnSync('npx', [command, ...args], { cwd: root, encoding: 'utf8' });
  return status === 0 ? '' : `${stdout}${stderr}`;
}

test('every file is formatted', () => {
  expect(outputOf('prettier', '--check', '.')).toBe('');
});

test('eslint has nothing to say', () => {
  expect(outputOf('eslint', '.')).toBe('');
});

test('nothing is written that nobody uses', () => {
  expect(outputOf('knip')).toBe('');
});
