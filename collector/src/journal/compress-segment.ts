import { createReadStream, createWriteStream } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { syncDirectory } from '@eventbook/shared/node/sync-directory';
import { compressedSuffix, storedMember } from './compressed-segment.js';
import { sealLength } from './format.js';
import { journalDamaged } from './journal-damaged.js';
import { readSegment } from './read-segment.js';
import { largestHeader, parseHeader } from './segment-header.js';

/** Level 1: events shrink to a fifth, in a third of the time of the usual level. */
const level = 1;

/**
 * Puts a compressed copy in the place of a sealed segment: it is written beside it as `….gz.new`, synced, read back
 * whole and renamed; then the other is removed. Where a crash leaves both, the uncompressed one counts (segments.ts) and
 * the other is made anew. Answers its path.
 * @throws AppError journal_damaged where the segment, or what came of it, is not whole; the segment stays
 */
export async function compressSegment(path: string): Promise<string> {
  const target = `${path}${compressedSuffix}`;
  const scratch = `${target}.new`;
  const before = await readSegment(path, () => undefined);
  const ends = await readEnds(path);
  if (ends === undefined) throw journalDamaged(path, 0, 'it has no whole header and seal');
  const { header, seal, size } = ends;
  const file = await open(scratch, 'w', 0o640);
  try {
    await file.write(storedMember(header));
    const groups = createReadStream(path, { start: header.length, end: size - sealLength - 1 });
    await pipeline(groups, createGzip({ level }), createWriteStream('', { fd: file.fd, autoClose: false }));
    await file.appendFile(storedMember(seal));
    await file.sync();
  } finally {
    await file.close();
  }
  const after = await readSegment(scratch, () => undefined);
  if (JSON.stringify(after) !== JSON.stringify(before))
    throw journalDamaged(scratch, 0, 'it is not what it was made from');
  await rename(scratch, target);
  await syncDirectory(dirname(path));
  await rm(path);
  return target;
}

async function readEnds(path: string): Promise<{ header: Buffer; seal: Buffer; size: number } | undefined> {
  const file = await open(path, 'r');
  try {
    const { size } = await file.stat();
    const start = Buffer.alloc(Math.min(size, largestHeader));
    await file.read(start, 0, start.length, 0);
    const header = parseHeader(start, path);
    if (header === undefined) return undefined;
    const seal = Buffer.alloc(sealLength);
    await file.read(seal, 0, sealLength, size - sealLength);
    return { header: start.subarray(0, header.length), seal, size };
  } finally {
    await file.close();
  }
}
