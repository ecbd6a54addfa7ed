import { open } from 'node:fs/promises';

/** Makes the names in a folder durable: a new file or folder is on disk only when the folder it stands in is. */
export async function syncDirectory(path: string): Promise<void> {
  // Windows cannot open a folder, and does not need it.
  if (process.platform === 'win32') return;
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
