import { mkdir, open } from 'node:fs/promises';
import { dirname } from 'node:path';

/** Makes the bytes of a file durable that something else has written. */
export async function syncFile(path: string): Promise<void> {
  const file = await open(path, 'r+');
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Makes the names in a folder durable. */
async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

/**
 * Folders that got new names, to be synced all together once the names are there: a disk makes a thousand of them
 * durable hardly slower than one.
 */
export class NewNames {
  readonly #folders = new Set<string>();

  /** Makes a folder with all above it that are missing; its own next names are noted too. */
  async makeFolder(path: string): Promise<void> {
    this.#folders.add(path);
    const first = await mkdir(path, { recursive: true });
    if (first === undefined) return;
    for (let folder = dirname(path); ; folder = dirname(folder)) {
      this.#folders.add(folder);
      if (folder === dirname(first)) return;
    }
  }

  async sync(): Promise<void> {
    const waiting = [...this.#folders];
    const work = async (): Promise<void> => {
      for (let folder = waiting.pop(); folder !== undefined; folder = waiting.pop()) await syncFolder(folder);
    };
    await Promise.all([work(), work(), work()]);
    this.#folders.clear();
  }
}
