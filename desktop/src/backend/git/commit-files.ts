import { lstat } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '@eventbook/shared/errors/app-error';
import { readHead } from '@eventbook/shared/node/git/head';
import type { Repository } from '@eventbook/shared/node/git/repository';
import * as git from 'isomorphic-git';
import type { Person } from '../../api/git.js';
import { type GitAt, gitAt } from './git-at.js';
import { noteMove } from './reflog.js';
import { type TreeFile, treeWith } from './tree-with.js';
import { refuseUnfinished } from './unfinished.js';

/**
 * Commits some files as they are on disk, and nothing else, whatever is staged besides (as `git commit --only`). To be called
 * under the index lock. The index comes first: whoever is cut off finds the files staged, and the branch where it was.
 * @param paths from the top of the repository on; those that are gone are deleted
 * @returns the commit
 * @throws AppError git_unfinished, git_nothing_to_commit
 */
export async function commitFiles(
  repository: Repository,
  paths: readonly string[],
  message: string,
  author: Person,
): Promise<string> {
  await refuseUnfinished(repository);
  for (const path of paths) refuseForeign(path);
  const at = gitAt(repository);
  const head = await readHead(repository);
  const files = await stage(repository, at, paths);
  const before =
    head.commit === undefined ? undefined : (await git.readCommit({ ...at, oid: head.commit })).commit.tree;
  const tree = (await treeWith(at, before, files)) ?? (await git.writeTree({ ...at, tree: [] }));
  if (tree === before) {
    throw new AppError('user', 'git_nothing_to_commit', 'These files are in the last commit as they are.', {
      hint: 'Somebody may have committed them meanwhile. Nothing was changed.',
    });
  }
  const parents = head.commit === undefined ? [] : [head.commit];
  const commit = await writeCommit(at, { tree, parents, message, author });
  await moveHead(
    repository,
    { branch: head.branch, from: head.commit, to: commit, why: `commit: ${message}` },
    author,
  );
  return commit;
}

export async function writeCommit(
  at: GitAt,
  parts: {
    readonly tree: string;
    readonly parents: readonly string[];
    readonly message: string;
    readonly author: Person;
  },
): Promise<string> {
  const now = new Date();
  const who = {
    ...parts.author,
    timestamp: Math.floor(now.getTime() / 1000),
    timezoneOffset: now.getTimezoneOffset(),
  };
  const message = `${parts.message.trim()}\n`;
  return git.writeCommit({
    ...at,
    commit: { tree: parts.tree, parent: [...parts.parents], message, author: who, committer: who },
  });
}

/** Lets the branch that is checked out, or a detached HEAD, stand on another commit. */
export async function moveHead(
  repository: Repository,
  move: Parameters<typeof noteMove>[1],
  who: Person,
): Promise<void> {
  const ref = move.branch === undefined ? 'HEAD' : `refs/heads/${move.branch}`;
  await git.writeRef({ ...gitAt(repository), ref, value: move.to, force: true });
  await noteMove(repository, move, who);
}

/** Puts files into the index as they are on disk, and says as what they stand there. */
async function stage(
  repository: Repository,
  at: GitAt,
  paths: readonly string[],
): Promise<ReadonlyMap<string, TreeFile>> {
  const { root } = repository;
  const there: string[] = [];
  const files = new Map<string, TreeFile>();
  for (const path of paths) {
    const found = await lstat(join(root, path)).catch(() => undefined);
    if (found === undefined || found.isDirectory()) files.set(path, null);
    else there.push(path);
  }
  if (there.length > 0) await git.add({ ...at, dir: root, filepath: there, force: true });
  for (const path of files.keys()) await git.remove({ ...at, dir: root, filepath: path });
  const wanted = new Set(there);
  const above = new Set(there.flatMap((path) => foldersAbove(path)));
  await git.walk({
    ...at,
    dir: root,
    trees: [git.STAGE()],
    map: async (path, [entry]) => {
      // Null: what lies below is not walked; an index has thousands of files, and a commit a few.
      if (path !== '.' && !wanted.has(path)) return above.has(path) ? undefined : null;
      if (!wanted.has(path) || entry == null) return undefined;
      const mode = ((await entry.mode()) & 0o777777).toString(8);
      files.set(path, { oid: await entry.oid(), mode });
      return undefined;
    },
  });
  return files;
}

/** `a/b/c` is in `a` and `a/b`. */
function foldersAbove(path: string): string[] {
  const steps = path.split('/').slice(0, -1);
  return steps.map((_, index) => steps.slice(0, index + 1).join('/'));
}

function refuseForeign(path: string): void {
  const steps = path.split('/');
  const sound = steps.every(
    (step) => step !== '' && step !== '.' && step !== '..' && step.toLowerCase() !== '.git',
  );
  if (sound && !/[\\\0]/u.test(path)) return;
  throw new AppError('bug', 'request_invalid', `${JSON.stringify(path)} is no file of the repository.`);
}
