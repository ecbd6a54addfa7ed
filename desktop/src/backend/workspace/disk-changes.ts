import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { catalogFolders } from '@eventbook/shared/catalog/schemas/file-kinds';
import { readCatalogPart } from '@eventbook/shared/node/catalog-folder';
import type { TextChange } from './workspace.js';

/**
 * What is different on disk from what is known of it, in some folders of a catalog; and the folders that were found there,
 * which may be new.
 */
export async function diskChanges(
  directory: string,
  known: ReadonlyMap<string, string>,
  folders: Iterable<string>,
): Promise<{ readonly changes: readonly TextChange[]; readonly found: ReadonlySet<string> }> {
  const changes: TextChange[] = [];
  const found = new Set<string>();
  for (const folder of outermost(folders)) {
    const { files } =
      folder === '' ? await settingsFile(directory) : await readCatalogPart(directory, folder);
    for (const [path, text] of files) if (known.get(path) !== text) changes.push([path, text]);
    for (const path of known.keys()) {
      const inside = folder === '' ? path === 'catalog.json' : path.startsWith(`${folder}/`);
      if (inside && !files.has(path)) changes.push([path, null]);
    }
    for (const each of foldersOf(files.keys())) found.add(each);
  }
  return { changes, found };
}

/** The folders that hold these files, and those above them. */
function foldersOf(paths: Iterable<string>): ReadonlySet<string> {
  const folders = new Set<string>(['', ...catalogFolders]);
  for (const path of paths) if (path.includes('/')) folders.add(path.slice(0, path.lastIndexOf('/')));
  return folders;
}

/** Without those that lie in another one. */
function outermost(folders: Iterable<string>): string[] {
  const all = new Set(folders);
  return [...all].filter(
    (folder) => !all.has(folder.split('/').slice(0, -1).join('/')) || !folder.includes('/'),
  );
}

async function settingsFile(directory: string): Promise<{ readonly files: ReadonlyMap<string, string> }> {
  const text = await readFile(join(directory, 'catalog.json'), 'utf8').catch(() => undefined);
  return { files: new Map(text === undefined ? [] : [['catalog.json', text]]) };
}
