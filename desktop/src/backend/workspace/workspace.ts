import type { Catalog } from '@eventbook/shared/catalog/model';
import type { IncrementalCheck } from '@eventbook/shared/check/incremental/incremental-check';
import { isFrozen } from '@eventbook/shared/check/published';
import type { Repository } from '@eventbook/shared/node/git/repository';
import type { OpenCatalog } from '../../api/catalog.js';
import type { DraftFile } from '../../api/files.js';
import type { FindingsByFile } from '../../api/findings.js';
import { FindingsLog } from '../findings/findings-log.js';
import type { StoredDraft } from '../files/draft-store.js';
import type { Saving } from '../files/saving.js';
import { LiveOutline } from '../outline/live-outline.js';
import type { Emit } from '../session.js';
import { LiveSearch } from '../search/live-search.js';
import type { Base } from './base.js';

export interface WorkspaceParts {
  readonly directory: string;
  readonly repository: Repository | undefined;
  readonly base: Base;
  readonly check: IncrementalCheck;
  readonly saving: Saving;
  readonly emit: Emit;
}

/** What a file is to be; null where it is to go. */
export type TextChange = readonly [path: string, text: string | null];

/** An open catalog: its files as they were typed last, and everything that follows from them. */
export class Workspace {
  readonly directory: string;
  readonly repository: Repository | undefined;
  readonly outline: LiveOutline;
  readonly search: LiveSearch;
  readonly #base: Base;
  readonly #check: IncrementalCheck;
  readonly #findings: FindingsLog;
  readonly #saving: Saving;
  readonly #emit: Emit;
  /** Only of files that were changed since the catalog was opened. */
  readonly #revisions = new Map<string, number>();

  constructor({ directory, repository, base, check, saving, emit }: WorkspaceParts) {
    this.directory = directory;
    this.repository = repository;
    this.#base = base;
    this.#check = check;
    this.#saving = saving;
    this.#emit = emit;
    this.outline = new LiveOutline(check.result.catalog, base.catalog);
    this.search = new LiveSearch(check.result.catalog);
    this.#findings = new FindingsLog(check.result.findings);
  }

  get description(): OpenCatalog {
    const { name, title } = this.catalog.settings;
    return {
      directory: this.directory,
      name,
      title: title ?? name,
      base: this.#base.description,
      repository: this.repository !== undefined,
    };
  }

  get catalog(): Catalog {
    return this.#check.result.catalog;
  }

  /** The catalog as it was published; undefined where nothing is yet. */
  get baseCatalog(): Catalog | undefined {
    return this.#base.catalog;
  }

  get files(): ReadonlyMap<string, string> {
    return this.#check.files;
  }

  get findings(): FindingsByFile {
    return this.#findings.byFile;
  }

  file(path: string): DraftFile {
    const text = this.#check.files.get(path);
    return {
      path,
      text: text ?? null,
      revision: this.#revisions.get(path) ?? (text === undefined ? 0 : 1),
      frozen: isFrozen(this.catalog, this.#base.catalog, path),
    };
  }

  /** Takes what was typed: checks it, tells what follows, and sees to it that it comes to disk. */
  edit(changes: readonly TextChange[]): void {
    this.#apply(changes);
    this.#saving.save(changes);
  }

  /** Takes up drafts that a former session has left. */
  takeUp(drafts: readonly StoredDraft[]): void {
    if (drafts.length === 0) return;
    this.#apply(drafts.map(({ path, text }) => [path, text]));
    this.#saving.takeUp(drafts);
  }

  async close(): Promise<void> {
    await this.#saving.finish();
  }

  #apply(changes: readonly TextChange[]): void {
    for (const [path] of changes) this.#revisions.set(path, this.file(path).revision + 1);
    const { catalog, findings } = this.#check.edit(changes.map(([path, text]) => [path, text ?? undefined]));
    const paths = changes.map(([path]) => path);
    const rows = this.outline.update(catalog, paths);
    this.search.update(catalog);
    const found = this.#findings.update(findings);
    this.#emit(
      'files.changed',
      paths.map((path) => this.file(path)),
    );
    if (rows.length > 0) this.#emit('outline.changed', rows);
    if (Object.keys(found).length > 0) this.#emit('findings.changed', found);
  }
}
