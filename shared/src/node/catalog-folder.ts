import { closeSync, constants, type Dirent, fstatSync, openSync, readFileSync } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setImmediate as others } from 'node:timers/promises';
import { belongsToCatalog, largestFile, meantFolder } from '../catalog/parse-file.js';
import { quoted } from '../catalog/quote.js';
import type { Finding } from '../check/finding.js';
import { AppError } from '../errors/app-error.js';

/** A catalog as it lies on disk. */
export interface CatalogFolder {
  /** Texts by path, forward slashes, from the catalog's folder on. */
  readonly files: ReadonlyMap<string, string>;
  /** What could not be read and why; to be handed to `checkCatalog` as `reading`. */
  readonly findings: readonly Finding[];
}

const mostFiles = 200_000;
const mostBytes = 256 * 1024 * 1024;
const deepestFolder = 8;
/** Milliseconds for which files are read before others have their turn. */
const slice = 4;

/**
 * Reads the catalog's own files (catalog.json and its five folders) and nothing else. Links are never followed;
 * what is no plain text of at most 1 MiB is a finding and not read.
 * @param onFolder told of every folder ('' is the catalog's own) before anything in it is read, as for one who watches it
 * @throws AppError not_a_catalog where there is no catalog.json, file_not_found, file_unreadable
 */
export async function readCatalogFolder(
  directory: string,
  onFolder?: (folder: string) => void,
): Promise<CatalogFolder> {
  const findings: Finding[] = [];
  const paths = await listFiles(directory, findings, onFolder);
  if (!paths.includes('catalog.json') && !findings.some((finding) => finding.file === 'catalog.json')) {
    throw noCatalog(directory);
  }
  return { files: await readTexts(directory, paths, findings), findings };
}

/**
 * Looks whether there is a catalog in a folder, without reading it.
 * @throws AppError not_a_catalog, file_not_found, file_unreadable
 */
export async function refuseNoCatalog(directory: string): Promise<void> {
  const entries = await entriesOf(directory, '', []);
  if (!entries.some(({ name }) => name === 'catalog.json')) throw noCatalog(directory);
}

function noCatalog(directory: string): AppError {
  return new AppError('user', 'not_a_catalog', `${directory} holds no catalog.json.`, {
    hint: 'Name the folder of a catalog, or make one with `eventbook init <dir>`.',
    data: { directory },
  });
}

/**
 * Reads what one folder of the catalog holds now, at any depth: `events`, `events/checkout.order_paid`. A folder that is not
 * there holds nothing.
 */
export async function readCatalogPart(directory: string, folder: string): Promise<CatalogFolder> {
  const findings: Finding[] = [];
  const there = await stat(join(directory, folder)).catch(() => undefined);
  if (there?.isDirectory() !== true) return { files: new Map(), findings };
  const paths: string[] = [];
  for await (const path of filesBelow(directory, folder, findings)) paths.push(path);
  return { files: await readTexts(directory, paths, findings), findings };
}

async function readTexts(
  directory: string,
  paths: readonly string[],
  findings: Finding[],
): Promise<Map<string, string>> {
  const files = new Map<string, string>();
  let bytes = 0;
  let begun = performance.now();
  for (const path of paths) {
    const text = readText(directory, path, findings);
    if (text !== undefined) {
      files.set(path, text);
      bytes += text.length;
    }
    if (bytes > mostBytes) {
      findings.push(tooMuch(`${mostBytes} bytes`));
      break;
    }
    if (performance.now() - begun > slice) {
      await others();
      begun = performance.now();
    }
  }
  return files;
}

function unreadable(file: string, message: string, fix: string): Finding {
  return { rule: 'file-readable', severity: 'error', file, pointer: '', message, fix };
}

function tooMuch(limit: string): Finding {
  const message = `The folders of the catalog hold more than ${limit}; the rest was not read.`;
  return unreadable('catalog.json', message, 'Take out what does not belong to the catalog.');
}

async function listFiles(
  directory: string,
  findings: Finding[],
  onFolder?: (folder: string) => void,
): Promise<string[]> {
  const paths: string[] = [];
  for await (const path of filesBelow(directory, '', findings, onFolder)) {
    if (paths.length === mostFiles) {
      findings.push(tooMuch(`${mostFiles} files`));
      break;
    }
    paths.push(path);
  }
  return paths;
}

async function* filesBelow(
  directory: string,
  folder: string,
  findings: Finding[],
  onFolder?: (folder: string) => void,
): AsyncIterable<string> {
  onFolder?.(folder);
  for (const entry of await entriesOf(directory, folder, findings)) {
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
    const ours = folder === '' && meantFolder(entry.name) !== undefined;
    if (!ours && !belongsToCatalog(path)) continue;
    if (entry.isSymbolicLink()) {
      findings.push(unreadable(path, 'This is a link; links are not followed.', 'Put the file itself here.'));
    } else if (entry.isFile()) {
      yield path;
    } else if (!entry.isDirectory()) {
      findings.push(unreadable(path, 'This is no plain file.', 'Take it out of the catalog.'));
    } else if (path.split('/').length > deepestFolder) {
      findings.push(unreadable(path, 'The folder lies too deep to be read.', 'Take it out of the catalog.'));
    } else {
      yield* filesBelow(directory, path, findings, onFolder);
    }
  }
}

async function entriesOf(directory: string, folder: string, findings: Finding[]): Promise<Dirent[]> {
  try {
    const entries = await readdir(join(directory, folder), { withFileTypes: true });
    return entries.sort((a, b) => (a.name < b.name ? -1 : 1));
  } catch (cause) {
    if (folder !== '') {
      findings.push(
        unreadable(folder, `The folder could not be read (${reason(cause)}).`, 'Mend its access rights.'),
      );
      return [];
    }
    const code = reason(cause) === 'ENOENT' ? 'file_not_found' : 'file_unreadable';
    throw new AppError('user', code, `${directory} could not be read (${reason(cause)}).`, {
      hint: 'Name the folder of a catalog.',
      cause,
    });
  }
}

function reason(cause: unknown): string {
  return cause instanceof Error && 'code' in cause ? String(cause.code) : String(cause);
}

/**
 * Small files by the thousand: read one after the other, in slices, they cost a tenth of what promises for each of their
 * four system calls do.
 */
function readText(directory: string, path: string, findings: Finding[]): string | undefined {
  try {
    // What was a plain file when it was listed may have become a link or a pipe since.
    const flags = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;
    const file = openSync(join(directory, path), flags);
    try {
      const { size } = fstatSync(file);
      if (size > largestFile) {
        const message = `The file has ${size} bytes; at most ${largestFile} are read.`;
        findings.push(unreadable(path, message, 'Take out what does not belong to the catalog.'));
        return undefined;
      }
      return decode(readFileSync(file), path, findings);
    } finally {
      closeSync(file);
    }
  } catch (cause) {
    findings.push(
      unreadable(path, `The file could not be read (${reason(cause)}).`, 'Mend its access rights.'),
    );
    return undefined;
  }
}

function decode(bytes: Buffer, path: string, findings: Finding[]): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    findings.push(
      unreadable(path, `${quoted(path)} is no UTF-8 text.`, 'Save it with the encoding UTF-8, without BOM.'),
    );
    return undefined;
  }
}
