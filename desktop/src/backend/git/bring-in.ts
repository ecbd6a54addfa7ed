import type { Repository } from '@eventbook/shared/node/git/repository';
import type { BroughtIn, Person } from '../../api/git.js';
import { moveHead } from './commit-files.js';
import { mergeBranch, planOf } from './merge-branch.js';
import { partingFrom } from './parting.js';
import type { IsPublished } from './renumber.js';
import { standOn } from './stand-on.js';
import { refuseUnfinished } from './unfinished.js';

/**
 * Brings into the branch that is checked out what a branch of the remote has, as far as it was fetched: by going forward, or
 * by a merge that nobody has to decide about. Else it stops before anything is changed. To be called under the index lock.
 * @param from as in `origin/main`
 * @throws AppError git_detached, git_unfinished, git_would_overwrite, git_conflict
 */
export async function bringIn(
  repository: Repository,
  from: string,
  isPublished: IsPublished,
  who: () => Promise<Person>,
): Promise<BroughtIn> {
  await refuseUnfinished(repository);
  const parting = await partingFrom(repository, from);
  if (parting === undefined) return { kind: 'nothing', from, commits: 0 };
  const { into, ours, theirs, base, commits } = parting;
  if (ours === undefined || base === ours) {
    const person = await who();
    await standOn(repository, theirs);
    const move = { branch: into, from: ours, to: theirs, why: 'pull: Fast-forward' };
    await moveHead(repository, move, person);
    return { kind: 'forward', from, commits };
  }
  const planned = await planOf(repository, parting, isPublished);
  if (planned.undecided.length > 0 || planned.renumbered.length > 0)
    return { kind: 'undecided', from, commits };
  await mergeBranch(repository, parting, planned, await who());
  return { kind: 'merged', from, commits };
}
