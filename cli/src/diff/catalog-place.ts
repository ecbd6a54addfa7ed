import { stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Catalog } from '@eventbook/shared/catalog/model';
import { parseCatalog } from '@eventbook/shared/catalog/parse';
import { publishedBranchOf } from '@eventbook/shared/catalog/published-branch';
import { AppError } from '@eventbook/shared/errors/app-error';
import { readCatalogFolder } from '@eventbook/shared/node/catalog-folder';
import { readBaseFiles } from '@eventbook/shared/node/git/base-files';
import { readCommitFiles } from '@eventbook/shared/node/git/commit-files';
import { readHead } from '@eventbook/shared/node/git/head';
import { findPublishedBase } from '@eventbook/shared/node/git/published-base';
import { findRepository, openRepository } from '@eventbook/shared/node/git/repository';
import { existing, resolveCommit } from '@eventbook/shared/node/git/resolve-commit';
import { KnownObjects } from '@eventbook/shared/node/git/known-objects';
import { fetchLatest } from '@eventbook/shared/node/snapshot-store';
import { latestFile } from '@eventbook/shared/node/snapshot-layout';
import { admitSnapshot } from '@eventbook/shared/snapshot/admit';
import { refuseErrors } from '@eventbook/shared/check/refuse-errors';

/** A catalog from anywhere: a folder, a commit, a snapshot. */
export interface PlacedCatalog {
  readonly catalog: Catalog;
  /** Where it comes from, for people: `HEAD~1 (1fffb72c80)`, `the working tree`. */
  readonly title: string;
  /** Why it is this one, where nobody named it and that is not plain. */
  readonly note?: string;
  readonly kind: 'folder' | 'commit' | 'snapshot' | 'nothing';
  /** Its files' texts; none of a snapshot. */
  readonly files: ReadonlyMap<string, string>;
}

/** The loose files of a folder. Throws not_a_catalog, catalog_has_errors. */
export async function catalogInFolder(directory: string, title: string): Promise<PlacedCatalog> {
  const { files, findings } = await readCatalogFolder(directory);
  const parsed = parseCatalog(files);
  // What could not be read would look deleted.
  refuseErrors([...findings, ...parsed.findings]);
  return { catalog: parsed.catalog, title, kind: 'folder', files };
}

/** A catalog as a commit has it; `known` are files that it may share. Throws git_ref_missing, not_a_repository. */
async function catalogAtCommit(
  directory: string,
  name: string,
  known: PlacedCatalog['files'],
): Promise<PlacedCatalog> {
  const repository = await openRepository(directory);
  const commit = await resolveCommit(repository, name);
  const { files } = await readCommitFiles(repository, commit, new KnownObjects(known));
  return { catalog: parseCatalog(files).catalog, title: commitTitle(name, commit), kind: 'commit', files };
}

function commitTitle(name: string, commit: string): string {
  return commit.startsWith(name) ? commit.slice(0, 10) : `${name} (${commit.slice(0, 10)})`;
}

/**
 * The catalog that a person means by a word: a branch, tag or commit of the repository that `directory` lies in, else a
 * folder, a snapshot's file, or a folder or http(s) URL of published snapshots. What begins with a dot or a slash is
 * never a branch.
 * @param known files of the other catalog, which a commit need not read again
 */
export async function catalogAt(
  word: string,
  directory: string,
  cwd: string,
  known: PlacedCatalog['files'] = new Map(),
): Promise<PlacedCatalog> {
  const isPath = /^(\.{0,2}\/|\.{1,2}$|https?:)/iu.test(word);
  const repository = isPath ? undefined : await findRepository(directory);
  const stem = word.replace(/[~^].*$/u, '');
  const isRef =
    repository !== undefined && (await existing(repository, stem === '@' ? 'HEAD' : stem)) !== undefined;
  if (isRef) return catalogAtCommit(directory, word, known);
  if (/^https?:/iu.test(word)) return snapshotAt(word);
  const path = resolve(cwd, word);
  const found = await stat(path).catch(() => undefined);
  if (found === undefined) {
    if (!isPath) return catalogAtCommit(directory, word, known);
    throw new AppError('user', 'file_not_found', `There is no file or folder ${word}.`, {
      hint: 'Name a folder with a catalog, a snapshot, or a branch, tag or commit.',
    });
  }
  const isStore =
    found.isDirectory() && (await stat(join(path, latestFile)).catch(() => undefined)) !== undefined;
  return found.isFile() || isStore ? snapshotAt(path) : catalogInFolder(path, word);
}

async function snapshotAt(location: string): Promise<PlacedCatalog> {
  const { head, content } = await fetchLatest(location);
  const bundle = { ...head, content: content ?? new Uint8Array() };
  const { statement, catalog } = admitSnapshot(bundle, { trustedKeys: [], current: undefined });
  const title = `snapshot ${statement.sequence} (${statement.id.slice(0, 10)})`;
  return { catalog, title, kind: 'snapshot', files: new Map() };
}

/**
 * What the working tree is compared with where nobody says: what is published, as `check` takes it; where nothing is
 * yet, the commit that is checked out; and without one, an empty catalog.
 */
export async function publishedCatalog(directory: string, working: PlacedCatalog): Promise<PlacedCatalog> {
  const repository = await findRepository(directory);
  const commit = repository === undefined ? undefined : (await readHead(repository)).commit;
  if (repository === undefined || commit === undefined) {
    return {
      catalog: parseCatalog(new Map()).catalog,
      title: 'an empty catalog',
      kind: 'nothing',
      files: new Map(),
    };
  }
  const branch = publishedBranchOf(working.catalog.settings);
  const base = await findPublishedBase(repository, branch);
  if (base.kind === 'nothing') {
    const head = await catalogAtCommit(directory, 'HEAD', working.files);
    return { ...head, note: `Nothing is published yet: ${base.reason}.` };
  }
  const files = await readBaseFiles(repository, base.commit, working.files);
  return {
    catalog: parseCatalog(files).catalog,
    title: commitTitle(base.name, base.commit),
    kind: 'commit',
    files,
  };
}
