import { AppError } from '@eventbook/shared/errors/app-error';
import { readHead } from '@eventbook/shared/node/git/head';
import type { Repository } from '@eventbook/shared/node/git/repository';
import { existing } from '@eventbook/shared/node/git/resolve-commit';
import * as git from 'isomorphic-git';
import type { BroughtIn, Person } from '../../api/git.js';
import { distanceOf } from './ahead-behind.js';
import { moveHead, writeCommit } from './commit-files.js';
import { gitAt } from './git-at.js';
import { planMerge } from './merge-plan.js';
import { standOn } from './stand-on.js';
import { refuseUnfinished } from './unfinished.js';

const mostNamed = 5;

/**
 * Brings into the branch that is checked out what a branch of the remote has, as far as it was fetched: by going forward, or
 * by a merge that nobody has to decide about. Else it stops before anything is changed. To be called under the index lock.
 * @param from as in `origin/main`
 * @throws AppError git_detached, git_unfinished, git_would_overwrite, git_conflict
 */
export async function bringIn(
  repository: Repository,
  from: string,
  who: () => Promise<Person>,
): Promise<BroughtIn> {
  await refuseUnfinished(repository);
  const { branch, commit: ours } = await readHead(repository);
  if (branch === undefined) throw detached();
  const theirs = await existing(repository, `refs/remotes/${from}`);
  if (theirs === undefined) return { kind: 'nothing', from, commits: 0 };
  const at = gitAt(repository);
  const commits = ours === undefined ? 1 : (await distanceOf(at, ours, theirs)).behind;
  if (commits === 0) return { kind: 'nothing', from, commits };
  const bases =
    ours === undefined ? [] : ((await git.findMergeBase({ ...at, oids: [ours, theirs] })) as string[]);
  const [base] = bases;
  if (ours === undefined || base === ours) {
    const person = await who();
    await standOn(repository, theirs);
    await moveHead(repository, { branch, from: ours, to: theirs, why: `pull: Fast-forward` }, person);
    return { kind: 'forward', from, commits };
  }
  if (base === undefined || bases.length > 1) throw conflict(from, []);
  const { tree, collisions } = await planMerge(repository, { base, ours, theirs });
  if (collisions.length > 0) throw conflict(from, collisions);
  const author = await who();
  const message = `Merge ${from} into ${branch}`;
  const merged = await writeCommit(at, { tree, parents: [ours, theirs], message, author });
  await standOn(repository, merged);
  await moveHead(repository, { branch, from: ours, to: merged, why: `pull: ${message}` }, author);
  return { kind: 'merged', from, commits };
}

export function detached(): AppError {
  return new AppError('user', 'git_detached', 'No draft is checked out.', {
    hint: 'Nothing was changed. Make a draft first, or switch to one: what you have committed comes along.',
  });
}

function conflict(from: string, paths: readonly string[]): AppError {
  const named = paths.slice(0, mostNamed).join(', ');
  const more = paths.length > mostNamed ? ` and ${paths.length - mostNamed} more` : '';
  const message =
    paths.length === 0
      ? `What is here and what is at ${from} have no one point from which they parted.`
      : `You and somebody else changed the same: ${named}${more}.`;
  return new AppError('conflict', 'git_conflict', message, {
    hint: `Nothing was changed here, and what they did is kept as ${from}. Agree with them, or merge in a terminal: git merge ${from}`,
    data: { from, paths },
  });
}
