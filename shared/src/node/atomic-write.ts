import { randomBytes } from 'node:crypto';
import { link, open, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { syncDirectory } from './sync-directory.js';

/** Whether a file is what a write of `name` that was cut off has left beside it. */
export function isScratchOf(file: string, name: string): boolean {
  return file.startsWith(`.${name}.`) && /^[0-9a-f]{12}\.tmp$/u.test(file.slice(name.length + 2));
}

/**
 * Puts a file in its place in one step: whoever reads sees the old bytes or the new, never a part, also after a
 * crash of the machine. Throws what the file system throws.
 * @param scratchName how the file is called before, beside it, where that matters to whoever reads the folder
 */
export async function writeFileAtomically(
  path: string,
  content: string | Uint8Array,
  scratchName?: string,
): Promise<void> {
  await place(path, content, rename, scratchName);
}

/** The same for a file that must not be there yet; false, and nothing is changed, where it is. Of two at once one wins. */
export async function createFileAtomically(path: string, content: string | Uint8Array): Promise<boolean> {
  try {
    await place(path, content, async (scratch) => {
      await link(scratch, path);
      await rm(scratch);
    });
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
}

async function place(
  path: string,
  content: string | Uint8Array,
  put: (scratch: string, path: string) => Promise<void>,
  scratchName = `.${basename(path)}.${randomBytes(6).toString('hex')}.tmp`,
): Promise<void> {
  const directory = dirname(path);
  const scratch = join(directory, scratchName);
  try {
    const file = await open(scratch, 'wx');
    try {
      await file.writeFile(content);
      await file.sync();
    } finally {
      await file.close();
    }
    await put(scratch, path);
  } catch (error) {
    await rm(scratch, { force: true });
    throw error;
  }
  await syncDirectory(directory);
}
