import type { Dirent } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { AppError } from '../errors/app-error.js';
import type { Unread } from '../import/foreign.js';

/** A folder of somebody else's files. */
export interface ForeignFolder {
  /** Texts by path, forward slashes, from the folder on. */
  readonly files: ReadonlyMap<string, string>;
  /** What is there and could not be read. */
  readonly problems: readonly Unread[];
}

const mostFiles = 200_000;
const largestFile = 4 * 1024 * 1024;
/** Of one file that was named itself. */
const largestAlone = 64 * 1024 * 1024;
const deepestFolder = 32;
const passedOver: ReadonlySet<string> = new Set(['.git', 'node_modules']);

/**
 * Reads all files below a folder, sorted by path, or one file. Links are not followed; what is no UTF-8 text of at most 4 MiB is a
 * problem and not read.
 * @throws AppError file_not_found
 */
export async function readForeignFolder(directory: string): Promise<ForeignFolder> {
  const found = await stat(directory).catch((cause: unknown) => {
    throw new AppError('user', 'file_not_found', `There is no file or folder ${directory}.`, { cause });
  });
  const problems: Unread[] = [];
  const files = new Map<string, string>();
  if (!found.isDirectory()) {
    const name = basename(directory);
    const text = await readText(dirname(directory), name, largestAlone, problems);
    if (text !== undefined) files.set(name, text);
    return { files, problems };
  }
  for await (const path of filesBelow(directory, '', 0, problems)) {
    if (files.size === mostFiles) {
      problems.push({
        file: path,
        pointer: '',
        reason: `There are more than ${mostFiles} files; the rest was not read.`,
      });
      break;
    }
    const text = await readText(directory, path, largestFile, problems);
    if (text !== undefined) files.set(path, text);
  }
  return { files, problems };
}

async function* filesBelow(
  directory: string,
  folder: string,
  depth: number,
  problems: Unread[],
): AsyncIterable<string> {
  for (const entry of await entriesOf(directory, folder, problems)) {
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
    if (entry.isFile()) yield path;
    else if (entry.isSymbolicLink())
      problems.push({ file: path, pointer: '', reason: 'This is a link; links are not followed.' });
    else if (!entry.isDirectory() || passedOver.has(entry.name)) continue;
    else if (depth === deepestFolder)
      problems.push({ file: path, pointer: '', reason: 'The folder lies too deep to be read.' });
    else yield* filesBelow(directory, path, depth + 1, problems);
  }
}

async function entriesOf(directory: string, folder: string, problems: Unread[]): Promise<Dirent[]> {
  try {
    const entries = await readdir(join(directory, folder), { withFileTypes: true });
    return entries.sort((a, b) => (a.name < b.name ? -1 : 1));
  } catch (cause) {
    problems.push({
      file: folder,
      pointer: '',
      reason: `The folder could not be read (${reasonOf(cause)}).`,
    });
    return [];
  }
}

async function readText(
  directory: string,
  path: string,
  largest: number,
  problems: Unread[],
): Promise<string | undefined> {
  try {
    const { size } = await stat(join(directory, path));
    if (size > largest) {
      problems.push({
        file: path,
        pointer: '',
        reason: `The file has ${size} bytes; at most ${largest} are read.`,
      });
      return undefined;
    }
    return new TextDecoder('utf-8', { fatal: true }).decode(await readFile(join(directory, path)));
  } catch (cause) {
    const reason =
      cause instanceof TypeError ? 'It is no UTF-8 text.' : `It could not be read (${reasonOf(cause)}).`;
    problems.push({ file: path, pointer: '', reason });
    return undefined;
  }
}

function reasonOf(cause: unknown): string {
  return cause instanceof Error && 'code' in cause ? String(cause.code) : String(cause);
}
