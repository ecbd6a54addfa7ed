import { crc32 } from 'node:zlib';
import type { Hour } from '@eventbook/shared/warehouse/hour';
import { groupAt, groupMagic, smallestGroup } from '../journal/format.js';
import { GroupView } from '../journal/group-view.js';
import { journalDamaged } from '../journal/journal-damaged.js';
import type { SegmentHeader } from '../journal/segment-header.js';
import type { MessageBatch } from '../nsq/message-batch.js';

/** Which segment a block is of. */
export interface BlockSegment {
  readonly path: string;
  readonly journal: string;
  /** The file's name, without what compression adds. */
  readonly name: string;
  readonly hour: Hour;
  readonly header: SegmentHeader;
}

/** A stretch of whole groups of one segment, read and verified once for every destination that comes by. */
export class Block {
  readonly segment: BlockSegment;
  /** Offsets in the unpacked file: `[from, to)`. */
  readonly from: number;
  readonly to: number;
  readonly bytes: Buffer;
  /** Where each group begins in `bytes`. */
  readonly starts: readonly number[];
  /** The position after its last record. */
  readonly next: number;
  /** How many records it holds. */
  readonly records: number;
  /** When its first group was received, microseconds since the epoch. */
  readonly receivedAt: number;
  /** Ids of the snapshots that judged. */
  readonly snapshots: readonly string[];
  /** What was made of it, for all that want the same. */
  readonly #framed = new Map<string, readonly MessageBatch[]>();

  /** @param bytes whole groups, from the offset `from` on @throws AppError journal_damaged */
  constructor(segment: BlockSegment, from: number, bytes: Buffer) {
    this.segment = segment;
    this.from = from;
    this.to = from + bytes.length;
    this.bytes = bytes;
    const starts: number[] = [];
    const snapshots = new Set<string>();
    const view = new GroupView(segment.header);
    let next = 0;
    let records = 0;
    let receivedAt: number | undefined;
    for (let at = 0; at < bytes.length;) {
      const end = at + bytes.readUInt32LE(at + groupAt.length);
      const trouble = wrongWith(bytes, at, end, from, segment.header);
      if (trouble !== undefined) throw journalDamaged(segment.path, from + at, trouble);
      view.move(bytes, at, end);
      if (view.size > 0) snapshots.add(view.snapshot);
      next = view.firstPosition + view.size;
      records += view.size;
      receivedAt ??= view.receivedAt;
      starts.push(at);
      at = end;
    }
    this.starts = starts;
    this.next = next;
    this.records = records;
    this.receivedAt = receivedAt ?? 0;
    this.snapshots = [...snapshots];
  }

  /** Visits every group; the view holds until the visitor returns. */
  groups(visit: (group: GroupView, start: number, end: number) => void): void {
    const view = new GroupView(this.segment.header);
    this.starts.forEach((start, index) => {
      const end = this.starts[index + 1] ?? this.bytes.length;
      view.move(this.bytes, start, end);
      visit(view, start, end);
    });
  }

  /** What `make` makes of it; made once for each key. */
  framed(key: string, make: () => readonly MessageBatch[]): readonly MessageBatch[] {
    let framed = this.#framed.get(key);
    if (framed === undefined) this.#framed.set(key, (framed = make()));
    return framed;
  }
}

/** Where in `bytes` the last whole group ends; a seal or anything else ends it too. */
export function wholeGroups(bytes: Buffer): { readonly end: number; readonly wanted: number } {
  let end = 0;
  while (bytes.length - end >= smallestGroup) {
    if (bytes.compare(groupMagic, 0, groupMagic.length, end, end + groupMagic.length) !== 0) break;
    const length = bytes.readUInt32LE(end + groupAt.length);
    if (length < smallestGroup) break;
    if (length > bytes.length - end) return { end, wanted: length };
    end += length;
  }
  return { end, wanted: smallestGroup };
}

function wrongWith(
  bytes: Buffer,
  start: number,
  end: number,
  from: number,
  header: SegmentHeader,
): string | undefined {
  if (crc32(bytes.subarray(start + groupAt.length, end)) !== bytes.readUInt32LE(start + groupAt.crc))
    return "a group's checksum does not hold";
  if (bytes.readUInt32LE(start + groupAt.id) !== header.id) return 'a group of another segment stands there';
  if (bytes.readUInt32LE(start + groupAt.at) !== from + start) return 'a group of another place stands there';
  return undefined;
}
