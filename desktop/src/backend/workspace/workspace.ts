import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Catalog } from '@eventbook/shared/catalog/model';
import { mergeTexts } from '@eventbook/shared/catalog/merge-texts';
import { assembleCatalog } from '@eventbook/shared/catalog/parse';
import type { ParsedTexts } from '@eventbook/shared/catalog/parsed-texts';
import type { Finding } from '@eventbook/shared/check/finding';
import { isFrozen } from '@eventbook/shared/check/published';
import { readCatalogFolder } from '@eventbook/shared/node/catalog-folder';
import type { Repository } from '@eventbook/shared/node/git/repository';
import type { OpenCatalog } from '../../api/catalog.js';
import type { DraftFile, FileState } from '../../api/files.js';
import type { FindingsByFile } from '../../api/findings.js';
import type { DraftStore, StoredDraft } from '../files/draft-store.js';
import { conflictOf } from '../files/conflict.js';
import type { FolderWatch } from '../files/folder-watch.js';
import { Saving } from '../files/saving.js';
import type { LiveOutline } from '../outline/live-outline.js';
import type { LiveSearch } from '../search/live-search.js';
import type { Emit } from '../session.js';
import { type Base, readBase, sameBase } from './base.js';
import { diskChanges } from './disk-changes.js';
import { LiveCheck } from './live-check.js';

export interface WorkspaceParts {
  readonly directory: string;
  readonly repository: Repository | undefined;
  /** The git e-mail of whoever works here. */
  readonly author: string | undefined;
  /** As they are on disk. */
  readonly files: ReadonlyMap<string, string>;
  /** What could not be read. */
  readonly findings: readonly Finding[];
  readonly texts: ParsedTexts;
  readonly base: Base;
  readonly drafts: DraftStore;
  /** Drafts that a former session has left. */
  readonly kept: readonly StoredDraft[];
  /** Of the catalog's folders, from before they were read. */
  readonly watch: FolderWatch;
  /** Of the repository, before it was asked what is published; empty where there is none. */
  readonly standing: string;
  readonly emit: Emit;
}

/** What a file is to be; null where it is to go. */
export type TextChange = readonly [path: string, text: string | null];

/** An open catalog: its files as they were typed last, and everything that follows from them. */
export class Workspace {
  readonly directory: string;
  readonly repository: Repository | undefined;
  readonly author: string | undefined;
  /** Of all catalogs that are read here. */
  readonly texts: ParsedTexts;
  /** Where the repository stood when the catalog was opened. */
  readonly standing: string;
  #check: LiveCheck;
  readonly #saving: Saving;
  readonly #watch: FolderWatch;
  readonly #emit: Emit;
  /** The texts of the files as they are known to be on disk. */
  readonly #disk: Map<string, string>;
  /** Only of files that were changed since the catalog was opened. */
  readonly #revisions = new Map<string, number>();

