import type { Catalog } from '@eventbook/shared/catalog/model';
import { parseCatalog } from '@eventbook/shared/catalog/parse';
import { publishedBranch } from '@eventbook/shared/catalog/published-branch';
import { readBaseFiles } from '@eventbook/shared/node/git/base-files';
import { findPublishedBase } from '@eventbook/shared/node/git/published-base';
import { findRepository, openRepository } from '@eventbook/shared/node/git/repository';

/** What counts as published for the files of a folder. */
interface Published {
  /** Undefined where nothing does yet. */
  readonly catalog: Catalog | undefined;
  /** What that is, or why there is nothing, as half a sentence. */
  readonly description: string;
  /** The catalog's folder from the repository's root on; empty where they are the same, or there is none. */
  readonly prefix: string;
}

/**
 * @param base a branch, tag or commit that is to be used
 * @throws AppError git_ref_missing; not_a_repository where a base was named and there is none
 */
export async function publishedBase(
  directory: string,
  files: ReadonlyMap<string, string>,
  base: string | undefined,
): Promise<Published> {
  const repository = base === undefined ? await findRepository(directory) : await openRepository(directory);
  if (repository === undefined) {
    const description = 'compared with nothing: this is no git repository, so nothing counts as published';
    return { catalog: undefined, description, prefix: '' };
  }
  const { prefix } = repository;
  const branch = publishedBranch(files);
  const found = await findPublishedBase(repository, branch, base);
  if (found.kind === 'nothing') {
    return { catalog: undefined, description: `compared with nothing: ${found.reason}`, prefix };
  }
  const { catalog } = parseCatalog(await readBaseFiles(repository, found.commit, files));
  return { catalog, description: `compared with ${found.name} (${found.commit.slice(0, 10)})`, prefix };
}
