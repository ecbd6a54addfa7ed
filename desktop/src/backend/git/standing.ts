import { type Head, readHead } from '@eventbook/shared/node/git/head';
import type { Repository } from '@eventbook/shared/node/git/repository';
import { existing } from '@eventbook/shared/node/git/resolve-commit';
import { remoteName } from './drafts.js';

/**
 * Where a repository stands, in a word that is another one whenever the files, or what counts as published, may be others.
 * @param head where HEAD is, for whoever knows it
 */
export async function standing(
  repository: Repository,
  publishedBranch: string,
  head?: Partial<Head>,
): Promise<string> {
  const { branch = '', commit = '' } = head ?? (await readHead(repository));
  const published =
    (await existing(repository, `refs/remotes/${remoteName}/${publishedBranch}`)) ??
    (await existing(repository, `refs/heads/${publishedBranch}`));
  return `${branch} ${commit} ${published ?? ''}`;
}
