import { access, constants, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Repository } from '@eventbook/shared/node/git/repository';
import type { GitState } from '../../api/git.js';

/** Milliseconds after which a lock is told of; what git does under it takes less. */
const longHeld = 5000;

/** What stands in the way of writing. `again`: in how many milliseconds to look once more, where that may change by itself. */
export async function obstaclesIn({
  root,
  worktreeDirectory,
}: Repository): Promise<{ readonly found: Pick<GitState, 'locked' | 'readOnly'>; readonly again?: number }> {
  const lock = join(worktreeDirectory, 'index.lock');
  const held = await stat(lock).catch(() => undefined);
  const age = held === undefined ? 0 : Date.now() - held.mtimeMs;
  const writable = await Promise.all(
    [root, worktreeDirectory].map((folder) => access(folder, constants.W_OK)),
  ).then(
    () => true,
    () => false,
  );
  return {
    found: {
      ...(held !== undefined && age >= longHeld ? { locked: lock } : {}),
      ...(writable ? {} : { readOnly: true as const }),
    },
    ...(held !== undefined && age < longHeld ? { again: longHeld - age + 100 } : {}),
  };
}
