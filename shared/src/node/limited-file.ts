import { open } from 'node:fs/promises';
import { AppError } from '../errors/app-error.js';

/** The bytes of a file that is not larger than the limit. Throws file_not_found, file_unreadable. */
export async function readLimitedFile(path: string, limit: number): Promise<Uint8Array> {
  try {
    const file = await open(path, 'r');
    try {
      const { size } = await file.stat();
      if (size > limit) {
        throw new AppError(
          'user',
          'file_unreadable',
          `${path} has ${size} bytes; at most ${limit} are read.`,
        );
      }
      return await file.readFile();
    } finally {
      await file.close();
    }
  } catch (cause) {
    if (cause instanceof AppError) throw cause;
    const missing = cause instanceof Error && 'code' in cause && cause.code === 'ENOENT';
    throw missing
      ? new AppError('user', 'file_not_found', `There is no file ${path}.`, { cause })
      : new AppError('user', 'file_unreadable', `${path} could not be read.`, { cause });
  }
}
