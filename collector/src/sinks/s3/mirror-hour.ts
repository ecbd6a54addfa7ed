import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '@eventbook/shared/errors/app-error';
import type { Manifest, ManifestFile } from '@eventbook/shared/warehouse/manifest';
import { manifestPath } from '@eventbook/shared/warehouse/paths';
import type { ManifestName } from '../../hours/list-manifests.js';
import { filesOf, parseManifest } from '../../hours/manifest-file.js';
import { isMissing, nothingWhereMissing } from '../../hours/missing-file.js';
import type { Bucket, ObjectHead } from './bucket.js';
import type { BucketWriter } from './bucket-writer.js';
import { type Digest, digestOf } from './digest.js';
import { eachAtOnce } from './each-at-once.js';

export interface MirrorParts {
  /** The folder that is mirrored. */
  readonly warehouse: string;
  readonly bucket: Bucket;
  readonly writer: BucketWriter;
  /** Notes what may be nobody's later: the files of the bucket's manifest before, and those of this one. */
  readonly note: (manifest: Manifest, before: readonly ManifestFile[]) => Promise<void>;
  /** For each file that was there and was not what it should be. */
  readonly onMended: (path: string) => void;
}

/** `brought`: its manifest was put into the bucket. `there`: it was there. `open`: not finished, or gone from the folder. */
export type Mirrored = 'open' | 'there' | 'brought';

/** Files that are looked at, or brought, at once. */
const filesAtOnce = 8;

/**
 * Makes the bucket's hour what the folder's is: its files first, the manifest last, so that whoever reads the bucket never sees
 * a manifest whose files are not there. Files of the generation before are noted, and go after the grace time.
 * @param verify whether files are looked at also where the manifest is there
 * @throws AppError file_not_found, file_unreadable, bucket_ahead about the hour; what Bucket throws
 */
export async function mirrorHour(parts: MirrorParts, name: ManifestName, verify: boolean): Promise<Mirrored> {
  const { warehouse, bucket, writer } = parts;
  const path = manifestPath(name.writer, name.hour);
  const read = (): Promise<string | undefined> =>
    readFile(join(warehouse, path), 'utf8').catch(nothingWhereMissing);
  for (;;) {
    const text = await read();
    if (text === undefined) return 'open';
    const manifest = parseManifest(text, join(warehouse, path));
    if (manifest.state !== 'closed') return 'open';
    const isThere = isSame(await bucket.head(path), digestOf(Buffer.from(text)));
    if (isThere && !verify) return 'there';
    const before = isThere ? [] : await filesBefore(bucket, path, manifest);
    if (!isThere) await parts.note(manifest, before);
    try {
      await eachAtOnce(filesOf(manifest), filesAtOnce, (file) => bringFile(parts, file));
    } catch (error) {
      if (!isMissing(error)) throw error;
      // A new generation has come meanwhile, and its writer has cleared this one away.
      if ((await read()) !== text) continue;
      throw new AppError(
        'user',
        'file_not_found',
        `${path} names a file that is not there: ${said(error)}.`,
        {
          hint: 'Write the hour again (`eventbook-collector rewrite`); `reconcile` shows what is missing.',
          data: { file: path },
          cause: error,
        },
      );
    }
    if (isThere) return 'there';
    await writer.bringManifest(path, text);
    // The grace is for readers of the manifest that has been replaced just now.
    await parts.note(manifest, before);
    return 'brought';
  }
}

async function bringFile(
  { bucket, writer, warehouse, onMended }: MirrorParts,
  { path, bytes, sha256 }: ManifestFile,
): Promise<void> {
  const found = await bucket.head(path);
  if (isSame(found, { bytes, sha256 })) return;
  await writer.bringFile(path, join(warehouse, path), { bytes, sha256 }, found);
  if (found !== undefined) onMended(path);
}

/** The files of what the bucket has of the hour now. */
async function filesBefore(bucket: Bucket, path: string, manifest: Manifest): Promise<ManifestFile[]> {
  const text = await bucket.readText(path);
  if (text === undefined) return [];
  const before = readable(text, path);
  // Cut short, or no manifest at all: it is replaced.
  if (before === undefined) return [];
  if (before.generation < manifest.generation || isEqual(before, manifest)) return filesOf(before);
  throw new AppError(
    'conflict',
    'bucket_ahead',
    `The bucket has generation ${before.generation} of ${path}, and the folder another generation ${manifest.generation}.`,
    {
      hint: 'Two warehouses have a writer of this name, or the folder is an older copy. Give the bucket another prefix, or the writer another name.',
      data: { file: path },
    },
  );
}

/** As it was put there by something else than this, say by a copy of the folder. */
function isEqual(one: Manifest, other: Manifest): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

function readable(text: string, path: string): Manifest | undefined {
  try {
    return parseManifest(text, path);
  } catch {
    return undefined;
  }
}

function isSame(head: ObjectHead | undefined, { bytes, sha256 }: Digest): boolean {
  return head?.bytes === bytes && head.sha256 === sha256;
}

function said(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
