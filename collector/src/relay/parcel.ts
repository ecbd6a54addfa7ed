/**
 * What a warehouse gets over NSQ: whole groups of a journal, byte by byte, so that its writer keeps exactly what was
 * judged, with all that repeats are told by. Numbers are little endian and unsigned.
 *
 *     magic      8   "EBPARCEL"
 *     crc        4   CRC-32 of the head
 *     length     4   of the head, in bytes
 *     head       n   JSON, UTF-8: see ParcelHead
 *     group*         as they stand in a journal (journal/format.ts), each with a checksum of its own
 *
 * A group that no message can hold goes in parts: each is a group of some of its records, whose `range` says which bytes of
 * the segment it stands for. So whoever adds up the ranges of a segment knows what he has of it, and what he has twice.
 */
import { crc32 } from 'node:zlib';
import { AppError } from '@eventbook/shared/errors/app-error';
import { firstSchemaError } from '@eventbook/shared/event/first-schema-error';
import type { Hour } from '@eventbook/shared/warehouse/hour';
import { groupAt, readUint64, recordAt, writeUint64 } from '../journal/format.js';
import { GroupView } from '../journal/group-view.js';
import type { Format } from '../journal/format.js';
import { MessageBatch } from '../nsq/message-batch.js';
import type { Block } from './block.js';

export interface ParcelHead {
  readonly parcel: 1;
  readonly collector: string;
  readonly journal: string;
  /** The random id of the segment. */
  readonly segment: number;
  readonly format: Format;
  readonly hour: Hour;
  /** For each group: which bytes of the segment it stands for, `[from, to)`. */
  readonly ranges: readonly (readonly [from: number, to: number])[];
}

const magic = Buffer.from('EBPARCEL', 'latin1');
const headAt = magic.length + 8;
const offset = { type: 'integer', minimum: 0, maximum: 0xffff_ffff };
const headSchema = {
  type: 'object',
  required: ['parcel', 'collector', 'journal', 'segment', 'format', 'hour', 'ranges'],
  properties: {
    parcel: { const: 1 },
    collector: { type: 'string' },
    journal: { type: 'string', maxLength: 255 },
    segment: offset,
    format: { const: 2 },
    // A folder has its name.
    hour: { type: 'string', pattern: '^\\d{4}-\\d{2}-\\d{2}T\\d{2}$' },
    ranges: { type: 'array', items: { type: 'array', items: offset, minItems: 2, maxItems: 2 } },
  },
};

/** A parcel ends with the group that reaches this, in bytes. Fixed, so that a group is always parted alike. */
const parcelBytes = 512 * 1024;
/** One MPUB ends with the message that reaches this; nsqd takes 5 MiB. */
const batchBytes = 1024 * 1024;

/** The parcels of a block. Segments of format 1, from before there was a relay, have none. */
export function frameParcels(block: Block, collector: string): MessageBatch[] {
  const { journal, hour, header } = block.segment;
  if (header.format === 1) return [];
  const batches: MessageBatch[] = [];
  const expected = Math.min(block.bytes.length, batchBytes + parcelBytes) + 64 * block.starts.length + 1024;
  let batch = new MessageBatch(expected);
  let groups: Buffer[] = [];
  let ranges: [number, number][] = [];
  let bytes = 0;
  let events = 0;
  const end = (): void => {
    if (groups.length === 0) return;
    const head: ParcelHead = {
      parcel: 1,
      collector,
      journal,
      segment: header.id,
      format: header.format,
      hour,
      ranges,
    };
    if (batch.bytes > batchBytes) {
      batches.push(batch);
      batch = new MessageBatch(expected);
    }
    batch.begin();
    batch.append(encodeHead(head));
    for (const group of groups) batch.append(group);
    batch.end();
    batch.events += events;
    events = 0;
    groups = [];
    ranges = [];
    bytes = 0;
  };
  const add = (group: Buffer, from: number, to: number, records: number): void => {
    if (bytes > 0 && bytes + group.length > parcelBytes) end();
    groups.push(group);
    ranges.push([from, to]);
    bytes += group.length;
    events += records;
  };
  block.groups((view, start, stop) => {
    const at = block.from + start;
    if (stop - start <= parcelBytes) add(block.bytes.subarray(start, stop), at, block.from + stop, view.size);
    else for (const part of partsOf(view, block.bytes.subarray(start, stop), at)) add(...part);
  });
  end();
  if (batch.count > 0) batches.push(batch);
  return batches;
}

