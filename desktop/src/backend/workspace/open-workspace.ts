import { realpath } from 'node:fs/promises';
import { resolve } from 'node:path';
import { setImmediate as others } from 'node:timers/promises';
import { ParsedTexts } from '@eventbook/shared/catalog/parsed-texts';
import { publishedBranch } from '@eventbook/shared/catalog/published-branch';
import { readCatalogFolder } from '@eventbook/shared/node/catalog-folder';
import { gitAuthor } from '@eventbook/shared/node/git/author';
import { findRepository } from '@eventbook/shared/node/git/repository';
import { FolderWatch } from '../files/folder-watch.js';
import { DraftStore } from '../files/draft-store.js';
import { removeScratchFiles } from '../files/scratch-files.js';
import { standing } from '../git/standing.js';
import type { Session } from '../session.js';
import { readBase } from './base.js';
import { Workspace } from './workspace.js';

/** Milliseconds for which files are parsed before others have their turn. */
const slice = 12;

/**
 * Reads and checks the catalog in a folder, and takes up the drafts that were not yet in its files.
 * @throws AppError not_a_catalog, file_not_found, file_unreadable, git_failed
 */
export async function openWorkspace(
  directory: string,
  { stateDirectory, emit }: Pick<Session, 'stateDirectory' | 'emit'>,
): Promise<Workspace> {
  const folder = await realpath(directory).catch(() => resolve(directory));
  const watch = new FolderWatch(folder);
  try {
    const { files, findings } = await readCatalogFolder(folder, (each) => watch.add([each]));
    const repository = await findRepository(folder);
    // What is wrong with a repository is told by its own page, and keeps nobody from the files.
    const stands =
      repository === undefined ? '' : await standing(repository, publishedBranch(files)).catch(() => '');
    const texts = new ParsedTexts();
    await parseAll(files, texts);
    const base = await readBase(repository, files, texts);
    const author = repository === undefined ? undefined : await gitAuthor(folder);
    const drafts = new DraftStore(stateDirectory, folder);
    const kept = await drafts.readAll();
    // It holds nobody up, and where it cannot be done the files are only in the way of the eye.
    void removeScratchFiles(folder).catch(() => undefined);
    return new Workspace({
      ...{ directory: folder, repository, author, files, findings, texts, base, drafts, kept, emit },
      ...{ watch, standing: stands },
    });
  } catch (error) {
    watch.close();
    throw error;
  }
}

/** Everything that is made of the files later finds them parsed, and holds nobody up. */
async function parseAll(files: ReadonlyMap<string, string>, texts: ParsedTexts): Promise<void> {
  let begun = performance.now();
  for (const [path, text] of files) {
    texts.parse(path, text);
    if (performance.now() - begun < slice) continue;
    await others();
    begun = performance.now();
  }
}
