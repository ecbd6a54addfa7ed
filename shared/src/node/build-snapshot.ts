import type { Catalog } from '../catalog/model.js';
import { parseCatalog } from '../catalog/parse.js';
import { publishedBranch } from '../catalog/published-branch.js';
import { checkCatalog } from '../check/check.js';
import { refuseErrors } from '../check/refuse-errors.js';
import { AppError } from '../errors/app-error.js';
import { readCatalogFolder, type CatalogFolder } from './catalog-folder.js';
import { readBaseFiles } from './git/base-files.js';
import { readHead } from './git/head.js';
import { readCommit, sequenceOf } from './git/history.js';
import { findPublishedBase } from './git/published-base.js';
import { findRepository, openRepository, type Repository } from './git/repository.js';
import { bundleOf } from '../snapshot/admit.js';
import type { Bundle } from '../snapshot/bundle.js';
import { buildContent } from '../snapshot/content.js';
import { signStatement } from '../snapshot/signature.js';
import type { SnapshotStatement } from '../snapshot/statement.js';
import { releaseCommit } from './release-commit.js';

export interface BuiltSnapshot {
  readonly statement: SnapshotStatement;
  readonly bundle: Bundle;
  /** The catalog it was built from. */
  readonly catalog: Catalog;
}

/**
 * Builds a snapshot of the commit that is checked out.
 * @param signingKey a secret key as `snapshot keygen` writes it; without one the snapshot is unsigned
 * @throws AppError catalog_has_errors, not_a_repository, git_unborn, git_shallow, not_committed, key_invalid
 */
export async function buildFromCommit(
  directory: string,
  signingKey: string | undefined,
): Promise<BuiltSnapshot & { readonly repository: Repository; readonly commit: string }> {
  const repository = await openRepository(directory);
  const working = await readCatalogFolder(directory);
  const { commit, committed } = await releaseCommit(repository, working.files);
  const sequence = await sequenceOf(repository, commit);
  const catalog = await checkedCatalog(repository, committed);
  const { committedAt } = await readCommit(repository, commit);
  const statement = { sequence, commit, committed_at: committedAt };
  return { ...assemble(catalog, statement, signingKey), repository, commit };
}

/**
 * Builds a snapshot of the loose files, to try something out: with HEAD's sequence, but of no commit.
 * @throws AppError catalog_has_errors, git_shallow, key_invalid
 */
export async function buildFromWorkingTree(
  directory: string,
  signingKey: string | undefined,
): Promise<BuiltSnapshot> {
  const repository = await findRepository(directory);
  const catalog = await checkedCatalog(repository, await readCatalogFolder(directory));
  const commit = repository === undefined ? undefined : (await readHead(repository)).commit;
  const sequence =
    repository === undefined || commit === undefined ? 0 : await sequenceOf(repository, commit);
  return assemble(catalog, { sequence, commit: null, committed_at: null }, signingKey);
}

function assemble(
  catalog: Catalog,
  place: Pick<SnapshotStatement, 'sequence' | 'commit' | 'committed_at'>,
  signingKey: string | undefined,
): BuiltSnapshot {
  const content = buildContent(catalog);
  const signed_at = signingKey === undefined ? null : now();
  const statement: SnapshotStatement = { id: content.id, ...place, signed_at };
  const unsigned = bundleOf(content.text, statement);
  const signatureText = signingKey === undefined ? null : signStatement(unsigned.statementText, signingKey);
  return { statement, bundle: { ...unsigned, signatureText }, catalog };
}

async function checkedCatalog(
  repository: Repository | undefined,
  { files, findings: reading }: CatalogFolder,
): Promise<Catalog> {
  if (!files.has('catalog.json')) {
    throw new AppError('user', 'not_a_catalog', 'The commit holds no catalog.json in this folder.', {
      hint: 'Commit the catalog first, or build with --working-tree to try it out.',
    });
  }
  const base =
    repository === undefined ? undefined : await findPublishedBase(repository, publishedBranch(files));
  const published =
    repository !== undefined && base?.kind === 'commit'
      ? { base: parseCatalog(await readBaseFiles(repository, base.commit, files)).catalog }
      : {};
  const result = checkCatalog(files, { reading, ...published });
  refuseErrors(result.findings);
  return result.catalog;
}

function now(): string {
  return new Date().toISOString().replace(/\.[0-9]{3}Z$/u, 'Z');
}
