import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import { join, resolve, sep } from 'node:path';
import { writeFileAtomically } from '@eventbook/shared/node/atomic-write';
import type { Repository } from '@eventbook/shared/node/git/repository';
import type { PromiseFsClient } from 'isomorphic-git';

/** What each linked worktree has of its own; everything else is shared. */
const ownFiles = ['HEAD', 'index', 'ORIG_HEAD', 'MERGE_HEAD'];

/**
 * What is left of an object by whoever was killed has to be called as git calls its own: `git fsck` passes over it, and
 * `git gc` removes it.
 */
function scratchNameFor(path: string): string | undefined {
  const isObject = /[\\/]objects[\\/][0-9a-f]{2}[\\/][0-9a-f]+$/u.test(path);
  return isObject ? `tmp_obj_${randomBytes(6).toString('hex')}` : undefined;
}

/**
 * The disk as isomorphic-git is to see it. It writes refs, objects and the index in place, so that whoever kills it finds
 * half a file: here each comes into its place in one step. And it knows nothing of linked worktrees, whose HEAD and index
 * are elsewhere: here they are found where they are.
 */
export function carefulFs(repository: Repository): PromiseFsClient {
  const common = resolve(repository.directory);
  const moved = new Map(
    ownFiles.map((name) => [join(common, name), join(repository.worktreeDirectory, name)]),
  );
  const placeOf = (path: string): string => moved.get(resolve(path)) ?? path;
  const isGits = (path: string): boolean =>
    [common, resolve(repository.worktreeDirectory)].some((folder) => resolve(path).startsWith(folder + sep));
  const { promises } = fs;
  // All of them async, whatever they are given: that is how isomorphic-git finds out that they give promises.
  return {
    promises: {
      ...promises,
      readFile: async (path: string, options?: object) => promises.readFile(placeOf(path), options),
      writeFile: async (path: string, content: string | Uint8Array, options?: object) => {
        if (isGits(path)) await writeFileAtomically(placeOf(path), content, scratchNameFor(path));
        else await promises.writeFile(path, content, options);
      },
      stat: async (path: string) => promises.stat(placeOf(path)),
      lstat: async (path: string) => promises.lstat(placeOf(path)),
      unlink: async (path: string) => promises.unlink(placeOf(path)),
    },
  };
}
