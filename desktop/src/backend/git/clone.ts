import * as fs from 'node:fs';
import { mkdir, rm, stat } from 'node:fs/promises';
import { refuseFull } from '@eventbook/shared/node/empty-folder';
import * as git from 'isomorphic-git';
import { remoteName } from './drafts.js';
import { httpClient } from './http-client.js';
import type { Logins } from './logins.js';
import { isHttp, type Transfer } from './remote-line.js';
import { runGit } from './remote-program.js';

/**
 * Gets a repository from a remote into a folder of its own. Where it does not work out, the folder is as it was.
 * @param directory may be there if it is empty
 * @throws AppError folder_not_empty, file_unreadable, and what `remoteTrouble` explains
 */
export async function cloneRepository(
  url: string,
  directory: string,
  logins: Logins,
  transfer: Transfer,
): Promise<void> {
  await refuseFull(directory);
  const wasThere = (await stat(directory).catch(() => undefined)) !== undefined;
  await mkdir(directory, { recursive: true });
  try {
    if (isHttp(url)) await cloneOverHttp(url, directory, logins, transfer);
    else await runGit(directory, ['clone', '--progress', '--origin', remoteName, '--', url, '.'], transfer);
  } catch (error) {
    await rm(directory, { recursive: true, force: true });
    if (wasThere) await mkdir(directory);
    throw error;
  }
}

async function cloneOverHttp(
  url: string,
  directory: string,
  logins: Logins,
  { signal, patience, onProgress, onMessage }: Transfer,
): Promise<void> {
  await git.clone({
    fs,
    dir: directory,
    url,
    remote: remoteName,
    http: httpClient(signal, patience),
    onProgress: ({ phase, loaded, total }) => onProgress(phase, loaded, total),
    onMessage,
    onAuth: () => logins.at(url),
  });
}
