import * as git from 'isomorphic-git';
import { AppError } from '../../errors/app-error.js';
import { readHead } from './head.js';
import { ancestors } from './history.js';
import { access, type Repository } from './repository.js';
import { existing, resolveCommit } from './resolve-commit.js';
import { publishedSequence } from './snapshot-tag.js';

/** What counts as published: the catalog at a commit, or nothing yet. */
export type PublishedBase =
  | { readonly kind: 'commit'; readonly commit: string; readonly name: string }
  | { readonly kind: 'nothing'; readonly reason: string };

/**
 * Where "published" is read from (design: the catalog on disk): the tip of the published branch, at the remote where
 * there is one; when working on that branch itself, the newest snapshot that was published from it.
 * @param base a branch, tag or commit that is to be used instead
 * @throws AppError git_ref_missing
 */
export async function findPublishedBase(
  repository: Repository,
  publishedBranch: string,
  base?: string,
): Promise<PublishedBase> {
  if (base !== undefined) {
    return { kind: 'commit', commit: await resolveCommit(repository, base), name: base };
  }
  const head = await readHead(repository);
  if (head.commit === undefined) return { kind: 'nothing', reason: 'the repository has no commit yet' };
  const tip = await publishedTip(repository, publishedBranch);
  if (tip === undefined) throw branchMissing(publishedBranch);
  // A build of the branch has the commit checked out, not the branch.
  const onBranch = head.branch === undefined ? head.commit === tip.commit : head.branch === publishedBranch;
  return onBranch ? newestSnapshot(repository, head.commit) : { kind: 'commit', ...tip };
}

async function publishedTip(
  repository: Repository,
  branch: string,
): Promise<{ readonly commit: string; readonly name: string } | undefined> {
  for (const [ref, name] of [
    [`refs/remotes/origin/${branch}`, `origin/${branch}`],
    [`refs/heads/${branch}`, branch],
  ] as const) {
    const commit = await existing(repository, ref);
    if (commit !== undefined) return { commit, name };
  }
  return undefined;
}

async function newestSnapshot(repository: Repository, commit: string): Promise<PublishedBase> {
  const tags = new Map<string, { readonly sequence: number; readonly name: string }>();
  let highest = 0;
  for (const name of await git.listTags(access(repository))) {
    const sequence = publishedSequence(name);
    const tagged = sequence === undefined ? undefined : await existing(repository, `refs/tags/${name}`);
    if (sequence === undefined || tagged === undefined) continue;
    tags.set(tagged, { sequence, name });
    highest = Math.max(highest, sequence);
  }
  let newest: { commit: string; sequence: number; name: string } | undefined;
  if (tags.size > 0) {
    for await (const ancestor of ancestors(repository, commit)) {
      const tag = tags.get(ancestor);
      if (tag === undefined || tag.sequence <= (newest?.sequence ?? 0)) continue;
      newest = { commit: ancestor, ...tag };
      if (tag.sequence === highest) break;
    }
  }
  return newest === undefined
    ? { kind: 'nothing', reason: 'no snapshot has been published from this branch yet' }
    : { kind: 'commit', commit: newest.commit, name: newest.name };
}

function branchMissing(branch: string): AppError {
  return new AppError(
    'user',
    'git_ref_missing',
    `There is no branch ${branch}, neither here nor at the remote, so nobody can say what is published.`,
    {
      hint: `Fetch it (git fetch origin ${branch}), name another with --base, or correct "published_branch" in catalog.json.`,
      data: { branch },
    },
  );
}
