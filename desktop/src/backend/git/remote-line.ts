import { AppError } from '@eventbook/shared/errors/app-error';
import type { Repository } from '@eventbook/shared/node/git/repository';
import * as git from 'isomorphic-git';
import { remoteName } from './drafts.js';
import { gitAt } from './git-at.js';

export interface Transfer {
  readonly signal: AbortSignal;
  /** Milliseconds in which the remote has to say something. */
  readonly patience: number;
  readonly onProgress: (phase: string, done: number, all: number | undefined) => void;
  /** What the remote says by itself: a hook, or a forge. */
  readonly onMessage: (text: string) => void;
}

/** How a remote is spoken to. Both throw what `remoteTrouble` explains. */
export interface RemoteLine {
  /** All branches and tags. */
  fetch(transfer: Transfer): Promise<void>;
  /** A branch, never with force. */
  push(branch: string, transfer: Transfer): Promise<void>;
}

export function isHttp(url: string): boolean {
  return /^https?:/iu.test(url);
}

export function withoutCredentials(url: string): string {
  return url.replace(/([a-z][a-z0-9+.-]*:\/\/)[^/\s@]*@/giu, '$1');
}

/** The address of the remote, without credentials. Throws git_no_remote. */
export async function remoteAddress(
  repository: Repository,
): Promise<{ readonly url: string; readonly shown: string }> {
  const url: unknown = await git.getConfig({ ...gitAt(repository), path: `remote.${remoteName}.url` });
  if (typeof url === 'string' && url !== '') {
    return { url, shown: withoutCredentials(url) };
  }
  throw new AppError('user', 'git_no_remote', 'This repository has no remote to send to or get from.', {
    hint: 'Connect it to a git server, under Drafts. Everything else works without it.',
  });
}
