import { basename } from 'node:path';
import { v5, v7 } from 'uuid';

/** The ids that `send` makes are all in this namespace. Never changed: sending again has to give the same ids. */
const namespace = 'b3a5c1f4-52d0-4f0e-8d55-0d7d8a1c9e21';

/** Makes the id of the event on a line. */
export type MakeEventId = (line: number) => string;

/**
 * An id from the file's name (its folder and `.gz` do not count) and the line, so that sending the file twice is
 * harmless. What has no name gets ids that never come again: then only this run's own retries are harmless.
 */
export function eventIds(name: string | undefined): MakeEventId {
  if (name === undefined) return () => v7();
  const stem = basename(name).replace(/\.gz$/iu, '');
  return (line) => v5(`${stem}:${line}`, namespace);
}
