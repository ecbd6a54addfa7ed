import { execFile } from 'node:child_process';
import fs from 'node:fs';
import { promisify } from 'node:util';
import * as git from 'isomorphic-git';
import http from 'isomorphic-git/http/node';
import { AppError } from '@eventbook/shared/errors/app-error';
import { withoutCredentials } from '../config/print.js';

/** How a remote repository is talked to. Both throw snapshot_unavailable. */
export interface GitTransport {
  /** The branch that the remote's HEAD names. */
  defaultBranch(): Promise<string>;
  /** Fetches a branch with its whole history; answers the commit it stands on. */
  fetch(branch: string): Promise<string>;
}

const run = promisify(execFile);
const timeout = 120_000;
const remote = 'origin';

/** http(s) needs nothing but Node; ssh and local paths need the `git` program. */
export function gitTransport(url: string, gitdir: string): GitTransport {
  return /^https?:\/\//i.test(url) ? httpTransport(url, gitdir) : programTransport(url, gitdir);
}

function httpTransport(url: string, gitdir: string): GitTransport {
  return {
    async defaultBranch() {
      const refs = await git
        .listServerRefs({ http, url, prefix: 'HEAD', symrefs: true })
        .catch((cause: unknown) => unavailable(url, cause));
      return branchName(refs.find(({ ref }) => ref === 'HEAD')?.target);
    },
    async fetch(branch) {
      // It takes the refspec from there; the address it is given, because that may hold a password.
      await git.addRemote({ fs, gitdir, remote, url: withoutCredentials(url), force: true });
      const { fetchHead } = await git
        .fetch({
          fs,
          http,
          gitdir,
          url,
          remote,
          ref: branch,
          remoteRef: branch,
          singleBranch: true,
          tags: false,
        })
        .catch((cause: unknown) => unavailable(url, cause));
      return fetchHead ?? unavailable(url, new Error(`it has no branch ${branch}`));
    },
  };
}

function programTransport(url: string, gitdir: string): GitTransport {
  const program = async (...given: string[]): Promise<string> => {
    const environment = { ...process.env, GIT_TERMINAL_PROMPT: '0' };
    const { stdout } = await run('git', ['--git-dir', gitdir, ...given], { timeout, env: environment }).catch(
      (cause: unknown) => unavailable(url, cause),
    );
    return stdout;
  };
  return {
    async defaultBranch() {
      const answer = await program('ls-remote', '--symref', '--', url, 'HEAD');
      return branchName(/^ref: (\S+)\s+HEAD$/m.exec(answer)?.[1]);
    },
    async fetch(branch) {
      const target = `refs/eventbook/${branch}`;
      await program('fetch', '--quiet', '--no-tags', '--', url, `+refs/heads/${branch}:${target}`);
      return (await program('rev-parse', '--verify', '--end-of-options', target)).trim();
    },
  };
}

function branchName(ref: string | undefined): string {
  return ref?.replace(/^refs\/heads\//, '') ?? 'main';
}

function unavailable(url: string, cause: unknown): never {
  const reason =
    cause instanceof Error ? cause.message.replaceAll(url, withoutCredentials(url)) : String(cause);
  const missing = cause instanceof Error && 'code' in cause && cause.code === 'ENOENT';
  throw new AppError(
    'unavailable',
    'snapshot_unavailable',
    `${withoutCredentials(url)} did not answer: ${reason}`,
    {
      ...(missing ? { hint: 'Install the program git, or use an https URL.' } : {}),
    },
  );
}
