import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

/** Milliseconds. With the whole project's types beside everything else that runs, they take what they take. */
const patience = 1_200_000;

const root = fileURLToPath(new URL('../../', import.meta.url));

function outputOf(command: string, ...args: string[]): string {
  const { status, stdout, stderr } = spawnSync('npx', [command, ...args], { cwd: root, encoding: 'utf8' });
  return status === 0 ? '' : `${stdout}${stderr}`;
}

test(
  'every file is formatted',
  () => {
    expect(outputOf('prettier', '--check', '.')).toBe('');
  },
  patience,
);

test(
  'eslint has nothing to say',
  () => {
    expect(outputOf('eslint', '.')).toBe('');
  },
  patience,
);

test(
  'nothing is written that nobody uses',
  () => {
    expect(outputOf('knip')).toBe('');
  },
  patience,
);
