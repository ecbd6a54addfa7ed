import { randomBytes } from 'node:crypto';
import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { AppError } from '../errors/app-error.js';

/** What a folder of ours is called, as in `the site of a catalog`, and the names that every such has at its top. */
export interface FolderKind {
  readonly what: string;
  readonly sign: readonly string[];
}

/**
 * Makes a folder anew and then puts it in its place: whoever reads sees the old one or the new one, and no file that is
 * gone stays behind.
 * @param write fills an empty folder
 * @throws AppError folder_not_empty where the folder holds something of another kind, file_unreadable
 */
export async function replaceFolder<Written>(
  directory: string,
  { what, sign }: FolderKind,
  write: (scratch: string) => Promise<Written>,
): Promise<Written> {
  const before = await entriesOf(directory);
  if (before.length > 0 && !sign.every((name) => before.includes(name))) {
    throw new AppError('user', 'folder_not_empty', `${directory} holds something else than ${what}.`, {
      hint: 'Name a folder that is empty or does not exist yet.',
      data: { directory },
    });
  }
  const scratch = join(dirname(directory), `.${basename(directory)}.${randomBytes(6).toString('hex')}`);
  const old = `${scratch}.old`;
  try {
    await mkdir(scratch, { recursive: true });
    const written = await write(scratch);
    await swap(scratch, directory, old);
    return written;
  } catch (cause) {
    if (codeOf(cause) === undefined || cause instanceof AppError) throw cause;
    throw new AppError('user', 'file_unreadable', `${directory} could not be written.`, {
      hint: 'See that the folder above it may be written to and has space left.',
      cause,
    });
  } finally {
    await rm(scratch, { recursive: true, force: true });
    await rm(old, { recursive: true, force: true });
  }
}

/** Puts the new folder where the old one is; where that cannot be done, the old one stays. */
async function swap(scratch: string, directory: string, old: string): Promise<void> {
  const there = await rename(directory, old).then(
    () => true,
    (cause: unknown) => {
      if (codeOf(cause) !== 'ENOENT') throw cause;
      return false;
    },
  );
  try {
    await rename(scratch, directory);
  } catch (cause) {
    if (there) await rename(old, directory);
    throw cause;
  }
}

async function entriesOf(directory: string): Promise<string[]> {
  return readdir(directory).catch((cause: unknown) => {
    if (codeOf(cause) === 'ENOENT') return [];
    throw new AppError('user', 'file_unreadable', `${directory} is no folder that can be used.`, { cause });
  });
}

/** What the file system says; undefined for what is no error of it. */
function codeOf(cause: unknown): string | undefined {
  return cause instanceof Error && 'code' in cause ? String(cause.code) : undefined;
}