/** @throws AppError message_malformed */
export function readParcel(
  message: Buffer,
  visit: (group: GroupView, head: ParcelHead, range: readonly [from: number, to: number]) => void,
): ParcelHead {
  const head = parcelHead(message);
  const view = new GroupView({ format: head.format, name: head.journal });
  let at = headAt + message.readUInt32LE(magic.length + 4);
  for (const range of head.ranges) {
    const end =
      at + groupAt.length + 4 > message.length ? Infinity : at + message.readUInt32LE(at + groupAt.length);
    if (end > message.length || end <= at) throw malformed('a group does not fit into it');
    const crc = crc32(message.subarray(at + groupAt.length, end));
    if (crc !== message.readUInt32LE(at + groupAt.crc)) throw malformed("a group's checksum does not hold");
    view.move(message, at, end);
    visit(view, head, range);
    at = end;
  }
  if (at !== message.length) throw malformed('something stands behind its last group');
  return head;
}

function encodeHead(head: ParcelHead): Buffer {
  const text = Buffer.from(JSON.stringify(head));
  const fixed = Buffer.alloc(headAt);
  magic.copy(fixed);
  fixed.writeUInt32LE(crc32(text), magic.length);
  fixed.writeUInt32LE(text.length, magic.length + 4);
  return Buffer.concat([fixed, text]);
}

/** Its groups are not looked at. @throws AppError message_malformed */
export function parcelHead(message: Buffer): ParcelHead {
  if (message.length < headAt || message.compare(magic, 0, magic.length, 0, magic.length) !== 0)
    throw malformed('it does not begin as one');
  const end = headAt + message.readUInt32LE(magic.length + 4);
  const text = message.subarray(headAt, end);
  if (end > message.length || crc32(text) !== message.readUInt32LE(magic.length))
    throw malformed("its head's checksum does not hold");
  const head: unknown = JSON.parse(text.toString('utf8'));
  if (firstSchemaError(headSchema, head) === undefined) return head as ParcelHead;
  const { parcel } = (head ?? {}) as { parcel?: unknown };
  throw malformed(
    parcel === 1
      ? 'its head is not as it should be'
      : `it is of version ${String(parcel)}; this Eventbook reads 1`,
  );
}

function malformed(why: string): AppError {
  return new AppError('user', 'message_malformed', `A message is no parcel of a journal: ${why}.`, {
    hint: 'Something else publishes to the topic, or a newer Eventbook does.',
  });
}

/** A group in parts of at most `parcelBytes`, as far as its records allow; the first counts what was rejected. */
function* partsOf(view: GroupView, group: Buffer, at: number): Iterable<[Buffer, number, number, number]> {
  const records: { start: number; end: number; outcome: number }[] = [];
  view.records((record) => {
    const start = record.contentStart - recordAt.content - view.groupStart;
    records.push({
      start,
      end: record.contentEnd - view.groupStart,
      outcome: group[start + recordAt.outcome] ?? 0,
    });
  });
  const head = group.subarray(0, records[0]?.start);
  const first = readUint64(group, groupAt.first);
  for (let index = 0; index < records.length;) {
    const from = records[index] as (typeof records)[number];
    let to = from;
    const counts = [0, 0, 0];
    let next = index;
    for (; next < records.length; next += 1) {
      const record = records[next] as (typeof records)[number];
      if (next > index && head.length + record.end - from.start > parcelBytes) break;
      counts[record.outcome] = (counts[record.outcome] ?? 0) + 1;
      to = record;
    }
    const part = Buffer.concat([head, group.subarray(from.start, to.end)]);
    part.writeUInt32LE(part.length, groupAt.length);
    writeUint64(part, first + index, groupAt.first);
    counts.forEach((count, outcome) => part.writeUInt32LE(count, groupAt.counts + 4 * outcome));
    if (index > 0) part.writeUInt32LE(0, groupAt.counts + 12);
    part.writeUInt32LE(crc32(part.subarray(groupAt.length)), groupAt.crc);
    yield [part, at + (index === 0 ? 0 : from.start), at + to.end, next - index];
    index = next;
  }
}