  constructor(parts: WorkspaceParts) {
    const { directory, repository, author, files, findings, texts, base, drafts, kept, watch, emit } = parts;
    this.directory = directory;
    this.repository = repository;
    this.author = author;
    this.texts = texts;
    this.standing = parts.standing;
    this.#emit = emit;
    this.#disk = new Map(files);
    this.#check = new LiveCheck(files, { base, author, reading: findings, texts });
    this.#lookOn();
    this.#saving = new Saving({
      directory,
      drafts,
      disk: this.#disk,
      emit,
      revisionOf: (path) => this.file(path).revision,
      onForeign: (path, found) => this.#reconcile(path, found),
    });
    this.#watch = watch;
    this.#takeUp(kept);
    watch.listen((folders) => void this.sync(folders));
  }

  get description(): OpenCatalog {
    const { name, title } = this.catalog.settings;
    return {
      directory: this.directory,
      name,
      title: title ?? name,
      base: this.base.description,
      repository: this.repository !== undefined,
      ...(this.author === undefined ? {} : { author: this.author }),
    };
  }

  get catalog(): Catalog {
    return this.#check.catalog;
  }

  /** What counts as published. */
  get base(): Base {
    return this.#check.base;
  }

  /** The catalog as it was published; undefined where nothing is yet. */
  get baseCatalog(): Catalog | undefined {
    return this.base.catalog;
  }

  /** What may not be changed any more: the catalog as it was published, an empty one where nothing is yet. */
  get published(): Catalog {
    return this.base.catalog ?? assembleCatalog([]).catalog;
  }

  /** As they were typed last. */
  get files(): ReadonlyMap<string, string> {
    return this.#check.files;
  }

  /** As they are known to be on disk. */
  get filesOnDisk(): ReadonlyMap<string, string> {
    return this.#disk;
  }

  /** Once everything has been looked at. */
  async findings(): Promise<FindingsByFile> {
    for (let check: LiveCheck | undefined; check !== this.#check;) {
      check = this.#check;
      await check.finish();
    }
    return this.#check.findings;
  }

  get outline(): LiveOutline {
    return this.#check.outline;
  }

  get search(): LiveSearch {
    return this.#check.search;
  }

  /** Of files that are not on disk as they were typed. */
  get fileStates(): readonly FileState[] {
    return this.#saving.states;
  }

  file(path: string): DraftFile {
    const text = this.files.get(path);
    return {
      path,
      text: text ?? null,
      revision: this.#revisions.get(path) ?? (text === undefined ? 0 : 1),
      frozen: isFrozen(this.catalog, this.baseCatalog, path),
    };
  }

  /** Takes what was typed: checks it, tells what follows, and sees to it that it comes to disk. */
  edit(changes: readonly TextChange[]): void {
    this.#apply(changes);
    this.#saving.save(changes);
  }

  /** Brings everything to disk that was typed so far, as before git looks at the files. */
  async flush(): Promise<void> {
    await this.#saving.finish();
  }

  /**
   * Takes what others have done to the files in some folders ('' is the catalog's own, without what lies below). What was
   * typed here and what was done there is brought together, or a person is asked.
   */
  async sync(folders: Iterable<string>): Promise<void> {
    await this.#saving.look(() => this.#takeFromDisk(folders));
  }

  async #takeFromDisk(folders: Iterable<string>): Promise<void> {
    const { changes, found } = await diskChanges(this.directory, this.#disk, folders);
    this.#watch.add(found);
    const plain: TextChange[] = [];
    for (const [path, text] of changes) {
      // Most often nobody is typing there: those are taken together, and checked once.
      if ((this.files.get(path) ?? null) !== (this.#disk.get(path) ?? null)) this.#reconcile(path, text);
      else {
        this.#know(path, text);
        plain.push([path, text]);
      }
    }
    if (plain.length > 0) this.#apply(plain);
  }

  /**
   * Takes everything anew from disk and git, as after a commit, a merge or another branch. What was typed and is on no disk
   * yet stays; what counts as published may be another.
   */
  async refresh(): Promise<void> {
    await this.flush();
    await this.sync(['', 'owners', 'fields', 'destinations', 'environments', 'events']);
    const base = await readBase(this.repository, this.files, this.texts);
    // Most commits publish nothing: then nothing but the files can be another, and those are taken.
    if (sameBase(base, this.base)) return;
    const { findings: reading } = await readCatalogFolder(this.directory);
    this.#check = new LiveCheck(new Map(this.files), {
      base,
      author: this.author,
      reading,
      texts: this.texts,
    });
    this.#lookOn();
    this.#emit('catalog.refreshed', this.description);
  }

  /** Beside all else; whoever asks for what is found is told where it fails. */
  #lookOn(): void {
    this.#check.finish().catch(() => undefined);
  }

  /** Ends a conflict: what was typed here goes over what is in the file, or the other way. */
  async resolve(path: string, take: 'ours' | 'theirs'): Promise<void> {
    const found = await readFile(join(this.directory, path), 'utf8').catch(() => null);
    this.#know(path, found);
    if (take === 'ours') {
      this.#saving.save([[path, this.files.get(path) ?? null]]);
    } else {
      this.#apply([[path, found]]);
      this.#saving.settle(path);
    }
  }

  async close(): Promise<void> {
    this.#watch.close();
    await this.#saving.finish();
  }

  #takeUp(drafts: readonly StoredDraft[]): void {
    if (drafts.length === 0) return;
    // What each was made from, not what is there now: so a file that was changed since is noticed.
    for (const { path, base } of drafts) this.#know(path, base);
    this.edit(drafts.map(({ path, text }) => [path, text]));
  }

  #apply(changes: readonly TextChange[]): void {
    for (const [path] of changes) this.#revisions.set(path, this.file(path).revision + 1);
    const { rows, found } = this.#check.edit(changes);
    this.#emit(
      'files.changed',
      changes.map(([path]) => this.file(path)),
    );
    if (rows.length > 0) this.#emit('outline.changed', rows);
    if (Object.keys(found).length > 0) this.#emit('findings.changed', found);
  }

  /** A file that is edited here is not as it was known to be. */
  #reconcile(path: string, theirs: string | null): void {
    const base = this.#disk.get(path) ?? null;
    const ours = this.files.get(path) ?? null;
    if (ours === theirs) {
      this.#know(path, theirs);
      this.#saving.settle(path);
      return;
    }
    const { text, collisions } = mergeTexts(path, base, ours, theirs);
    if (text === undefined) {
      this.#saving.hold(path, ours, conflictOf(theirs, collisions));
      return;
    }
    this.#know(path, theirs);
    this.edit([[path, text]]);
  }

  #know(path: string, text: string | null): void {
    if (text === null) this.#disk.delete(path);
    else this.#disk.set(path, text);
  }
}
