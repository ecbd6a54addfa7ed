import type { Repository } from '../git/repository.js';
import type { ReleasedCatalog } from './publication.js';
import { buildFromCommit } from '../build-snapshot.js';

/**
 * The commit that is checked out, as langpacks are released from it.
 * @throws AppError catalog_has_errors, not_a_repository, git_unborn, git_shallow, not_committed
 */
export async function releasedCatalog(
  directory: string,
): Promise<{ readonly released: ReleasedCatalog; readonly repository: Repository }> {
  const { statement, catalog, commit, repository } = await buildFromCommit(directory, undefined);
  const { id: snapshot, sequence, committed_at: committedAt } = statement;
  return {
    released: { catalog, snapshot, sequence, commit, committedAt: committedAt ?? new Date(0).toISOString() },
    repository,
  };
}
