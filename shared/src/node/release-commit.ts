import { publishedBranch } from '../catalog/published-branch.js';
import { AppError } from '../errors/app-error.js';
import type { CatalogFolder } from './catalog-folder.js';
import { readCommitFiles } from './git/commit-files.js';
import { headCommit, readHead } from './git/head.js';
import type { Repository } from './git/repository.js';
import { KnownObjects } from './git/known-objects.js';

/**
 * The commit that a snapshot is built from: HEAD, on the published branch, with nothing beside it that is not
 * committed, and the catalog's files in it. So what somebody looks at, what is built and what a tag will say are the same.
 * @param working the catalog's files as they lie on disk
 * @throws AppError git_unborn, not_committed
 */
export async function releaseCommit(
  repository: Repository,
  working: ReadonlyMap<string, string>,
): Promise<{ readonly commit: string; readonly committed: CatalogFolder }> {
  const commit = await headCommit(repository);
  const committed = await readCommitFiles(repository, commit, new KnownObjects(working));
  const branch = publishedBranch(committed.files);
  const head = await readHead(repository);
  // A detached HEAD is what CI checks out: it is told which commit to publish.
  if (head.branch !== undefined && head.branch !== branch) {
    throw new AppError(
      'user',
      'not_committed',
      `Snapshots are built from ${branch}; this is ${head.branch}.`,
      {
        hint: `Merge it and then: git switch ${branch}. To try something out: --working-tree.`,
        data: { branch: head.branch, published: branch },
      },
    );
  }
  const loose = differing(working, committed.files);
  if (loose.length > 0) {
    const some = loose.slice(0, 5).join(', ') + (loose.length > 5 ? ` and ${loose.length - 5} more` : '');
    throw new AppError('user', 'not_committed', `Not everything is committed: ${some}.`, {
      hint: 'Commit it, or put it back. To try something out: --working-tree.',
      data: { files: loose },
    });
  }
  return { commit, committed };
}

function differing(working: ReadonlyMap<string, string>, committed: ReadonlyMap<string, string>): string[] {
  const paths = [...new Set([...working.keys(), ...committed.keys()])].sort();
  // Git may have been told to write line ends as Windows has them.
  const same = (path: string): boolean =>
    working.get(path)?.replaceAll('\r\n', '\n') === committed.get(path)?.replaceAll('\r\n', '\n');
  return paths.filter((path) => !same(path));
}
