import { AppError } from '@eventbook/shared/errors/app-error';
import { lockHolder, tryLockFile, type Lock } from './file-lock.js';
import { dataDirectoryLayout } from './layout.js';
import { makeNamedFolder } from './named-folder.js';

/**
 * Makes the data directory this process's own until the lock is released or the process ends.
 * @throws AppError data_directory_locked, with the holder's process id in `data.pid`; file_unreadable
 */
export async function lockDataDirectory(directory: string): Promise<Lock> {
  await makeNamedFolder(directory, '--data');
  const path = dataDirectoryLayout(directory).lock;
  const lock = await tryLockFile(path);
  if (lock !== undefined) return lock;
  const pid = await lockHolder(path);
  throw new AppError(
    'conflict',
    'data_directory_locked',
    `${directory} is in use by process ${pid ?? 'unknown'}.`,
    {
      hint: 'Stop that collector first, or give this one a data directory of its own.',
      data: { directory, pid },
    },
  );
}
