import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '../errors/app-error.js';
import { readStatement } from '../snapshot/admit.js';
import { largestSnapshot, readBundle, readBundleHead, type BundleHead } from '../snapshot/bundle.js';
import { readLimitedFile } from './limited-file.js';
import { readLimitedUrl } from './limited-url.js';
import { bundleExtension, contentFile, largestHead, latestFile } from './snapshot-layout.js';

/** The newest snapshot of a place. Nothing of it is verified yet: see `admitSnapshot`. */
export interface FetchedSnapshot {
  readonly head: BundleHead;
  /** Undefined where the content is the one that the caller knows. */
  readonly content: Uint8Array | undefined;
}

export interface FetchOptions {
  /** Content that need not be fetched again. */
  readonly knownId?: string;
  /** For each request; 30 s unless said otherwise. */
  readonly timeoutMilliseconds?: number;
}

/**
 * Fetches the newest snapshot.
 * @param location a folder of published snapshots, on disk or behind an http(s) URL (snapshot-layout.ts), or a file
 *   that holds one snapshot (snapshot/bundle.ts); behind a URL such a file ends in `.snapshot`
 * @throws AppError snapshot_unavailable, snapshot_malformed, file_not_found, file_unreadable
 */
export async function fetchLatest(location: string, options: FetchOptions = {}): Promise<FetchedSnapshot> {
  const read = await readerOf(location, options);
  if (read.whole !== undefined) {
    const { content, ...head } = readBundle(await read.whole());
    return { head, content: readStatement(head.statementText).id === options.knownId ? undefined : content };
  }
  const head = readBundleHead(await read.part(latestFile, largestHead));
  const { id } = readStatement(head.statementText);
  if (id === options.knownId) return { head, content: undefined };
  return { head, content: await read.part(contentFile(id), largestSnapshot) };
}

/** Either one file that is everything, or parts by their path in the folder. */
interface Reader {
  readonly whole?: () => Promise<Uint8Array>;
  part(path: string, limit: number): Promise<Uint8Array>;
}

async function readerOf(location: string, options: FetchOptions): Promise<Reader> {
  if (/^https?:\/\//iu.test(location))
    return urlReader(new URL(location), options.timeoutMilliseconds ?? 30_000);
  const found = await stat(location).catch((cause: unknown) => {
    throw new AppError('user', 'file_not_found', `There is no file or folder ${location}.`, { cause });
  });
  const part = (path: string, limit: number): Promise<Uint8Array> =>
    readLimitedFile(join(location, path), limit);
  if (found.isDirectory()) return { part: (path, limit) => part(path, limit).catch(explainEmpty(location)) };
  return { part, whole: () => readLimitedFile(location, largestSnapshot + largestHead) };
}

function urlReader(base: URL, timeout: number): Reader {
  const whole = base.pathname.endsWith(bundleExtension);
  const part = (path: string, limit: number): Promise<Uint8Array> => {
    const url = new URL(base);
    url.pathname = `${url.pathname.replace(/\/$/u, '')}/${path}`;
    return readLimitedUrl(url, limit, timeout);
  };
  return whole
    ? { part, whole: () => readLimitedUrl(base, largestSnapshot + largestHead, timeout) }
    : { part };
}

function explainEmpty(folder: string): (error: unknown) => never {
  return (error) => {
    if (!(error instanceof AppError) || error.code !== 'file_not_found') throw error;
    throw new AppError('unavailable', 'snapshot_unavailable', `${folder} holds no published snapshot.`, {
      hint: `Publish one: eventbook snapshot publish --to ${folder}`,
      cause: error,
    });
  };
}
