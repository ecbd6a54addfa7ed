import { createHash } from 'node:crypto';

/** What stands for a path, of a catalog or of a file in one, in the names of files in the state folder. */
export function nameFor(path: string): string {
  return createHash('sha256').update(path).digest('hex').slice(0, 32);
}
