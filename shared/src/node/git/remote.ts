import { execFile } from 'node:child_process';
import fs from 'node:fs';
import { promisify } from 'node:util';
import * as git from 'isomorphic-git';
import http from 'isomorphic-git/http/node';
import { AppError } from '../../errors/app-error.js';
import { gitCredentials } from './credentials.js';
import { isLoginRefusal } from './login-refusal.js';

/** What a push came to: `behind` where the remote's branch is not what ours goes on from. */
export type PushOutcome = 'pushed' | 'behind';

/** A repository that ours is pushed to and fetched from. Both throw git_failed and git_login_refused. */
export interface Remote {
  /** Its address, without credentials. */
  readonly name: string;
  /** The commit that its ref stands on, its objects fetched; undefined where it has no such ref. */
  fetch(ref: string): Promise<string | undefined>;
  /** Never with force. */
  push(commit: string, ref: string): Promise<PushOutcome>;
}

const run = promisify(execFile);
const timeout = 120_000;

/**
 * http(s) needs nothing but Node; ssh and local paths need the `git` program.
 * @param gitdir where the objects are
 * @param root the folder that a relative path begins at: that of the working tree
 */
export function remoteAt(url: string, gitdir: string, root = gitdir): Remote {
  return /^https?:\/\//iu.test(url) ? httpRemote(url, gitdir) : programRemote(url, gitdir, root);
}

function httpRemote(url: string, gitdir: string): Remote {
  const at = {
    fs,
    http,
    gitdir,
    url,
    onAuth: () => gitCredentials(url),
    onAuthFailure: () => ({ cancel: true }),
  };
  const name = withoutUser(url);
  return {
    name,
    async fetch(ref) {
      try {
        const refs = await git.listServerRefs({ ...at, prefix: ref });
        const oid = refs.find((each) => each.ref === ref)?.oid;
        if (oid === undefined) return undefined;
        await git.fetch({ ...at, ref, remoteRef: ref, singleBranch: true, tags: false });
        return oid;
      } catch (cause) {
        throw failed(name, cause);
      }
    },
    async push(commit, ref) {
      const ours = `refs/eventbook/push/${commit}`;
      await git.writeRef({ fs, gitdir, ref: ours, value: commit, force: true });
      try {
        await git.push({ ...at, ref: ours, remoteRef: ref });
        return 'pushed';
      } catch (cause) {
        if (isBehind(cause)) return 'behind';
        throw failed(name, cause);
      } finally {
        await git.deleteRef({ fs, gitdir, ref: ours });
      }
    },
  };
}

/** A commit that is not fast-forward, found out here or told by the server, which another push may have reached first. */
function isBehind(cause: unknown): boolean {
  if (cause instanceof git.Errors.PushRejectedError) return true;
  if (!(cause instanceof git.Errors.GitPushError)) return false;
  return Object.values(cause.data.result.refs).some(({ error }) =>
    /non-fast-forward|fetch first|failed to update ref|already exists|cannot lock|reference/iu.test(error),
  );
}

function programRemote(url: string, gitdir: string, root: string): Remote {
  const program = (...given: string[]): Promise<{ stdout: string }> =>
    run('git', ['--git-dir', gitdir, ...given], {
      cwd: root,
      timeout,
      env: { ...process.env, GIT_TERMINAL_PROMPT: '0', LC_ALL: 'C' },
    });
  return {
    name: url,
    async fetch(ref) {
      try {
        const { stdout } = await program('ls-remote', '--', url, ref);
        const oid = stdout
          .split('\n')
          .find((line) => line.endsWith(`\t${ref}`))
          ?.split('\t')[0];
        if (oid === undefined) return undefined;
        await program('fetch', '--quiet', '--no-tags', '--no-write-fetch-head', '--', url, ref);
        return oid;
      } catch (cause) {
        throw failed(url, cause);
      }
    },
    async push(commit, ref) {
      try {
        await program('push', '--quiet', '--porcelain', '--', url, `${commit}:${ref}`);
        return 'pushed';
      } catch (cause) {
        const output = `${textOf(cause, 'stdout')}${textOf(cause, 'stderr')}`;
        if (/^!\s.*\[(?:remote )?rejected\]/mu.test(output) && !/denied|hook|protected/iu.test(output))
          return 'behind';
        throw failed(url, cause);
      }
    },
  };
}

function textOf(cause: unknown, stream: 'stdout' | 'stderr'): string {
  const value =
    cause instanceof Error && stream in cause ? (cause as unknown as Record<string, unknown>)[stream] : '';
  return typeof value === 'string' ? value : '';
}

function failed(name: string, cause: unknown): AppError {
  if (isLoginRefusal(cause)) {
    return new AppError('unavailable', 'git_login_refused', `${name} does not take who we say we are.`, {
      hint: "Set EVENTBOOK_GIT_TOKEN, and EVENTBOOK_GIT_USERNAME where the host wants one, or give git's credential helpers a login that may push there.",
      data: { remote: name },
      cause,
    });
  }
  const reason = textOf(cause, 'stderr').trim() || (cause instanceof Error ? cause.message : String(cause));
  const missing = cause instanceof Error && 'code' in cause && cause.code === 'ENOENT';
  return new AppError(
    'unavailable',
    'git_failed',
    `The remote ${name} did not do it: ${withoutUser(reason)}`,
    {
      hint: missing
        ? 'Install the program git, or use an https address.'
        : 'See that the address is right, that it answers, and that you may push there.',
      data: { remote: name },
      cause,
    },
  );
}

/** User information of a URL may be a token. */
function withoutUser(text: string): string {
  return text.replace(/([a-z][a-z0-9+.-]*:\/\/)[^/\s@]*@/giu, '$1');
}
