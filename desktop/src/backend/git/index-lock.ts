import { link, readFile, rename, rm } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { AppError } from '@eventbook/shared/errors/app-error';
import { createFileAtomically } from '@eventbook/shared/node/atomic-write';
import type { Repository } from '@eventbook/shared/node/git/repository';

/** Milliseconds for which another git is waited for; what it does to the index takes less, or a person is in the middle of it. */
const patience = 3000;

/** What our lock says: git writes an index there, which never begins so. */
const mark = `eventbook ${hostname()} `;

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
    const taken = await createFileAtomically(lock, `${mark}${process.pid}\n`).catch((cause: unknown) => {
      throw new AppError('unavailable', 'git_failed', 'The repository cannot be written to.', {
        hint: 'See that the folder .git may be written to and that the disk is not full. Nothing was changed.',
        cause,
      });
    });
    if (taken) return;
    await removeOrphan(lock);
    if (waited >= patience) throw busy(lock);
    await wait(100);
  }
}

/** A lock of ours whose process was killed holds up nobody. It is moved away first: whoever does that is one alone. */
async function removeOrphan(lock: string): Promise<void> {
  if (!(await isOrphan(lock))) return;
  const aside = `${lock}.${process.pid}`;
  await rename(lock, aside).catch(() => undefined);
  // Somebody else was quicker, and took the lock: it is theirs.
  if (!(await isOrphan(aside))) await link(aside, lock).catch(() => undefined);
  await rm(aside, { force: true });
}

async function isOrphan(lock: string): Promise<boolean> {
  const text = await readFile(lock, 'utf8').catch(() => '');
  if (!text.startsWith(mark)) return false;
  try {
    process.kill(Number(text.slice(mark.length)), 0);
    return false;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'ESRCH';
  }
}

function busy(lock: string): AppError {
  return new AppError('unavailable', 'git_busy', 'Another program is working in this repository.', {
    hint: `Nothing was changed. Wait until it is done and try again. If no other git runs, one was cut off: delete ${lock}.`,
    data: { lock },
  });
}
