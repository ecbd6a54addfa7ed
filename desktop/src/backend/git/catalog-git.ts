import { readHead } from '@eventbook/shared/node/git/head';
import type { Repository } from '@eventbook/shared/node/git/repository';
import type { Workspace } from '../workspace/workspace.js';
import { CommitCatalogs } from './commit-catalogs.js';
import { GitWatch } from './git-watch.js';

/** The repository of an open catalog. */
export class CatalogGit {
  readonly repository: Repository;
  readonly commits: CommitCatalogs;
  readonly #workspace: Workspace;
  readonly #watch: GitWatch;
  /** Where HEAD was when it was looked at last. */
  #head: string | undefined;
  #running: Promise<unknown>;

  constructor(workspace: Workspace, repository: Repository) {
    this.repository = repository;
    this.#workspace = workspace;
    this.commits = new CommitCatalogs(repository, () => workspace.files);
    this.#watch = new GitWatch(repository, () => void this.look());
    this.#running = this.#whereHeadIs().then((head) => (this.#head = head));
  }

  /** Looks whether somebody else has moved HEAD, and then takes everything anew. */
  async look(): Promise<void> {
    await this.#oneByOne(async () => {
      const head = await this.#whereHeadIs();
      if (head === this.#head) return;
      this.#head = head;
      await this.#workspace.refresh();
    });
  }

  close(): void {
    this.#watch.close();
  }

  async #whereHeadIs(): Promise<string> {
    const { branch, commit } = await readHead(this.repository).catch(() => ({ branch: '', commit: '' }));
    return `${branch ?? ''} ${commit ?? ''}`;
  }

  #oneByOne<Result>(work: () => Promise<Result>): Promise<Result> {
    const result = this.#running.then(work);
    this.#running = result.catch(() => undefined);
    return result;
  }
}
