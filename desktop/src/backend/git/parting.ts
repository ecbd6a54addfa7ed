import { AppError } from '@eventbook/shared/errors/app-error';
import { readHead } from '@eventbook/shared/node/git/head';
import type { Repository } from '@eventbook/shared/node/git/repository';
import { existing } from '@eventbook/shared/node/git/resolve-commit';
import * as git from 'isomorphic-git';
import { distanceOf } from './ahead-behind.js';
import { gitAt } from './git-at.js';

/** How the branch that is checked out has parted from one of the remote, as far as that was fetched. */
export interface Parting {
  /** As in `origin/main`. */
  readonly from: string;
  /** The branch that is checked out. */
  readonly into: string;
  /** None before the first commit. */
  readonly ours: string | undefined;
  readonly theirs: string;
  /** How many commits theirs has and ours has not; never 0. */
  readonly commits: number;
  /** The commit from which both went on; none where there is no one such. */
  readonly base: string | undefined;
}

/** Undefined where there is nothing to bring in. Throws git_detached. */
export async function partingFrom(repository: Repository, from: string): Promise<Parting | undefined> {
  const { branch, commit: ours } = await readHead(repository);
  if (branch === undefined) throw detached();
  const theirs = await existing(repository, `refs/remotes/${from}`);
  if (theirs === undefined) return undefined;
  const at = gitAt(repository);
  const commits = ours === undefined ? 1 : (await distanceOf(at, ours, theirs)).behind;
  if (commits === 0) return undefined;
  const bases =
    ours === undefined ? [] : ((await git.findMergeBase({ ...at, oids: [ours, theirs] })) as string[]);
  return { from, into: branch, ours, theirs, commits, base: bases.length === 1 ? bases[0] : undefined };
}

export function detached(): AppError {
  return new AppError('user', 'git_detached', 'No draft is checked out.', {
    hint: 'Nothing was changed. Make a draft first, or switch to one: what you have committed comes along.',
  });
}
