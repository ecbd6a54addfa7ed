import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished } from 'vitest';
import { type GitHost, serveRepositories } from '../support/git-host.js';
import { changeFile, git, type RunningStudio, startStudio } from './studio.js';

const login = 'olga:a-token';

/** What the studio is told for it to be let in at the remote. */
export const admitted = { EVENTBOOK_GIT_TOKEN: 'a-token', EVENTBOOK_GIT_USERNAME: 'olga' };

export interface SharedRemote {
  readonly host: GitHost;
  /** The repository that the host serves. */
  readonly bare: string;
  /** Ours, with the studio on it. */
  readonly studio: RunningStudio;
  readonly directory: string;
  /** A clone of somebody else, Tomas Vega. */
  readonly theirs: string;
}

/** A remote as people have one, with a login, the studio on one clone, and somebody else with another. */
export async function shareCatalog(env: Readonly<Record<string, string>> = admitted): Promise<SharedRemote> {
  const folder = await mkdtemp(join(tmpdir(), 'eventbook-host-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const bare = join(folder, 'events.git');
  git(folder, 'init', '--quiet', '--bare', '--initial-branch=main', bare);
  const host = await serveRepositories({ folder, login });
  onTestFinished(() => host.close());
  const studio = await startStudio({ env });
  const { directory } = studio;
  named(directory, 'Olga Lind', 'olga.lind@example.com');
  git(directory, 'push', '--quiet', bare, 'main');
  git(directory, 'remote', 'add', 'origin', `${host.url}events.git`);
  const theirs = join(folder, 'theirs');
  git(folder, 'clone', '--quiet', bare, theirs);
  named(theirs, 'Tomas Vega', 'tomas.vega@example.com');
  return { host, bare, studio, directory, theirs };
}

function named(directory: string, name: string, email: string): void {
  git(directory, 'config', 'user.name', name);
  git(directory, 'config', 'user.email', email);
}

/** Changes a file and commits it, in a terminal. */
export async function commitChange(directory: string, path: string, from: string, to: string): Promise<void> {
  await changeFile(directory, path, from, to);
  git(directory, 'commit', '--quiet', '--all', `--message=${to}`);
}

/** What git itself thinks of a repository that we have written to. */
export function expectSound(directory: string): void {
  expect(git(directory, 'fsck', '--full', '--strict', '--no-dangling')).toBe('');
}
