import { close, fdatasync, ftruncate, open as openFile, write } from 'node:fs';
import { open, rm } from 'node:fs/promises';
import { promisify } from 'node:util';

/** A segment that is being written. */
export interface WritableFile {
  /** Writes all of it or fails; after a failure any part may have been written. */
  write(bytes: Buffer, position: number): Promise<void>;
  datasync(): Promise<void>;
  truncate(length: number): Promise<void>;
  close(): Promise<void>;
}

/** What the journal asks of the file system; tests put one in between that fails, or forgets like a power cut. */
export interface FileOperations {
  /** Makes a new file; fails where one is already there. */
  create(path: string): Promise<WritableFile>;
  remove(path: string): Promise<void>;
  /** Makes the names in a folder durable. */
  syncDirectory(path: string): Promise<void>;
}

const openAsync = promisify(openFile);
const closeAsync = promisify(close);
const datasyncAsync = promisify(fdatasync);
const truncateAsync = promisify(ftruncate);

export const realFileOperations: FileOperations = {
  async create(path) {
    let open: number | undefined = await openAsync(path, 'wx', 0o640);
    // A closed descriptor's number may be another file's by now.
    const descriptor = (): number => {
      if (open === undefined) throw new Error(`${path} is closed`);
      return open;
    };
    return {
      write: async (bytes, position) => writeAll(descriptor(), bytes, position),
      datasync: async () => datasyncAsync(descriptor()),
      truncate: async (length) => truncateAsync(descriptor(), length),
      close: async () => {
        const closing = descriptor();
        open = undefined;
        await closeAsync(closing);
      },
    };
  },
  remove: (path) => rm(path, { force: true }),
  async syncDirectory(path) {
    const directory = await open(path, 'r');
    try {
      await directory.sync();
    } finally {
      await directory.close();
    }
  },
};

/** A full disk shows first as a write that was shorter than asked for. */
function writeAll(descriptor: number, bytes: Buffer, position: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const writeFrom = (offset: number): void => {
      write(descriptor, bytes, offset, bytes.length - offset, position + offset, (error, written) => {
        if (error !== null) reject(error);
        else if (offset + written < bytes.length) writeFrom(offset + written);
        else resolve();
      });
    };
    writeFrom(0);
  });
}
