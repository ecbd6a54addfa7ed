import { copyFile, mkdir, readdir, writeFile } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { editorFiles } from '../catalog/editor-files.js';
import { AppError } from '../errors/app-error.js';
import { makeRepository } from './git/first-commit.js';
import { refuseFull } from './empty-folder.js';

/** Where the catalog to begin with lies; the same from the sources, from the build and in the desktop's package. */
export const templateFolder = fileURLToPath(new URL('../../../catalog-template/', import.meta.url));

export interface BegunCatalog {
  /** The one commit, on the branch main. */
  readonly commit: string;
  readonly files: number;
}

/**
 * Makes a git repository with the catalog to begin with, and what lets an editor judge it as one types.
 * @param directory may be there if it is empty
 * @throws AppError folder_not_empty, file_unreadable
 */
export async function beginCatalog(directory: string): Promise<BegunCatalog> {
  await refuseFull(directory);
  try {
    const paths = [...(await copyTemplate(directory)), ...(await writeEditorFiles(directory))];
    const commit = await makeRepository(directory, 'main', paths.sort(), 'A catalog to begin with');
    return { commit, files: paths.length };
  } catch (cause) {
    if (cause instanceof AppError) throw cause;
    throw new AppError('user', 'file_unreadable', `Nothing can be written into ${directory}.`, { cause });
  }
}

async function copyTemplate(directory: string): Promise<string[]> {
  const entries = await readdir(templateFolder, { recursive: true, withFileTypes: true });
  const paths: string[] = [];
  for (const entry of entries) {
    if (!entry.isFile()) continue;
    const source = join(entry.parentPath, entry.name);
    const path = relative(templateFolder, source).split(sep).join('/');
    await mkdir(dirname(join(directory, path)), { recursive: true });
    await copyFile(source, join(directory, path));
    paths.push(path);
  }
  return paths;
}

async function writeEditorFiles(directory: string): Promise<string[]> {
  const files = editorFiles();
  for (const [path, text] of files) {
    await mkdir(dirname(join(directory, path)), { recursive: true });
    await writeFile(join(directory, path), text);
  }
  return [...files.keys()];
}
