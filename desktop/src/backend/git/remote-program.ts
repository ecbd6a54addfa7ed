import { spawn } from 'node:child_process';
import { AppError } from '@eventbook/shared/errors/app-error';
import type { Repository } from '@eventbook/shared/node/git/repository';
import { remoteName } from './drafts.js';
import type { RemoteLine, Transfer } from './remote-line.js';

/** A remote over SSH or in a folder: the machine's git speaks to it, with its keys and its known hosts. */
export function programLine({ root }: Repository): RemoteLine {
  return {
    fetch: (transfer) => runGit(root, ['fetch', '--progress', '--tags', '--prune', remoteName], transfer),
    push: (branch, transfer) =>
      runGit(root, ['push', '--progress', remoteName, `refs/heads/${branch}:refs/heads/${branch}`], transfer),
  };
}

/** Runs git where it may speak to a remote. Throws git_failed, git_push_refused, git_login_refused, git_remote_unreachable. */
export function runGit(
  cwd: string,
  args: readonly string[],
  { signal, onProgress }: Transfer,
): Promise<void> {
  return new Promise((done, failed) => {
    const env = {
      ...process.env,
      // Nobody is there to answer.
      GIT_TERMINAL_PROMPT: '0',
      GIT_SSH_COMMAND: process.env['GIT_SSH_COMMAND'] ?? 'ssh -o BatchMode=yes -o ConnectTimeout=20',
      LC_ALL: 'C',
    };
    const program = spawn('git', args, { cwd, env, signal, stdio: ['ignore', 'ignore', 'pipe'] });
    let said = '';
    program.stderr.setEncoding('utf8').on('data', (text: string) => {
      said = `${said}${text}`.slice(-8000);
      const [, phase, loaded, all] = /([A-Z][a-z ]+):\s+\d+% \((\d+)\/(\d+)\)[^%]*$/u.exec(text) ?? [];
      if (phase !== undefined) onProgress(phase, Number(loaded), Number(all));
    });
    program.on('error', (cause) =>
      failed('code' in cause && cause.code === 'ENOENT' ? noProgram(cause) : cause),
    );
    program.on('close', (status) => (status === 0 ? done() : failed(troubleIn(said))));
  });
}

function noProgram(cause: Error): AppError {
  return new AppError(
    'user',
    'git_failed',
    'The program git is needed to speak to this remote, and is not here.',
    {
      hint: 'Install git, or give the remote an https address. Nothing was changed.',
      cause,
    },
  );
}

function troubleIn(said: string): Error {
  const lines = said.split(/[\r\n]+/u).filter((line) => /^(fatal|error|ssh|remote|!|\s!)/u.test(line));
  const text = (lines.length > 0 ? lines : [said.trim()]).join(' ').slice(0, 500);
  if (/\[rejected\]|non-fast-forward|fetch first/u.test(said)) {
    return new AppError(
      'conflict',
      'git_push_refused',
      'Somebody else has sent something that you do not have yet.',
      {
        hint: 'Nothing was sent, and nothing is lost. Get it first, then send again.',
      },
    );
  }
  if (/\[remote rejected\]/u.test(said)) {
    return new AppError('user', 'git_push_refused', `The remote does not take it: ${text}`, {
      hint: 'Nothing was sent; your commits are safe here.',
    });
  }
  if (/Permission denied|Authentication failed|could not read Username/u.test(said)) {
    return new AppError(
      'unavailable',
      'git_login_refused',
      `The remote does not take who we say we are: ${text}`,
      {
        hint: 'Nothing here was changed. See that your SSH key or token is known there: git fetch, in a terminal.',
      },
    );
  }
  return new Error(text);
}
