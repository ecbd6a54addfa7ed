import { AppError } from '@eventbook/shared/errors/app-error';
import { makeDurableFolder } from './durable-folder.js';

const reasons: Readonly<Record<string, string>> = {
  EEXIST: 'is a file, and has to be a folder',
  ENOTDIR: 'lies below a file, and has to be a folder',
  EACCES: 'cannot be made or entered by this user',
  EPERM: 'cannot be made or entered by this user',
  EROFS: 'lies on a disk that is read-only',
};

/**
 * Makes a folder that a setting names, with all above it that are missing.
 * @throws AppError file_unreadable where no folder can be there; what else the file system throws
 */
export async function makeNamedFolder(path: string, flag: '--data' | '--warehouse'): Promise<void> {
  try {
    await makeDurableFolder(path);
  } catch (cause) {
    const reason = reasons[(cause as NodeJS.ErrnoException).code ?? ''];
    if (reason === undefined) throw cause;
    throw new AppError('user', 'file_unreadable', `${path} ${reason}.`, {
      hint: `Name another folder with ${flag}.`,
      data: { path },
      cause,
    });
  }
}
