import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createGunzip, crc32 } from 'node:zlib';
import { compressedSuffix } from './compressed-segment.js';
import {
  type Format,
  groupAt,
  groupMagic,
  headerAt,
  knownFormats,
  formatVersion,
  readUint64,
  smallestGroup,
} from './format.js';
import { largestHeader, parseHeader } from './segment-header.js';
import type { SegmentSeal } from './segment-seal.js';

/** Sound groups that follow each other without a gap. */
export interface Stretch {
  readonly first: number;
  /** Each with its own bytes. */
  readonly groups: readonly Buffer[];
  readonly totals: SegmentSeal;
}

export interface Salvage {
  readonly format: Format;
  readonly stretches: readonly Stretch[];
  /** Behind the last sound group, a seal among them. */
  readonly bytesBehind: number;
}

/**
 * Finds every sound group of a damaged segment: its checksum holds and it stands where it says. Reads the whole file
 * into memory. What cannot be unpacked of a compressed one ends it.
 * @param first what the segment's name says
 */
export async function salvageSegment(path: string, first: number): Promise<Salvage> {
  const bytes = path.endsWith(compressedSuffix) ? await unpacked(path) : await readFile(path);
  const header = parseHeader(bytes.subarray(0, largestHeader), path);
  const told = bytes.length > headerAt.id ? bytes.readUInt32LE(headerAt.version) : formatVersion;
  const format = header?.format ?? knownFormats.find((known) => known === told) ?? formatVersion;
  const stretches: { first: number; groups: Buffer[]; totals: SegmentSeal }[] = [];
  let id = header?.id;
  let next = first;
  let receivedAt = 0;
  let behind = header?.length ?? 0;
  for (let at = bytes.indexOf(groupMagic); at !== -1; at = bytes.indexOf(groupMagic, at)) {
    const length = soundLength(bytes, at, id);
    const group = bytes.subarray(at, at + (length ?? 0));
    if (
      length === undefined ||
      readUint64(group, groupAt.first) < next ||
      readUint64(group, groupAt.received) < receivedAt
    ) {
      at += groupMagic.length;
      continue;
    }
    id ??= group.readUInt32LE(groupAt.id);
    const begins = readUint64(group, groupAt.first);
    let stretch = stretches.at(-1);
    if (stretch === undefined || begins !== next) {
      const counts = { accepted: 0, flagged: 0, quarantined: 0, rejected: 0 };
      stretch = { first: begins, groups: [], totals: { next: begins, receivedAt: 0, groups: 0, counts } };
      stretches.push(stretch);
    }
    stretch.groups.push(group);
    stretch.totals = withGroup(stretch.totals, group);
    ({ next, receivedAt } = stretch.totals);
    at += length;
    behind = at;
  }
  return { format, stretches, bytesBehind: bytes.length - behind };
}

function soundLength(bytes: Buffer, at: number, id: number | undefined): number | undefined {
  if (bytes.length - at < smallestGroup) return undefined;
  const length = bytes.readUInt32LE(at + groupAt.length);
  if (length < smallestGroup || length > bytes.length - at || bytes.readUInt32LE(at + groupAt.at) !== at)
    return undefined;
  if (id !== undefined && bytes.readUInt32LE(at + groupAt.id) !== id) return undefined;
  const crc = crc32(bytes.subarray(at + groupAt.length, at + length));
  return crc === bytes.readUInt32LE(at + groupAt.crc) ? length : undefined;
}

function withGroup(totals: SegmentSeal, group: Buffer): SegmentSeal {
  const count = (place: number): number => group.readUInt32LE(groupAt.counts + 4 * place);
  const { counts } = totals;
  return {
    next: totals.next + count(0) + count(1) + count(2),
    receivedAt: readUint64(group, groupAt.received),
    groups: totals.groups + 1,
    counts: {
      accepted: counts.accepted + count(0),
      flagged: counts.flagged + count(1),
      quarantined: counts.quarantined + count(2),
      rejected: counts.rejected + count(3),
    },
  };
}

async function unpacked(path: string): Promise<Buffer> {
  const chunks: Buffer[] = [];
  try {
    for await (const chunk of createReadStream(path).pipe(createGunzip())) chunks.push(chunk as Buffer);
  } catch {
    // Up to here it could be unpacked.
  }
  return Buffer.concat(chunks);
}
