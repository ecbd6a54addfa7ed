import fs from 'node:fs';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as git from 'isomorphic-git';
import { AppError } from '@eventbook/shared/errors/app-error';
import { readCommitFiles } from '@eventbook/shared/node/git/commit-files';
import { readCommit, sequenceOf } from '@eventbook/shared/node/git/history';
import type { Repository } from '@eventbook/shared/node/git/repository';
import type { Snapshot } from '@eventbook/shared/snapshot/admit';
import type { Bundle } from '@eventbook/shared/snapshot/bundle';
import { withoutCredentials } from '../config/print.js';
import { buildBundle } from './build.js';
import { gitTransport, type GitTransport } from './git-transport.js';
import type { SnapshotSource } from './source.js';

/** A catalog's repository: its published branch is fetched, and each new commit of it becomes a snapshot. */
export class GitSource implements SnapshotSource {
  readonly kind = 'git';
  readonly #url: string;
  readonly #directory: string;
  readonly #transport: GitTransport;
  #ready = false;

  /** @param directory where the bare clone is kept, made where it is missing */
  constructor(url: string, directory: string) {
    this.#url = url;
    this.#directory = directory;
    this.#transport = gitTransport(url, directory);
  }

  async fetch(current: Snapshot | undefined): Promise<Bundle | undefined> {
    await this.#prepare();
    const repository: Repository = {
      root: this.#directory,
      worktreeDirectory: this.#directory,
      directory: this.#directory,
      prefix: '',
      cache: {},
    };
    const commit = await this.#fetchPublished(repository);
    const known = current?.statement.commit ?? undefined;
    if (commit === known) return undefined;
    if (known !== undefined) await this.#mustDescend(commit, known);
    const { committedAt } = await readCommit(repository, commit);
    const sequence = await sequenceOf(repository, commit);
    return buildBundle(await readCommitFiles(repository, commit), { sequence, commit, committedAt });
  }

  /** The tip of the branch that the default branch's catalog.json says is published. */
  async #fetchPublished(repository: Repository): Promise<string> {
    const first = await this.#transport.defaultBranch();
    const tip = await this.#transport.fetch(first);
    const { files } = await readCommitFiles(repository, tip);
    const branch = publishedBranch(files.get('catalog.json'));
    return branch === undefined || branch === first ? tip : await this.#transport.fetch(branch);
  }

  async #mustDescend(commit: string, known: string): Promise<void> {
    const at = { fs, gitdir: this.#directory, cache: {} };
    const descends = await git
      .isDescendent({ ...at, oid: commit, ancestor: known, depth: -1 })
      .catch(() => false);
    if (descends) return;
    throw new AppError(
      'conflict',
      'snapshot_unrelated',
      `The published branch stands on ${commit}, which does not descend from ${known}.`,
      { hint: 'Its history was rewritten: bring the published commits back.', data: { commit, known } },
    );
  }

  /** A clone of another place is thrown away. */
  async #prepare(): Promise<void> {
    if (this.#ready) return;
    const note = join(this.#directory, 'eventbook-url');
    const place = withoutCredentials(this.#url);
    if ((await readFile(note, 'utf8').catch(() => undefined)) !== place) {
      await rm(this.#directory, { recursive: true, force: true });
      await mkdir(this.#directory, { recursive: true });
      await git.init({ fs, gitdir: this.#directory, bare: true, defaultBranch: 'main' });
      await writeFile(note, place);
    }
    this.#ready = true;
  }
}

function publishedBranch(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    const named = typeof value === 'object' && value !== null && 'published_branch' in value;
    return named && typeof value.published_branch === 'string' ? value.published_branch : undefined;
  } catch {
    // The check of the whole catalog says it better.
    return undefined;
  }
}
