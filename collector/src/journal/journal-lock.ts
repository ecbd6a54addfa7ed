import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { AppError } from '@eventbook/shared/errors/app-error';
import { makeDurableFolder } from '../data-directory/durable-folder.js';
import { lockHolder, tryLockFile, type Lock } from '../data-directory/file-lock.js';

const patience = 10_000;
const pause = 50;

/**
 * Takes one journal's folder, made where it is missing. Beside the data directory's lock it is needed because an
 * ingest process can outlive its parent by a moment, and what it still appends must not meet a recovery.
 * @throws AppError data_directory_locked when its holder has not gone after ten seconds
 */
export async function lockJournal(directory: string): Promise<Lock> {
  await makeDurableFolder(directory);
  const path = join(directory, 'lock');
  const deadline = Date.now() + patience;
  for (;;) {
    const lock = await tryLockFile(path);
    if (lock !== undefined) return lock;
    if (Date.now() > deadline) break;
    await sleep(pause);
  }
  const pid = await lockHolder(path);
  throw new AppError(
    'conflict',
    'data_directory_locked',
    `The journal ${directory} is in use by process ${pid ?? 'unknown'}.`,
    {
      hint: 'It is left over from an earlier collector: stop it.',
      data: { directory, pid },
    },
  );
}
