import { AppError } from '@eventbook/shared/errors/app-error';
import type { Repository } from '@eventbook/shared/node/git/repository';
import * as git from 'isomorphic-git';
import { remoteName } from './drafts.js';
import { gitAt } from './git-at.js';
import { withoutCredentials } from './remote-line.js';

/** What git takes for an address, of those: a URL, `host:path` as SSH has it, or a folder (gitprotocol, "GIT URLS"). */
const address = /^(?:(?:https?|ssh|git|file):\/\/[^\s]+|[^\s/:-][^\s/:]*:[^\s]+|\/.+|[A-Za-z]:[\\/].+)$/u;

/**
 * Says where the repository of others is. Nothing is fetched or sent yet.
 * @throws AppError git_address_invalid; git_remote_known where there is one already
 */
export async function connectRemote(repository: Repository, url: string): Promise<void> {
  if (!address.test(url) || withoutCredentials(url) !== url) {
    throw new AppError('user', 'git_address_invalid', 'That is no address of a git repository.', {
      hint: 'Copy it from the page of the repository: https://git.example.com/shop/events.git, without user and token.',
    });
  }
  const at = gitAt(repository);
  const known: unknown = await git.getConfig({ ...at, path: `remote.${remoteName}.url` });
  if (typeof known === 'string' && known !== '') {
    throw new AppError('user', 'git_remote_known', 'This repository is connected already.', {
      hint: `In a terminal it can be pointed elsewhere: git remote set-url ${remoteName} <address>.`,
    });
  }
  await git.addRemote({ ...at, remote: remoteName, url, force: true });
}
