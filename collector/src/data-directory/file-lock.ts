import { open, type FileHandle } from 'node:fs/promises';
import { tryLock } from 'fs-native-extensions';

/** A held lock. The kernel releases it when the process ends, however it ends. */
export interface Lock {
  /** The open file that carries it: a child process that inherits it holds the lock as well, until it ends. */
  readonly fd: number;
  release(): Promise<void>;
}

/** Takes the lock on a file, made where it is missing, and writes this process's id into it. */
export async function tryLockFile(path: string): Promise<Lock | undefined> {
  const file = await open(path, 'a+', 0o640);
  try {
    if (tryLock(file.fd)) return await hold(file);
  } catch (error) {
    await file.close();
    throw error;
  }
  await file.close();
  return undefined;
}

/** The process that wrote its id into a lock file; undefined where there is none. */
export async function lockHolder(path: string): Promise<number | undefined> {
  const file = await open(path, 'r');
  try {
    const holder = Number.parseInt(await file.readFile('utf8'), 10);
    return Number.isNaN(holder) ? undefined : holder;
  } finally {
    await file.close();
  }
}

async function hold(file: FileHandle): Promise<Lock> {
  await file.truncate(0);
  await file.write(`${process.pid}\n`, 0);
  return { fd: file.fd, release: () => file.close() };
}
