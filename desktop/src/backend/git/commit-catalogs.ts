import type { Catalog } from '@eventbook/shared/catalog/model';
import { parseCatalog } from '@eventbook/shared/catalog/parse';
import type { ParsedTexts } from '@eventbook/shared/catalog/parsed-texts';
import { readCommitFiles } from '@eventbook/shared/node/git/commit-files';
import type { Repository } from '@eventbook/shared/node/git/repository';
import { KnownObjects } from '@eventbook/shared/node/git/known-objects';

/** The catalog as it stands somewhere. */
export interface CatalogState {
  readonly catalog: Catalog;
  readonly files: ReadonlyMap<string, string>;
}

const mostCommits = 8;

/** The catalogs of commits, each read once; those that were asked for last are kept. */
export class CommitCatalogs {
  readonly #repository: Repository;
  /** The files of the open catalog, whose texts need not be read again. */
  readonly #working: () => ReadonlyMap<string, string>;
  readonly #commits = new Map<string, Promise<CatalogState>>();
  readonly #texts: ParsedTexts;

  constructor(repository: Repository, working: () => ReadonlyMap<string, string>, texts: ParsedTexts) {
    this.#repository = repository;
    this.#working = working;
    this.#texts = texts;
  }

  /** Throws git_failed. */
  at(commit: string): Promise<CatalogState> {
    const known = this.#commits.get(commit);
    if (known !== undefined) return known;
    const state = this.#read(commit);
    this.#commits.set(commit, state);
    state.catch(() => this.#commits.delete(commit));
    const [oldest] = this.#commits.keys();
    if (this.#commits.size > mostCommits && oldest !== undefined) this.#commits.delete(oldest);
    return state;
  }

  /** A catalog of texts that are in no commit. */
  of(files: ReadonlyMap<string, string>): CatalogState {
    return {
      catalog: parseCatalog(files, this.#texts).catalog,
      files,
    };
  }

  async #read(commit: string): Promise<CatalogState> {
    const known = new KnownObjects(this.#working());
    const { files } = await readCommitFiles(this.#repository, commit, known);
    return this.of(files);
  }
}
