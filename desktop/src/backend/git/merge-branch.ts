import { AppError } from '@eventbook/shared/errors/app-error';
import type { Repository } from '@eventbook/shared/node/git/repository';
import * as git from 'isomorphic-git';
import type { Person } from '../../api/git.js';
import type { MergePlan, Renumbered } from '../../api/merge.js';
import { moveHead, writeCommit } from './commit-files.js';
import { gitAt } from './git-at.js';
import { type Decide, type PlannedMerge, planMerge } from './merge-plan.js';
import type { Parting } from './parting.js';
import { type IsPublished, renumber, type RenumberedTree } from './renumber.js';
import { standOn } from './stand-on.js';

/** A merge that was thought through, with our contracts out of the way of theirs; nothing of it is to be seen yet. */
export type PlannedBranch = PlannedMerge & {
  readonly ours: RenumberedTree;
  readonly renumbered: readonly Renumbered[];
};

/** Throws git_conflict where there is no one point from which both went on; request_invalid as planMerge. */
export async function planOf(
  repository: Repository,
  parting: Parting,
  isPublished: IsPublished,
  decide?: Decide,
): Promise<PlannedBranch> {
  const { from, base, ours, theirs } = parting;
  if (base === undefined || ours === undefined) throw noOnePoint(from);
  const at = gitAt(repository);
  const treeOf = async (oid: string): Promise<string> => (await git.readCommit({ ...at, oid })).commit.tree;
  const trees = { base: await treeOf(base), ours: await treeOf(ours), theirs: await treeOf(theirs) };
  const moved = await renumber(repository, trees, isPublished);
  const merge = await planMerge(repository, { ...trees, ours: moved.tree }, decide);
  return { ...merge, ours: moved, renumbered: moved.renumbered };
}

/** As a person is shown it. */
export async function shownPlan(
  repository: Repository,
  { from, into, ours = '', theirs, commits }: Parting,
  { undecided, renumbered }: PlannedBranch,
): Promise<MergePlan> {
  const { commit } = await git.readCommit({ ...gitAt(repository), oid: theirs });
  const last = {
    who: commit.author.name,
    when: new Date(commit.author.timestamp * 1000).toISOString(),
    title: commit.message.split('\n')[0] ?? '',
  };
  return { from, into, ours, theirs, commits, last, files: undecided, renumbered };
}

/**
 * Carries out a merge about which everything is decided: a commit of ours that renumbers, where one is needed, then the merge.
 * The branch moves once, to the merge. To be called under the index lock.
 * @returns the merge's commit
 * @throws AppError git_would_overwrite
 */
export async function mergeBranch(
  repository: Repository,
  { from, into, ours = '', theirs }: Parting,
  planned: PlannedBranch,
  author: Person,
): Promise<string> {
  const at = gitAt(repository);
  const { renumbered, tree } = planned;
  const mine =
    renumbered.length === 0
      ? ours
      : await writeCommit(at, {
          tree: planned.ours.tree,
          parents: [ours],
          message: renumberMessage(renumbered, from),
          author,
        });
  const message = `Merge ${from} into ${into}`;
  const merged = await writeCommit(at, { tree, parents: [mine, theirs], message, author });
  await standOn(repository, merged);
  await moveHead(repository, { branch: into, from: ours, to: merged, why: `pull: ${message}` }, author);
  return merged;
}

function renumberMessage(renumbered: readonly Renumbered[], from: string): string {
  const lines = renumbered.map((each) => `${each.name}: version ${each.from} is now version ${each.to}`);
  const [first = ''] = lines;
  const why = `${from} has other contracts under these numbers.`;
  if (lines.length === 1) return `${first}\n\n${why}`;
  return `${lines.length} contracts get other numbers\n\n${lines.map((line) => `- ${line}`).join('\n')}\n\n${why}`;
}

function noOnePoint(from: string): AppError {
  return new AppError(
    'conflict',
    'git_conflict',
    `What is here and what is at ${from} have no one point from which they parted.`,
    {
      hint: `Nothing was changed here, and what they did is kept as ${from}. Merge in a terminal: git merge ${from}`,
      data: { from },
    },
  );
}
