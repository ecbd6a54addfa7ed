import { setTimeout } from 'node:timers/promises';
import { AppError } from '@eventbook/shared/errors/app-error';
import type { Lock } from '../data-directory/file-lock.js';
import { lockDataDirectory } from '../data-directory/lock.js';

const patience = 10_000;
const pause = 50;

/**
 * Locks the data directory. Children of a parent that was killed hold it a moment longer than the parent,
 * so where its holder is gone they are waited for.
 * @throws AppError data_directory_locked
 */
export async function lockPastOrphans(directory: string): Promise<Lock> {
  const deadline = Date.now() + patience;
  for (;;) {
    try {
      return await lockDataDirectory(directory);
    } catch (error) {
      const isLocked = error instanceof AppError && error.code === 'data_directory_locked';
      if (!isLocked || Date.now() > deadline || isAlive(error.data['pid'])) throw error;
    }
    await setTimeout(pause);
  }
}

function isAlive(pid: unknown): boolean {
  if (typeof pid !== 'number') return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
