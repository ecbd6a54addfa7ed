import { open } from 'node:fs/promises';
import { compressedSuffix, readCompressedEnds, UnpackedBytes } from './compressed-segment.js';
import { journalDamaged } from './journal-damaged.js';
import { PlainBytes, type SegmentBytes } from './segment-bytes.js';

/** Whether a path is that of a compressed segment, or of one that is becoming one. */
function isCompressed(path: string): boolean {
  return path.endsWith(compressedSuffix) || path.endsWith(`${compressedSuffix}.new`);
}

/**
 * Opens a segment for reading, compressed or not; also one that was compressed since it was listed.
 * @throws AppError journal_damaged where a compressed one is not whole at its ends
 */
export async function openSegment(path: string): Promise<SegmentBytes> {
  if (!isCompressed(path)) {
    try {
      return await PlainBytes.open(path);
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
      return openSegment(`${path}${compressedSuffix}`);
    }
  }
  const file = await open(path, 'r');
  try {
    const ends = await readCompressedEnds(file, path);
    if (ends === undefined)
      throw journalDamaged(path, 0, 'it is compressed, and its header or seal is not whole');
    return new UnpackedBytes(path, ends.size);
  } finally {
    await file.close();
  }
}
