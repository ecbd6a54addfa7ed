import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const modules = join(dirname(createRequire(import.meta.url).resolve('vitest/package.json')), '..');

/**
 * A virtual environment with packages from PyPI, beside the installed modules; made when it is first asked for.
 * @param name what it is called; a change of what it holds wants another
 * @param packages as pip takes them, pinned
 * @returns its Python; programs of packages are run with `-m`, because scripts know the folder that it was made in
 */
export function pythonEnvironment(name: string, packages: readonly string[]): string {
  const folder = join(modules, '.cache', name);
  if (!existsSync(folder)) {
    const begun = `${folder}.${process.pid}`;
    mkdirSync(dirname(folder), { recursive: true });
    run('python3', ['-m', 'venv', '--copies', begun]);
    run(join(begun, 'bin/python'), [
      '-m',
      'pip',
      'install',
      '--quiet',
      '--disable-pip-version-check',
      ...packages,
    ]);
    try {
      renameSync(begun, folder);
    } catch {
      // Another run has made it meanwhile.
      rmSync(begun, { recursive: true, force: true });
    }
  }
  return join(folder, 'bin/python');
}

function run(command: string, args: readonly string[]): void {
  const { status, stderr, error } = spawnSync(command, args, { encoding: 'utf8' });
  if (status !== 0) throw error ?? new Error(`${command} ${args.join(' ')}: ${stderr}`);
}
