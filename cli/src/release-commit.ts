import { publishedBranch } from '@eventbook/shared/catalog/published-branch';
import { AppError } from '@eventbook/shared/errors/app-error';
import type { CatalogFolder } from '@eventbook/shared/node/catalog-folder';
import { readCommitFiles } from '@eventbook/shared/node/git/commit-files';
import { headCommit, readHead } from '@eventbook/shared/node/git/head';
import type { Repository } from '@eventbook/shared/node/git/repository';
import { textsById } from '@eventbook/shared/node/git/texts-by-id';

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
  const committed = await readCommitFiles(repository, commit, textsById(working));
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
