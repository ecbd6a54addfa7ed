import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '@eventbook/shared/errors/app-error';
import { readCatalogFolder } from '@eventbook/shared/node/catalog-folder';
import { readHead } from '@eventbook/shared/node/git/head';
import { readCommit, sequenceOf } from '@eventbook/shared/node/git/history';
import { findRepository } from '@eventbook/shared/node/git/repository';
import type { Bundle } from '@eventbook/shared/snapshot/bundle';
import { buildBundle, type Standing } from './build.js';
import type { SnapshotSource } from './source.js';

const folders = ['owners', 'fields', 'environments', 'events', 'destinations'];

/** A catalog under development: its working tree, whatever is committed. Any change swaps. */
export class FolderSource implements SnapshotSource {
  readonly kind = 'folder';
  readonly pollSeconds = 1;
  readonly #directory: string;
  #seen: string | undefined;

  constructor(directory: string) {
    this.#directory = directory;
  }

  async fetch(): Promise<Bundle | undefined> {
    const standing = await standingOf(this.#directory);
    const seen = `${standing.commit ?? ''}\n${await fingerprint(this.#directory)}`;
    if (seen === this.#seen) return undefined;
    const folder = await readCatalogFolder(this.#directory);
    // Also where it has errors: they are told once for each change, not once a second.
    this.#seen = seen;
    return buildBundle(folder, standing);
  }
}

/** Changes when a file of the catalog is added, removed or written. */
async function fingerprint(directory: string): Promise<string> {
  const paths = [join(directory, 'catalog.json')];
  for (const folder of folders) {
    const entries = await readdir(join(directory, folder), { recursive: true, withFileTypes: true }).catch(
      () => [],
    );
    for (const entry of entries) if (!entry.isDirectory()) paths.push(join(entry.parentPath, entry.name));
  }
  const lines: string[] = [];
  for (const path of paths) {
    const found = await stat(path).catch(() => undefined);
    lines.push(`${path}\t${found?.mtimeMs ?? 0}\t${found?.size ?? 0}`);
  }
  return lines.join('\n');
}

async function standingOf(directory: string): Promise<Standing> {
  const none = { sequence: 0, commit: null, committedAt: null };
  const repository = await findRepository(directory);
  if (repository === undefined) return none;
  const { commit } = await readHead(repository);
  if (commit === undefined) return none;
  const { committedAt } = await readCommit(repository, commit);
  try {
    return { sequence: await sequenceOf(repository, commit), commit, committedAt };
  } catch (error) {
    if (error instanceof AppError && error.code === 'git_shallow') return { ...none, commit, committedAt };
    throw error;
  }
}
