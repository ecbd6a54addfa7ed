import { readHead } from '@eventbook/shared/node/git/head';
import type { Repository } from '@eventbook/shared/node/git/repository';
import { existing } from '@eventbook/shared/node/git/resolve-commit';
import type { GitState } from '../../api/git.js';
import { distanceOf } from './ahead-behind.js';
import { remoteName } from './drafts.js';
import { changePage } from './forge-address.js';
import { gitAt } from './git-at.js';
import { remoteAddress } from './remote-line.js';

/** How the branch that is checked out stands to what was fetched last; nothing where there is no remote. */
export async function remoteState(
  repository: Repository,
  publishedBranch: string,
): Promise<Pick<GitState, 'remote'>> {
  const address = await remoteAddress(repository).catch(() => undefined);
  if (address === undefined) return {};
  const at = gitAt(repository);
  const { branch, commit } = await readHead(repository);
  const none = { address: address.shown, ahead: 0, behind: 0 };
  if (branch === undefined || commit === undefined) return { remote: none };
  const change = branch === publishedBranch ? undefined : changePage(address.url, branch, publishedBranch);
  const theirs = await existing(repository, `refs/remotes/${remoteName}/${branch}`);
  const published =
    branch === publishedBranch
      ? undefined
      : await existing(repository, `refs/remotes/${remoteName}/${publishedBranch}`);
  return {
    remote: {
      ...none,
      ...(theirs === undefined
        ? {}
        : { upstream: `${remoteName}/${branch}`, ...(await distanceOf(at, commit, theirs)) }),
      ...(theirs === undefined || change === undefined ? {} : { change }),
      ...(published === undefined
        ? {}
        : {
            published: {
              name: `${remoteName}/${publishedBranch}`,
              behind: (await distanceOf(at, commit, published)).behind,
            },
          }),
    },
  };
}
