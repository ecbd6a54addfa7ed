import { crc32 } from 'node:zlib';
import type { OutcomeCounts } from '@eventbook/shared/event/outcome';
import { readUint64, sealAt, sealLength, sealMagic, writeUint64 } from './format.js';

/** What the end of a finished segment says of the whole. */
export interface SegmentSeal {
  /** The position after its last. */
  readonly next: number;
  /** `_received_at` of its last group, microseconds. */
  readonly receivedAt: number;
  readonly groups: number;
  readonly counts: OutcomeCounts;
}

export function encodeSeal(seal: SegmentSeal, id: number, at: number): Buffer {
  const buffer = Buffer.alloc(sealLength);
  sealMagic.copy(buffer);
  buffer.writeUInt32LE(id, sealAt.id);
  buffer.writeUInt32LE(at, sealAt.at);
  writeUint64(buffer, seal.next, sealAt.next);
  writeUint64(buffer, seal.receivedAt, sealAt.received);
  buffer.writeUInt32LE(seal.groups, sealAt.groups);
  buffer.writeUInt32LE(seal.counts.accepted, sealAt.counts);
  buffer.writeUInt32LE(seal.counts.flagged, sealAt.counts + 4);
  buffer.writeUInt32LE(seal.counts.quarantined, sealAt.counts + 8);
  buffer.writeUInt32LE(seal.counts.rejected, sealAt.counts + 12);
  buffer.writeUInt32LE(crc32(buffer.subarray(sealAt.id)), sealAt.crc);
  return buffer;
}

/** Reads the seal that begins at `offset` of `buffer`, for the place `at` of its file; undefined if it is none. */
export function parseSeal(buffer: Buffer, offset: number, id: number, at: number): SegmentSeal | undefined {
  const end = offset + sealLength;
  if (
    end > buffer.length ||
    buffer.compare(sealMagic, 0, sealMagic.length, offset, offset + sealMagic.length) !== 0
  ) {
    return undefined;
  }
  if (crc32(buffer.subarray(offset + sealAt.id, end)) !== buffer.readUInt32LE(offset + sealAt.crc))
    return undefined;
  if (buffer.readUInt32LE(offset + sealAt.id) !== id || buffer.readUInt32LE(offset + sealAt.at) !== at)
    return undefined;
  return {
    next: readUint64(buffer, offset + sealAt.next),
    receivedAt: readUint64(buffer, offset + sealAt.received),
    groups: buffer.readUInt32LE(offset + sealAt.groups),
    counts: {
      accepted: buffer.readUInt32LE(offset + sealAt.counts),
      flagged: buffer.readUInt32LE(offset + sealAt.counts + 4),
      quarantined: buffer.readUInt32LE(offset + sealAt.counts + 8),
      rejected: buffer.readUInt32LE(offset + sealAt.counts + 12),
    },
  };
}
