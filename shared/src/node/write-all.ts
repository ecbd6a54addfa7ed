import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { AppError } from '../errors/app-error.js';

interface Undo {
  readonly path: string;
  /** Undefined where there was no such file. */
  readonly before: Buffer | undefined;
}

/**
 * Writes many files of a folder, or none: all are written beside it first, so that a full disk is noticed while
 * nothing has changed, and then put into their places; where that fails half-way, everything goes back to what it was.
 * @param files texts by path, forward slashes, from the folder on
 * @throws AppError file_unreadable
 */
export async function writeAll(directory: string, files: ReadonlyMap<string, string>): Promise<void> {
  const done: Undo[] = [];
  let staging: string | undefined;
  try {
    await mkdir(directory, { recursive: true });
    staging = await mkdtemp(join(directory, '.eventbook-writing-'));
    for (const [path, text] of files) {
      await mkdir(dirname(join(staging, path)), { recursive: true });
      await writeFile(join(staging, path), text, { flush: true });
    }
    for (const path of files.keys()) {
      const target = join(directory, path);
      done.push({ path: target, before: await readFile(target).catch(nothingThere) });
      await mkdir(dirname(target), { recursive: true });
      await rename(join(staging, path), target);
    }
  } catch (cause) {
    for (const { path, before } of done.reverse()) {
      await (before === undefined ? rm(path, { force: true }) : writeFile(path, before)).catch(
        () => undefined,
      );
    }
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new AppError('user', 'file_unreadable', `Writing into ${directory} failed: ${why}.`, {
      hint: 'Nothing was changed. Mend the cause and run it again.',
      cause,
    });
  } finally {
    if (staging !== undefined) await rm(staging, { recursive: true, force: true });
  }
}

function nothingThere(error: unknown): undefined {
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
  throw error;
}
