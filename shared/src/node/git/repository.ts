import fs from 'node:fs';
import { readFile, realpath, stat } from 'node:fs/promises';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { AppError } from '../../errors/app-error.js';

/** A git repository, seen from a catalog's folder inside it. Commands of one run share one. */
export interface Repository {
  /** The folder of the working tree. */
  readonly root: string;
  /** Where HEAD is: `.git`, or a linked worktree's own folder. */
  readonly worktreeDirectory: string;
  /** Where objects, refs and settings are. */
  readonly directory: string;
  /** The catalog's folder from `root` on, with forward slashes; '' where they are the same. */
  readonly prefix: string;
  /** Parsed packs and trees; isomorphic-git reads them anew for every call without it. */
  readonly cache: object;
}

/** What every call of isomorphic-git is told. */
export function access(repository: Repository): { fs: typeof fs; gitdir: string; cache: object } {
  return { fs, gitdir: repository.directory, cache: repository.cache };
}

/** The repository that a folder belongs to; undefined where it belongs to none. Throws git_failed. */
export async function findRepository(directory: string): Promise<Repository | undefined> {
  const start = await realpath(directory).catch(() => resolve(directory));
  for (let root = start; ; root = dirname(root)) {
    const worktreeDirectory = await gitDirectoryOf(root);
    if (worktreeDirectory !== undefined) {
      return {
        root,
        worktreeDirectory,
        directory: await commonDirectoryOf(worktreeDirectory),
        prefix: relative(root, start).split(sep).join('/'),
        cache: {},
      };
    }
    if (dirname(root) === root) return undefined;
  }
}

/** As findRepository, for what cannot do without one. Throws not_a_repository. */
export async function openRepository(directory: string): Promise<Repository> {
  const repository = await findRepository(directory);
  if (repository !== undefined) return repository;
  throw new AppError('user', 'not_a_repository', `${directory} is in no git repository.`, {
    hint: 'Make it one: git init --initial-branch=main && git add . && git commit -m "Our events"',
    data: { directory },
  });
}

async function gitDirectoryOf(root: string): Promise<string | undefined> {
  const path = join(root, '.git');
  const found = await stat(path).catch(() => undefined);
  if (found === undefined) return undefined;
  if (found.isDirectory()) return path;
  // A linked worktree or a submodule: a file that says where.
  const pointed = /^gitdir: (.+)\n?$/u.exec(await readText(path))?.[1];
  if (pointed === undefined) {
    throw new AppError('user', 'git_failed', `${path} is neither a folder nor does it point to one.`);
  }
  return resolve(root, pointed);
}

async function commonDirectoryOf(worktreeDirectory: string): Promise<string> {
  const common = await readFile(join(worktreeDirectory, 'commondir'), 'utf8').catch(() => undefined);
  return common === undefined ? worktreeDirectory : resolve(worktreeDirectory, common.trim());
}

async function readText(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (cause) {
    throw new AppError('user', 'git_failed', `${path} could not be read.`, { cause });
  }
}
