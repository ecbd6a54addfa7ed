import { readHead } from '@eventbook/shared/node/git/head';
import type { Repository } from '@eventbook/shared/node/git/repository';
import type { Blame, CommitMeaning, LogEntry, RestorePlan, Thing } from '../../api/git.js';
import type { Workspace } from '../workspace/workspace.js';
import { blameFile } from './blame.js';
import type { CommitCatalogs } from './commit-catalogs.js';
import { historyOf } from './history.js';
import { meaningOfCommit } from './meaning-of-commit.js';
import { planRestore } from './restore-plan.js';
import { placeOfThing } from './thing-files.js';

/** What the catalog was, and how it became what it is. Reads only. */
export class CatalogPast {
  readonly #workspace: Workspace;
  readonly #repository: Repository;
  readonly #commits: CommitCatalogs;

  constructor(workspace: Workspace, repository: Repository, commits: CommitCatalogs) {
    this.#workspace = workspace;
    this.#repository = repository;
    this.#commits = commits;
  }

  async log(of: Thing | undefined, limit: number): Promise<{ entries: LogEntry[]; more: boolean }> {
    const { commit } = await readHead(this.#repository);
    const entries: LogEntry[] = [];
    if (commit === undefined) return { entries, more: false };
    const place = this.#inTop(of === undefined ? '' : placeOfThing(of));
    for await (const entry of historyOf(this.#repository, commit, place)) {
      if (entries.length === limit) return { entries, more: true };
      entries.push(entry);
    }
    return { entries, more: false };
  }

  meaning(commit: string, of: Thing | undefined): Promise<CommitMeaning> {
    return meaningOfCommit(this.#repository, this.#commits, this.#workspace.published, commit, of);
  }

  /** Who last changed what in a file of the catalog. */
  async blame(path: string): Promise<Blame[]> {
    const { commit } = await readHead(this.#repository);
    return commit === undefined ? [] : blameFile(this.#repository, commit, this.#inTop(path));
  }

  /** Throws edit_refused, git_failed. */
  async restorePlan(commit: string, of: Thing): Promise<RestorePlan> {
    return planRestore(this.#workspace, this.#commits, await this.#commits.at(commit), of);
  }

  #inTop(path: string): string {
    return [this.#repository.prefix, path].filter((step) => step !== '').join('/');
  }
}
