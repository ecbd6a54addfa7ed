import type { FileHandle } from 'node:fs/promises';
import { groupAt, groupMagic, sealAt, sealMagic, smallestGroup } from './format.js';

const blockBytes = 1024 * 1024;

/**
 * Looks behind a place that cannot be read for the proof that it had been synced once: the start of a group, or a
 * seal, of the same segment that was written later (format.ts says why this is one). Returns its offset, or
 * undefined where the rest of the file can be a torn write.
 * @param trouble offset of the place
 * @param id the segment's; undefined where the header itself cannot be read
 */
export async function laterWrite(
  file: FileHandle,
  trouble: number,
  id: number | undefined,
): Promise<number | undefined> {
  const { size } = await file.stat();
  const block = Buffer.allocUnsafeSlow(Math.min(blockBytes + smallestGroup, size - trouble));
  for (let base = trouble + 1; base < size; base += blockBytes) {
    const { bytesRead } = await file.read(block, 0, Math.min(block.length, size - base), base);
    const bytes = block.subarray(0, bytesRead);
    for (let at = bytes.indexOf(0xff); at !== -1; at = bytes.indexOf(0xff, at + 1)) {
      if (beganAfter(bytes, at, base + at, trouble, id)) return base + at;
    }
  }
  return undefined;
}

function beganAfter(
  bytes: Buffer,
  at: number,
  position: number,
  trouble: number,
  id: number | undefined,
): boolean {
  const has = (offset: number, value: number | undefined): boolean => {
    return value === undefined || bytes.readUInt32LE(at + offset) === value;
  };
  if (at + smallestGroup <= bytes.length && bytes.subarray(at, at + groupMagic.length).equals(groupMagic)) {
    const write = bytes.readUInt32LE(at + groupAt.write);
    return has(groupAt.id, id) && has(groupAt.at, position) && write > trouble && write <= position;
  }
  if (at + sealAt.next <= bytes.length && bytes.subarray(at, at + sealMagic.length).equals(sealMagic)) {
    return has(sealAt.id, id) && has(sealAt.at, position);
  }
  return false;
}
