import { readFile } from 'node:fs/promises';
import { AppError } from '@eventbook/shared/errors/app-error';
import type { Bucket, SentPart, Upload } from './bucket.js';
import { type Digest, digestOf, digestParts, type FilePart, readPart } from './digest.js';
import { eachAtOnce } from './each-at-once.js';

/** What was done, for metrics. */
export interface UploadCounts {
  files: number;
  bytes: number;
  /** Parts of an upload that had been cut off, and that were not sent again. */
  partsKept: number;
}

const mebibyte = 1024 * 1024;
const usualPartBytes = 8 * mebibyte;
/** S3 takes no more. */
const mostParts = 10_000;
const parquet = 'application/vnd.apache.parquet';

/**
 * Brings a file into a bucket: a small one by one request, a larger one in parts, of which those that the bucket has from an
 * upload that was cut off are not sent again. What is read is held against what the file should be before any of it counts.
 * @param path in the bucket
 * @param source on disk
 * @throws AppError file_unreadable where the file is not what it should be; what the file system throws
 */
export async function uploadFile(
  bucket: Bucket,
  path: string,
  source: string,
  digest: Digest,
  counts: UploadCounts,
): Promise<void> {
  const partBytes = partBytesFor(digest.bytes);
  if (digest.bytes <= partBytes) {
    await bucket.put(path, digest, parquet, async () => {
      const bytes = await readFile(source);
      refuseOther(source, digest, digestOf(bytes));
      return bytes;
    });
    counts.bytes += digest.bytes;
  } else {
    const { whole, parts } = await digestParts(source, partBytes);
    refuseOther(source, digest, whole);
    await uploadParts(bucket, path, source, digest, parts, counts);
  }
  counts.files += 1;
}

function partBytesFor(bytes: number): number {
  return Math.max(usualPartBytes, Math.ceil(bytes / mostParts / mebibyte) * mebibyte);
}

async function uploadParts(
  bucket: Bucket,
  path: string,
  source: string,
  digest: Digest,
  parts: readonly FilePart[],
  counts: UploadCounts,
): Promise<void> {
  const upload = (await uploadUnderWay(bucket, path)) ?? (await bucket.beginUpload(path, digest, parquet));
  const sent = new Map<number, SentPart>();
  for (const one of await bucket.partsOf(upload)) {
    const part = parts[one.number - 1];
    if (part?.bytes === one.bytes && part.sha256 === one.sha256) sent.set(one.number, one);
  }
  counts.partsKept += sent.size;
  const missing = parts.filter(({ number }) => !sent.has(number));
  await eachAtOnce(missing, 4, async (part) => {
    sent.set(part.number, await bucket.putPart(upload, part, () => readPart(source, part)));
    counts.bytes += part.bytes;
  });
  await bucket.finishUpload(
    upload,
    [...sent.values()].sort((one, other) => one.number - other.number),
  );
}

/** The newest upload of this very object; older ones are of no use. */
async function uploadUnderWay(bucket: Bucket, path: string): Promise<Upload | undefined> {
  const all = (await bucket.uploads(path)).filter((upload) => upload.path === path);
  const [newest, ...older] = all.sort((one, other) => other.begun - one.begun);
  for (const upload of older) await bucket.abortUpload(upload);
  return newest;
}

function refuseOther(source: string, expected: Digest, found: Digest): void {
  if (found.bytes === expected.bytes && found.sha256 === expected.sha256) return;
  const difference =
    found.bytes === expected.bytes
      ? 'has other bytes than its manifest says'
      : `has ${found.bytes} bytes, and its manifest says ${expected.bytes}`;
  throw new AppError('user', 'file_unreadable', `${source} ${difference}.`, {
    hint: 'The disk has changed it: write the hour again (`eventbook-collector rewrite`). The bucket keeps what it has.',
    data: { file: source },
  });
}
