import { crc32 } from 'node:zlib';
import { AppError } from '@eventbook/shared/errors/app-error';
import { groupAt, groupMagic, largestGroup, recordAt, writeUint64 } from './format.js';
import type { GrowingBuffer } from './growing-buffer.js';
import { keptOutcomes, type JournalGroup } from './record.js';

/** Where a group stands in its segment. */
export interface GroupPlace {
  readonly id: number;
  readonly at: number;
  readonly write: number;
  readonly first: number;
}

const newline = 0x0a;
const longestTable = 255;
const longestSource = 65_535;
/** A UTF-16 code unit takes at most three bytes of UTF-8. */
const bytesPerUnit = 3;

/**
 * Adds one group to the end of `target`, which is left as it was where the group cannot be written.
 * @throws AppError internal for a group that the format has no room for
 */
export function encodeGroup(target: GrowingBuffer, group: JournalGroup, place: GroupPlace): void {
  let room = groupAt.source + group.source.length * bytesPerUnit;
  for (const { line, table } of group.records) {
    room += recordAt.table + 1 + (line.length + table.length) * bytesPerUnit;
  }
  if (room > largestGroup)
    throw new AppError('bug', 'internal', 'A request is too large to be one journal group.');
  target.reserve(room);

  const bytes = target.bytes;
  const start = target.length;
  const sourceLength = bytes.write(group.source, start + groupAt.source);
  if (sourceLength > longestSource)
    throw new AppError('bug', 'internal', 'The name of a source is too long.');

  const counts = [0, 0, 0];
  let end = start + groupAt.source + sourceLength;
  for (const record of group.records) {
    const outcome = keptOutcomes.indexOf(record.outcome);
    counts[outcome] = (counts[outcome] ?? 0) + 1;
    const tableLength = writeShort(bytes, record.table, end + recordAt.table);
    if (tableLength > longestTable) throw new AppError('bug', 'internal', "A table's name is too long.");
    const lineStart = end + recordAt.table + tableLength;
    const lineLength = bytes.write(record.line, lineStart);
    bytes.writeUInt32LE(lineLength, end + recordAt.length);
    bytes.writeUInt32LE(record.contentOffset, end + recordAt.content);
    bytes[end + recordAt.outcome] = outcome;
    bytes[end + recordAt.tableLength] = tableLength;
    end = lineStart + lineLength;
    bytes[end] = newline;
    end += 1;
  }

  groupMagic.copy(bytes, start);
  bytes.writeUInt32LE(end - start, start + groupAt.length);
  bytes.writeUInt32LE(place.id, start + groupAt.id);
  bytes.writeUInt32LE(place.at, start + groupAt.at);
  bytes.writeUInt32LE(place.write, start + groupAt.write);
  writeUint64(bytes, place.first, start + groupAt.first);
  writeUint64(bytes, group.receivedAt, start + groupAt.received);
  counts.forEach((count, index) => bytes.writeUInt32LE(count, start + groupAt.counts + 4 * index));
  bytes.writeUInt32LE(group.rejected, start + groupAt.counts + 12);
  bytes.writeUInt16LE(sourceLength, start + groupAt.sourceLength);
  bytes.writeUInt32LE(crc32(bytes.subarray(start + groupAt.length, end)), start + groupAt.crc);
  target.length = end;
}

/** Names are short and nearly always ASCII: a loop beats the call into native code. */
function writeShort(bytes: Buffer, text: string, offset: number): number {
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    if (unit > 0x7f) return bytes.write(text, offset);
    bytes[offset + index] = unit;
  }
  return text.length;
}
