import { mkdirSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { pino, type Logger } from 'pino';

export type Log = Logger;

/** Bytes after which a start puts the log aside, in place of the one put aside before. */
const largest = 5 * 1024 * 1024;

/** JSON lines in the folder that the menu shows. Written at once: the last words count most. */
export function openLog(directory: string): Log {
  mkdirSync(directory, { recursive: true });
  const path = join(directory, 'eventbook.log');
  const size = statSync(path, { throwIfNoEntry: false })?.size ?? 0;
  if (size > largest) renameSync(path, join(directory, 'eventbook.old.log'));
  return pino({ base: { pid: process.pid } }, pino.destination({ dest: path, sync: true }));
}
