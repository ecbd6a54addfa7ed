import type { Catalog } from '@eventbook/shared/catalog/model';
import { assembleCatalog } from '@eventbook/shared/catalog/parse';
import { parseFile, type ParsedFile } from '@eventbook/shared/catalog/parse-file';
import { readCommitFiles } from '@eventbook/shared/node/git/commit-files';
import type { Repository } from '@eventbook/shared/node/git/repository';
import { textsById } from '@eventbook/shared/node/git/texts-by-id';

/** The catalog as it stands somewhere. */
export interface CatalogState {
  readonly catalog: Catalog;
  readonly files: ReadonlyMap<string, string>;
}

interface Parsed {
  readonly text: string;
  readonly file: ParsedFile;
}

const mostCommits = 8;
const mostTexts = 3;

/**
 * The catalogs of commits. Two commits share nearly all of their files, so a text is read and parsed once, and what is the
 * same in two catalogs is the same value: a comparison passes over it at once.
 */
export class CommitCatalogs {
  readonly #repository: Repository;
  /** The files of the open catalog, whose texts need not be read again. */
  readonly #working: () => ReadonlyMap<string, string>;
  readonly #commits = new Map<string, Promise<CatalogState>>();
  /** By path; of each file those of its texts that were met last. */
  readonly #parsed = new Map<string, readonly Parsed[]>();

  constructor(repository: Repository, working: () => ReadonlyMap<string, string>) {
    this.#repository = repository;
    this.#working = working;
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
      catalog: assembleCatalog(Array.from(files, ([path, text]) => this.#parse(path, text))).catalog,
      files,
    };
  }

  async #read(commit: string): Promise<CatalogState> {
    const known = textsById(this.#working());
    const { files } = await readCommitFiles(this.#repository, commit, known);
    return this.of(files);
  }

  #parse(path: string, text: string): ParsedFile {
    const all = this.#parsed.get(path) ?? [];
    const known = all.find((one) => one.text === text);
    if (known !== undefined) return known.file;
    const file = parseFile(path, text);
    this.#parsed.set(path, [{ text, file }, ...all].slice(0, mostTexts));
    return file;
  }
}
