import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Catalog } from '../../catalog/model.js';
import type { SiteContext } from '../../site/book.js';
import { sitePages } from '../../site/site.js';
import { siteAssets } from './assets.js';

export interface WrittenSite {
  readonly files: number;
  readonly bytes: number;
}

/** So many files are being written at a time. */
const writers = 16;

/**
 * Writes the site of a catalog into a folder, over what stands there. Files that are not of this site any more are left;
 * the caller says whether the folder may hold any.
 * @param onFile is told how many files are written
 * @throws what the file system throws
 */
export async function writeSite(
  directory: string,
  catalog: Catalog,
  context: SiteContext,
  onFile: (done: number) => void = () => undefined,
): Promise<WrittenSite> {
  let files = 0;
  let bytes = 0;
  const folders = new Map<string, Promise<unknown>>();
  const write = async (path: string, content: string | Uint8Array): Promise<void> => {
    const target = join(directory, path);
    const folder = dirname(target);
    let made = folders.get(folder);
    if (made === undefined) folders.set(folder, (made = mkdir(folder, { recursive: true })));
    await made;
    await writeFile(target, content);
    files += 1;
    bytes += typeof content === 'string' ? Buffer.byteLength(content) : content.length;
    onFile(files);
  };
  const pages = sitePages(catalog, context);
  const work = async (): Promise<void> => {
    for (const { path, text } of pages) await write(path, text);
  };
  await Promise.all(Array.from({ length: writers }, work));
  for (const [path, content] of await siteAssets()) await write(path, content);
  return { files, bytes };
}
