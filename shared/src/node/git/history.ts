import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as git from 'isomorphic-git';
import { AppError } from '../../errors/app-error.js';
import { access, type Repository } from './repository.js';

/** A snapshot's place in the book's history: the number of first-parent commits up to it. Throws git_shallow. */
export async function sequenceOf(repository: Repository, commit: string): Promise<number> {
  await refuseShallow(repository);
  let count = 0;
  for (let next: string | undefined = commit; next !== undefined; count += 1) {
    const facts: CommitFacts = await readCommit(repository, next).catch((cause: unknown) => {
      // What was fetched from a shallow repository is cut off where that one was, and nothing in it says so.
      if (count > 0 && isMissing(cause)) throw shallow(repository, cause);
      throw cause;
    });
    next = facts.parents[0];
  }
  return count;
}

function isMissing(error: unknown): boolean {
  return error instanceof AppError && error.cause instanceof git.Errors.NotFoundError;
}

export interface CommitFacts {
  readonly parents: readonly string[];
  readonly tree: string;
  /** RFC 3339, in UTC. */
  readonly committedAt: string;
}

/** Throws git_failed for what is no commit or is damaged. */
export async function readCommit(repository: Repository, oid: string): Promise<CommitFacts> {
  try {
    const { commit } = await git.readCommit({ ...access(repository), oid });
    return {
      parents: commit.parent,
      tree: commit.tree,
      committedAt: new Date(commit.committer.timestamp * 1000).toISOString().replace('.000Z', 'Z'),
    };
  } catch (cause) {
    throw new AppError('user', 'git_failed', `The commit ${oid} could not be read.`, {
      hint: 'See what git fsck says of the repository.',
      cause,
    });
  }
}

/** The commit and everything before it, newest first as far as the parents tell. Stops with the caller. */
export async function* ancestors(repository: Repository, commit: string): AsyncGenerator<string> {
  const seen = new Set([commit]);
  // A set is walked in the order of insertion, with what is added on the way.
  for (const next of seen) {
    yield next;
    for (const parent of (await readCommit(repository, next)).parents) seen.add(parent);
  }
}

/** Throws git_shallow where the history is cut. */
export async function refuseShallow(repository: Repository): Promise<void> {
  const cuts = await readFile(join(repository.directory, 'shallow'), 'utf8').catch(() => '');
  if (cuts.trim() !== '') throw shallow(repository);
}

function shallow(repository: Repository, cause?: unknown): AppError {
  return new AppError('user', 'git_shallow', 'This clone is shallow: its commits cannot be counted.', {
    hint: 'Fetch the rest, where it was cloned: git fetch --unshallow (in GitHub Actions: fetch-depth: 0 for actions/checkout).',
    data: { root: repository.root },
    cause,
  });
}
