import type { Catalog } from '@eventbook/shared/catalog/model';
import { publishedBranchOf } from '@eventbook/shared/catalog/published-branch';
import { AppError } from '@eventbook/shared/errors/app-error';
import { diffCatalogs } from '@eventbook/shared/diff/diff-catalogs';
import { commitMessage } from '@eventbook/shared/diff/commit-message';
import { headCommit, readHead } from '@eventbook/shared/node/git/head';
import type { Repository } from '@eventbook/shared/node/git/repository';
import { existing, resolveCommit } from '@eventbook/shared/node/git/resolve-commit';
import * as git from 'isomorphic-git';
import type { BroughtIn, Draft, GitState, Person, Uncommitted } from '../../api/git.js';
import type { Emit } from '../session.js';
import type { Workspace } from '../workspace/workspace.js';
import { approversOf } from './approvers.js';
import { connectRemote } from './connect.js';
import { configuredAuthor } from './author.js';
import { catalogPathOf } from './catalog-path.js';
import { renewCodeOwners } from './code-owners-file.js';
import { commitFiles } from './commit-files.js';
import { CommitCatalogs } from './commit-catalogs.js';
import { listDrafts, makeDraft, remoteName } from './drafts.js';
import { gitAt } from './git-at.js';
import { GitWatch } from './git-watch.js';
import { withIndexLock } from './index-lock.js';
import type { Login, Logins } from './logins.js';
import { CatalogPast } from './catalog-past.js';
import { CatalogMerge } from './catalog-merge.js';
import { obstaclesIn } from './obstacles.js';
import { detached } from './parting.js';
import { remoteState } from './remote-state.js';
import { standing } from './standing.js';
import { follow, switchDraft } from './switch-draft.js';
import { Transfers } from './transfers.js';
import { uncommittedFiles } from './uncommitted.js';
import { refuseUnfinished, unfinishedWork } from './unfinished.js';

/** The repository of an open catalog. What it does, it does one thing after the other. */
export class CatalogGit {
  readonly repository: Repository;
  readonly commits: CommitCatalogs;
  readonly merging: CatalogMerge;
  readonly past: CatalogPast;
  readonly #workspace: Workspace;
  readonly #emit: Emit;
  readonly #watch: GitWatch;
  readonly #transfers: Transfers;
  /** The state that was told last. */
  #told = '';
  /** Where the repository stood when the files were taken from it last. */
  #stood: string;
  #again: NodeJS.Timeout | undefined;
  #running: Promise<unknown>;

  constructor(workspace: Workspace, repository: Repository, emit: Emit, logins: Logins) {
    this.repository = repository;
    this.#workspace = workspace;
    this.#emit = emit;
    this.#stood = workspace.standing;
    this.commits = new CommitCatalogs(repository, () => workspace.files, workspace.texts);
    this.past = new CatalogPast(workspace, repository, this.commits);
    this.merging = new CatalogMerge(repository, {
      published: () => workspace.baseCatalog,
      author: () => this.#author(undefined),
      change: (work) => this.#change(work),
    });
    this.#transfers = new Transfers(repository, emit, logins);
    this.#watch = new GitWatch(repository, () => void this.look());
    this.#running = this.#tell().catch(() => undefined);
  }

