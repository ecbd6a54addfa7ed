import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';

/**
 * Runs a command to its end, its output going where ours goes. Returns its exit status.
 * With `stamp`, leaves the text `lock` there when it succeeded.
 */
export function run(command, args, cwd, { stamp, lock, env = {} } = {}) {
  const { status, error } = spawnSync(command, args, {
    cwd,
    stdio: 'inherit',
    env: { ...process.env, ...env },
  });
  if (error !== undefined) {
    console.error(`${command} could not be started: ${error.message}`);
    return 1;
  }
  if (status === 0 && stamp !== undefined) writeFileSync(stamp, lock);
  return status ?? 1;
}
