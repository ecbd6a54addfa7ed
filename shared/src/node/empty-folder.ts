import { readdir } from 'node:fs/promises';
import { AppError } from '../errors/app-error.js';

/** Throws folder_not_empty where a folder that is to be made holds something, file_unreadable where it is no folder. */
export async function refuseFull(directory: string): Promise<void> {
  const entries = await readdir(directory).catch((cause: unknown) => {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return [];
    throw new AppError('user', 'file_unreadable', `${directory} is no folder that can be used.`, { cause });
  });
  if (entries.length === 0) return;
  throw new AppError('user', 'folder_not_empty', `${directory} holds something already.`, {
    hint: 'Name a folder that is empty or does not exist yet.',
    data: { directory },
  });
}
