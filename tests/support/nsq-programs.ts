import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const tests = dirname(createRequire(import.meta.url).resolve('@eventbook/tests/package.json'));
const programs = ['nsqd', 'nsqlookupd', 'nsqadmin', 'nsq_to_file'];

/**
 * The folder of NSQ's programs, of the release that tests/cluster/nsq/go.mod pins; built where they are missing, which
 * wants Go and a minute. Each is put in place whole, so several may build at once.
 */
export function nsqPrograms(): string {
  const folder = join(tests, '../.cache/nsq');
  if (programs.every((name) => existsSync(join(folder, name)))) return folder;
  console.error('Building NSQ …');
  mkdirSync(folder, { recursive: true });
  const scratch = mkdtempSync(join(folder, 'building-'));
  try {
    const packages = programs.map((name) => `github.com/nsqio/nsq/apps/${name}`);
    const { status, error, stderr } = spawnSync('go', ['build', '-o', `${scratch}/`, ...packages], {
      cwd: join(tests, 'cluster/nsq'),
      encoding: 'utf8',
    });
    if (status !== 0) throw new Error(`NSQ could not be built: ${error?.message ?? stderr}`);
    for (const name of programs) renameSync(join(scratch, name), join(folder, name));
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
  return folder;
}
