import { open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { AppError } from '@eventbook/shared/errors/app-error';
import type { Repository } from '@eventbook/shared/node/git/repository';

/** Milliseconds for which another git is waited for; what it does to the index takes less, or a person is in the middle of it. */
const patience = 3000;

/**
 * Does something while no other git changes the index or commits: by the lock that git itself takes.
 * @throws AppError git_busy
 */
export async function withIndexLock<Result>(
  { worktreeDirectory }: Repository,
  work: () => Promise<Result>,
): Promise<Result> {
  const lock = join(worktreeDirectory, 'index.lock');
  await take(lock);
  try {
    return await work();
  } finally {
    await rm(lock, { force: true });
  }
}

async function take(lock: string): Promise<void> {
  for (let waited = 0; ; waited += 100) {
    try {
      await (await open(lock, 'wx')).close();
      return;
    } catch (cause) {
      if (!(cause instanceof Error && 'code' in cause && cause.code === 'EEXIST')) {
        throw new AppError('unavailable', 'git_failed', 'The repository cannot be written to.', {
          hint: 'See that the folder .git may be written to and that the disk is not full. Nothing was changed.',
          cause,
        });
      }
      if (waited >= patience) throw busy(lock, cause);
      await wait(100);
    }
  }
}

function busy(lock: string, cause: unknown): AppError {
  return new AppError('unavailable', 'git_busy', 'Another program is working in this repository.', {
    hint: `Nothing was changed. Wait until it is done and try again. If no other git runs, one was cut off: delete ${lock}.`,
    data: { lock },
    cause,
  });
}
