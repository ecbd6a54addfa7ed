/**
 * The bytes of a journal, format version 2. All numbers are little endian and unsigned; u64 never exceeds 2^53, but
 * for the hash of a record. What format 1 did otherwise stands at the end; it is read for ever and never written.
 *
 * A journal is a folder of segments. A segment is one file, `<first position, 16 digits>-<UTC hour>-<ordinal>.journal`, so
 * names sort by position. It holds the groups of one UTC hour of `_received_at`, in the order of their positions:
 *
 *     segment = header group* [seal]
 *
 *     header   magic      8   FF "EBJRNL" 0A
 *              crc        4   CRC-32 of the header's bytes from `length` on
 *              length     4   of the header; magic, crc, length and version stand here in every version
 *              version    4   2
 *              id         4   random; every group of this segment repeats it
 *              first      8   position of the segment's first record
 *              hour      13   ASCII, `2026-11-23T07`
 *              name    1 + n  the journal's name: length, UTF-8
 *
 *     group    magic      4   FF "GRP"
 *              crc        4   CRC-32 of the group's bytes from `length` on
 *              length     4   of the whole group
 *              id         4   the segment's
 *              at         4   offset of this group in the file
 *              write      4   offset in the file of the write that brought it: all before it was synced by then
 *              first      8   position of the group's first record; the others follow without a gap
 *              received   8   `_received_at`, microseconds since the epoch; never lower than in the group before
 *              accepted   4   }
 *              flagged    4   } how many records of each outcome the group holds
 *              quarantined 4  }
 *              rejected   4   how many events of the request are not here
 *              snapshot  32   SHA-256 of the content that judged them
 *              lengths  2 + 1 of source and collector
 *              source     n   `<environment>/<name>`, UTF-8
 *              collector  n   its name, UTF-8
 *              record*
 *
 *     record   length     4   of the content, in bytes
 *              outcome    1   0 accepted, 1 flagged, 2 quarantined
 *              table      1   length of the event's name, which stands in the content behind `"event":"`, and whose
 *                             table it goes to; 0 is the quarantine
 *              id        16   event_id
 *              said       8   XXH64 of what the sender said (see shared/event/stored-event.ts): equal in a repeat,
 *                             however it was judged
 *              content    n   the stored event from `event` on, its closing brace too, UTF-8
 *
 * So what is equal in all events of a request is written once, and a stored event is put together by its reader
 * (record-view.ts); the position is that of the group plus the record's number.
 *
 *     seal     magic      4   FF "END"
 *              crc        4   CRC-32 of the seal's bytes from `id` on
 *              id         4   the segment's
 *              at         4   offset of the seal; it is the last thing in the file
 *              next       8   the position after the segment's last
 *              received   8   `_received_at` of the last group
 *              groups     4
 *              accepted, flagged, quarantined, rejected   4 each
 *
 * FF occurs nowhere in UTF-8, so no text that a sender chooses can look like the start of a group or a seal.
 *
 * Invariants, each with a test:
 * 1. Only the last segment of a journal may lack its seal. A segment is sealed and synced before the next is made.
 * 2. What is acknowledged was synced, and its file's name too. One write is on its way at a time, and the next is
 *    not begun before the sync of the last has succeeded.
 * 3. Positions go on without a gap: over segments, hours, restarts and failed writes.
 * 4. `_received_at` never goes back.
 * 5. A segment is never changed once it is sealed.
 *
 * Torn or damaged? After a crash only the bytes of the one write that was on its way may be anything: a part of
 * it, zeros, its last page without its first. All before that write's offset had been synced. So at the first
 * place X that cannot be read as a group or a seal, recovery looks at everything behind it:
 * - if there is a header of this very segment's group (magic, id, its own offset) whose `write` lies behind X, or
 *   such a seal, then X had been synced before that was written. A crash does not do this: the journal is
 *   *damaged* (journal_damaged), and nothing is touched;
 * - otherwise X belongs to the last write, nothing of it from X on was ever acknowledged, and it is *torn*: the
 *   file is cut at X, behind the last whole group. Whole groups behind X in the same write go with it, because
 *   positions must not have a gap; nobody was told of them.
 * The limit of this: bits that rot in the very last write before a crash cannot be told from a torn write. An
 * orderly end seals the segment, and then every flipped bit is damage.
 * A missing seal on a segment that another one follows cannot come from a crash either (invariant 1).
 * A file that has not even its header, and behind which nothing proves a second write, was never acknowledged.
 *
 * Format 1 had neither snapshot nor collector in a group: behind `rejected` came the length of the source (2) and
 * the source, and each record was
 *
 *     record   length     4   of the line, in bytes, without its newline
 *              content    4   offset in the line of what the sender said
 *              outcome    1
 *              table    1 + n length, UTF-8; empty is the quarantine
 *              line       n   the whole stored event, UTF-8
 *              newline    1   0A
 *
 * Format 3 is that of a warehouse sink, which keeps what other journals held: a journal for each hour, whose positions and
 * times are its own (`received` is the hour's beginning), and behind the collector in each group's head
 *
 *     origin   journal 1 + n length, UTF-8
 *              first      8   position of the group's first record there
 *              received   8   `_received_at`
 *              segment    4   id of the segment there
 *              from, to   4 each   the bytes of that segment that the group stands for, `[from, to)`
 *
 * Deletion: sealed segments may be deleted when nothing needs them, except the last one of a journal. It is what
 * positions and `_received_at` go on from.
 */