  async state(): Promise<GitState> {
    const { branch, commit } = await readHead(this.repository);
    const unfinished = await unfinishedWork(this.repository);
    const author = await configuredAuthor(this.repository);
    const { found, again } = await obstaclesIn(this.repository);
    clearTimeout(this.#again);
    if (again !== undefined) this.#again = setTimeout(() => void this.look(), again).unref();
    return {
      ...found,
      ...(branch === undefined ? {} : { branch }),
      ...(commit === undefined ? {} : { commit }),
      ...(unfinished === undefined ? {} : { unfinished }),
      ...(author === undefined ? {} : { author }),
      ...(await remoteState(this.repository, this.#publishedBranch)),
    };
  }

  /** What is in no commit yet, once everything that was typed is on disk. */
  async uncommitted(): Promise<Uncommitted> {
    await this.#workspace.flush();
    const { commit } = await readHead(this.repository);
    const before = commit === undefined ? this.commits.of(new Map()) : await this.commits.at(commit);
    const now = this.commits.of(this.#workspace.filesOnDisk);
    const diff = diffCatalogs(before.catalog, now.catalog, { published: this.#workspace.published });
    return {
      files: await uncommittedFiles(this.repository, commit, before.files, now.files),
      approvers: approversOf(diff, before.catalog, now.catalog),
      message: commitMessage(diff),
    };
  }

  /** Throws git_author_missing, git_busy, git_unfinished, git_nothing_to_commit. */
  commit(paths: readonly string[], message: string, author: Person | undefined): Promise<string> {
    return this.#change(async () => {
      const who = await this.#author(author);
      await refuseUnfinished(this.repository);
      const renewed = await renewCodeOwners(this.repository, () => this.#catalogWith(paths));
      const all = renewed === undefined ? paths : [...paths, renewed];
      const before = await readHead(this.repository);
      const commit = await commitFiles(this.repository, all, message, who);
      // The files are as they are known to be, and a branch that goes on has parted where it had: what counts as published
      // is the same. To read a large catalog anew takes seconds.
      if (before.branch !== undefined && before.commit !== undefined) {
        this.#stood = await standing(this.repository, this.#publishedBranch, { ...before, commit });
      }
      return commit;
    });
  }

  drafts(): Promise<readonly Draft[]> {
    return listDrafts(this.repository);
  }

  /** Makes a branch and switches to it. @returns its name. Throws name_invalid, name_taken, and as `switch`. */
  newDraft(title: string, from: 'here' | 'published'): Promise<string> {
    return this.#change(async () => {
      const published = this.#publishedBranch;
      const start =
        from === 'here'
          ? await headCommit(this.repository)
          : ((await existing(this.repository, `refs/remotes/${remoteName}/${published}`)) ??
            (await resolveCommit(this.repository, published)));
      const branch = await makeDraft(this.repository, title, start);
      try {
        await switchDraft(this.repository, branch, await this.#somebody());
      } catch (error) {
        await git.deleteRef({ ...gitAt(this.repository), ref: `refs/heads/${branch}` });
        throw error;
      }
      return branch;
    });
  }

  /** Throws git_busy, git_unfinished, git_would_overwrite, git_ref_missing. */
  switch(branch: string): Promise<void> {
    return this.#change(async () => switchDraft(this.repository, branch, await this.#somebody()));
  }

  /** Throws git_address_invalid, git_remote_known. */
  connect(url: string): Promise<void> {
    return this.#change(() => connectRemote(this.repository, url));
  }

  /** Who to be at the remote from now on. Throws git_no_remote. */
  login(login: Login): Promise<void> {
    return this.#transfers.login(login);
  }

  /** Throws git_no_remote, git_remote_unreachable, git_login_refused. */
  async fetch(signal: AbortSignal): Promise<void> {
    await this.#transfers.fetch('fetch', signal);
    await this.look();
  }

  /** As fetch, then as bringIn: nothing is changed where a person has to decide. */
  async pull(from: 'upstream' | 'published', signal: AbortSignal): Promise<BroughtIn> {
    await refuseUnfinished(this.repository);
    const { branch } = await readHead(this.repository);
    if (branch === undefined) throw detached();
    await this.#transfers.fetch('pull', signal);
    const theirs = `${remoteName}/${from === 'upstream' ? branch : this.#publishedBranch}`;
    return this.merging.bringIn(theirs);
  }

  /** Throws git_detached, git_push_refused, and as fetch. */
  async push(signal: AbortSignal): Promise<string> {
    const { branch } = await readHead(this.repository);
    if (branch === undefined) throw detached();
    await this.#transfers.push(branch, signal);
    await follow(this.repository, branch);
    await this.look();
    return branch;
  }

  /** Looks whether somebody else has done something, and then takes it. */
  async look(): Promise<void> {
    await this.#oneByOne(() => this.#tell()).catch(() => undefined);
  }

  close(): void {
    clearTimeout(this.#again);
    this.#watch.close();
  }

  /** Does something to the repository while no other git does, with all that was typed on disk, and tells what follows. */
  #change<Result>(work: () => Promise<Result>): Promise<Result> {
    return this.#oneByOne(async () => {
      await this.#workspace.flush();
      try {
        return await withIndexLock(this.repository, work);
      } catch (error) {
        throw explained(error);
      } finally {
        await this.#tell();
      }
    });
  }

  /** The catalog as it is committed: that of HEAD, with these files as they are on disk. */
  async #catalogWith(paths: readonly string[]): Promise<Catalog> {
    const { commit } = await readHead(this.repository);
    const files = new Map(commit === undefined ? [] : (await this.commits.at(commit)).files);
    for (const path of paths) {
      const own = catalogPathOf(this.repository.prefix, path);
      const text = own === undefined ? undefined : this.#workspace.filesOnDisk.get(own);
      if (own !== undefined && text !== undefined) files.set(own, text);
      else if (own !== undefined) files.delete(own);
    }
    return this.commits.of(files).catalog;
  }

  /** Who commits: as git is configured; else who was asked, and then git is configured with that. */
  async #author(asked: Person | undefined): Promise<Person> {
    const configured = await configuredAuthor(this.repository);
    if (configured !== undefined) return configured;
    if (asked === undefined) {
      throw new AppError('user', 'git_author_missing', 'git does not know who commits here.', {
        hint: 'Say your name and your e-mail. They stand in every commit, for everybody to see.',
      });
    }
    const at = gitAt(this.repository);
    await git.setConfig({ ...at, path: 'user.name', value: asked.name });
    await git.setConfig({ ...at, path: 'user.email', value: asked.email });
    return asked;
  }

  /** For the reflog, where nobody has to be known. */
  async #somebody(): Promise<Person> {
    return (await configuredAuthor(this.repository)) ?? { name: 'Eventbook', email: 'eventbook@localhost' };
  }

  get #publishedBranch(): string {
    return publishedBranchOf(this.#workspace.catalog.settings);
  }

  async #tell(): Promise<void> {
    const state = await this.state();
    const stands = await standing(this.repository, this.#publishedBranch, state);
    if (stands !== this.#stood) {
      this.#stood = stands;
      await this.#workspace.refresh();
    }
    const told = JSON.stringify(state);
    if (told === this.#told) return;
    this.#told = told;
    this.#emit('git.changed', state);
  }

  #oneByOne<Result>(work: () => Promise<Result>): Promise<Result> {
    const result = this.#running.then(work);
    this.#running = result.catch(() => undefined);
    return result;
  }
}

/** What isomorphic-git throws says what failed, in its own words. */
function explained(error: unknown): unknown {
  if (error instanceof AppError || !(error instanceof Error)) return error;
  return new AppError('user', 'git_failed', `git could not do it: ${error.message}`, {
    hint: 'What was typed is safe. See what git status and git fsck say in a terminal.',
    cause: error,
  });
}
