import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { catalogFolders } from '@eventbook/shared/catalog/schemas/file-kinds';

/** Milliseconds after which nobody is in the middle of writing a file any more. */
const longest = 10_000;

/**
 * Removes what atomic writes that were cut off have left in a catalog, as a killed process leaves it. What somebody may still be
 * writing is given the time for it first.
 */
export async function removeScratchFiles(directory: string): Promise<void> {
  for (const folder of catalogFolders) {
    const names = await readdir(join(directory, folder), { recursive: true }).catch(() => []);
    for (const name of names.filter((each) => /(?:^|[\\/])\.[^\\/]+\.json\.[0-9a-f]{12}\.tmp$/u.test(each))) {
      const file = join(directory, folder, name);
      const age = await stat(file).then(
        ({ mtimeMs }) => Date.now() - mtimeMs,
        () => longest,
      );
      if (age < longest) await wait(longest - age, undefined, { ref: false });
      await rm(file, { force: true });
    }
  }
}