export const formatVersion = 2;
/** The format of a sink's journals. */
export const mirrorFormat = 3;

/** Every format there has been. A segment of any of them is read. */
export const knownFormats = [1, formatVersion, mirrorFormat] as const;
export type Format = (typeof knownFormats)[number];

export const headerMagic = Buffer.from('\xffEBJRNL\n', 'latin1');
export const groupMagic = Buffer.from('\xffGRP', 'latin1');
export const sealMagic = Buffer.from('\xffEND', 'latin1');

/** Offsets inside a header; `name` is its length byte. */
export const headerAt = { crc: 8, length: 12, version: 16, id: 20, first: 24, hour: 32, name: 45 } as const;

/** Offsets inside a group. */
export const groupAt = {
  crc: 4,
  length: 8,
  id: 12,
  at: 16,
  write: 20,
  first: 24,
  received: 32,
  counts: 40,
  snapshot: 56,
  sourceLength: 88,
  collectorLength: 90,
  source: 91,
} as const;
export const snapshotBytes = 32;

/** Offsets inside a record. */
export const recordAt = { length: 0, outcome: 4, tableLength: 5, id: 6, said: 22, content: 30 } as const;

/** The same of format 1, where they are others. */
export const groupAt1 = { sourceLength: 56, source: 58 } as const;
export const recordAt1 = { length: 0, content: 4, outcome: 8, tableLength: 9, table: 10 } as const;

/** Offsets inside the origin of format 3, behind the journal's name. */
export const originAt = { first: 0, received: 8, segment: 16, from: 20, to: 24 } as const;
export const originBytes = 28;

/** No group of any format is smaller. */
export const smallestGroup = groupAt1.source;

/** Offsets inside a seal. */
export const sealAt = { crc: 4, id: 8, at: 12, next: 16, received: 24, groups: 32, counts: 36 } as const;
export const sealLength = 52;

/** Offsets are written with 32 bits; a segment and a group each stay below half of what that can say. */
export const largestSegment = 2 ** 30;
export const largestGroup = 2 ** 30;

/** Writes a number up to 2^53 in eight bytes. Buffer's own BigInt methods are several times slower. */
export function writeUint64(buffer: Buffer, value: number, offset: number): void {
  buffer.writeUInt32LE(value % 0x1_0000_0000, offset);
  buffer.writeUInt32LE(Math.floor(value / 0x1_0000_0000), offset + 4);
}

export function readUint64(buffer: Buffer, offset: number): number {
  return buffer.readUInt32LE(offset) + buffer.readUInt32LE(offset + 4) * 0x1_0000_0000;
}
