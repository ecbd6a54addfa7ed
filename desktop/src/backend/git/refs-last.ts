import { mkdir } from 'node:fs/promises';
import { dirname, resolve, sep } from 'node:path';
import type { GitAt } from './git-at.js';

type Write = (path: string, content: string | Uint8Array, options?: object) => Promise<void>;

/**
 * Fetches so that refs move when all that they stand for is there. isomorphic-git writes them before it has the pack: whoever is
 * killed, stopped or cut off in between would have branches of commits that do not exist.
 */
export async function withRefsLast(at: GitAt, fetch: (at: GitAt) => Promise<unknown>): Promise<void> {
  const { promises } = at.fs;
  const write = promises.writeFile as Write;
  const refs = resolve(at.gitdir, 'refs') + sep;
  const written = new Map<string, string | Uint8Array>();
  const fs = {
    promises: {
      ...promises,
      writeFile: async (path: string, content: string | Uint8Array, options?: object) => {
        if (resolve(path).startsWith(refs)) written.set(path, content);
        else await write(path, content, options);
      },
    },
  };
  await fetch({ ...at, fs });
  for (const [path, content] of written) {
    await mkdir(dirname(path), { recursive: true });
    await write(path, content);
  }
}
