import { mkdir } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { syncDirectory } from '@eventbook/shared/node/sync-directory';

/**
 * Makes a folder with all above it that are missing, and makes their names durable: syncing what will stand in it
 * says nothing about the folder's own name.
 */
export async function makeDurableFolder(path: string): Promise<void> {
  const folder = resolve(path);
  const first = await mkdir(folder, { recursive: true });
  if (first === undefined) return;
  const highest = dirname(resolve(first));
  for (let above = dirname(folder); ; above = dirname(above)) {
    await syncDirectory(above).catch(nothingWhereForbidden);
    if (above === highest || above === dirname(above)) return;
  }
}

/** Only the folder that the highest was made in can be one that may be written and not read. */
function nothingWhereForbidden(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EACCES') throw error;
}
