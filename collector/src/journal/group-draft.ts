import { crc32 } from 'node:zlib';
import { AppError } from '@eventbook/shared/errors/app-error';
import type { KeptOutcome } from '@eventbook/shared/event/outcome';
import { groupAt, groupMagic, largestGroup, recordAt, snapshotBytes, writeUint64 } from './format.js';
import type { AppendableGroup, GroupPlace } from './appendable-group.js';
import { GrowingBuffer } from './growing-buffer.js';
import { type GroupOrigin, type JournalRecord, keptOutcomes } from './record.js';

const longestTable = 255;
const longestSource = 65_535;
const longestCollector = 255;
/** A UTF-16 code unit takes at most three bytes of UTF-8. */
const bytesPerUnit = 3;

/**
 * One request on its way into the journal, in the bytes it will have there (format.ts): kept whole or not at all. It is
 * used again for the next request, so nothing of it holds beyond the call that appends it.
 */
export class GroupDraft implements AppendableGroup {
  /** Microseconds since the epoch, from `Journal.receive`. */
  receivedAt = 0;
  /** How many events of the request were rejected: counted here, kept nowhere. */
  rejected = 0;
  accepted = 0;
  flagged = 0;
  quarantined = 0;
  readonly #buffer = new GrowingBuffer();
  readonly #said = new BigUint64Array(1);
  readonly #saidBytes = new Uint8Array(this.#said.buffer);
  #origin: GroupOrigin | undefined;
  #head = 0;

  /** How many records it holds. */
  get size(): number {
    return this.accepted + this.flagged + this.quarantined;
  }

  /** The bytes that `reserve` made room in; they hold until the next call of it. */
  get bytes(): Buffer {
    return this.#buffer.bytes;
  }

  /** In bytes. */
  get length(): number {
    return this.#buffer.length;
  }

  /**
   * Begins anew, for another request.
   * @throws AppError internal for a source or collector that the format has no room for
   */
  begin(origin: GroupOrigin): void {
    this.rejected = 0;
    this.accepted = 0;
    this.flagged = 0;
    this.quarantined = 0;
    // A sender's requests follow each other: what they have in common stands there already.
    if (origin === this.#origin) this.#buffer.length = this.#head;
    else this.#writeHead(origin);
  }

  /** Makes room for a record whose content has at most so many bytes; answers where the content goes in `bytes`. */
  reserve(contentBytes: number): number {
    const buffer = this.#buffer;
    if (buffer.length + contentBytes > largestGroup - recordAt.content)
      throw new AppError('bug', 'internal', 'A request is too large to be one journal group.');
    buffer.reserve(recordAt.content + contentBytes);
    return buffer.length + recordAt.content;
  }

  /** Where in `bytes` the 16 bytes of the id go of the record that room was reserved for. */
  get idPlace(): number {
    return this.#buffer.length + recordAt.id;
  }

  /** Takes in the record whose id and content were written to where `idPlace` and `reserve` said. */
  add(outcome: KeptOutcome, tableBytes: number, said: bigint, contentBytes: number): void {
    const buffer = this.#buffer;
    const { bytes, length: start } = buffer;
    if (tableBytes > longestTable) throw new AppError('bug', 'internal', "A table's name is too long.");
    writeUint32(bytes, contentBytes, start + recordAt.length);
    bytes[start + recordAt.outcome] = keptOutcomes.indexOf(outcome);
    bytes[start + recordAt.tableLength] = tableBytes;
    this.#said[0] = said;
    for (let index = 0; index < 8; index += 1) {
      bytes[start + recordAt.said + index] = this.#saidBytes[index] as number;
    }
    buffer.length = start + recordAt.content + contentBytes;
    if (outcome === 'accepted') this.accepted += 1;
    else if (outcome === 'flagged') this.flagged += 1;
    else this.quarantined += 1;
  }

  /** The same for what stands in texts. */
  addText({ outcome, table, id, said, content }: JournalRecord): void {
    const start = this.reserve(content.length * bytesPerUnit);
    const { bytes } = this;
    const contentBytes = bytes.write(content, start);
    bytes.write(id.replaceAll('-', ''), this.idPlace, 'hex');
    this.add(outcome, Buffer.byteLength(table), said, contentBytes);
  }

  /** Adds the whole group to the end of `target`. */
  writeTo(target: GrowingBuffer, place: GroupPlace): void {
    const start = target.length;
    const length = this.#buffer.length;
    target.reserve(length);
    const { bytes } = target;
    this.#buffer.bytes.copy(bytes, start, 0, length);
    writeUint32(bytes, length, start + groupAt.length);
    writeUint32(bytes, place.id, start + groupAt.id);
    writeUint32(bytes, place.at, start + groupAt.at);
    writeUint32(bytes, place.write, start + groupAt.write);
    writeUint64(bytes, place.first, start + groupAt.first);
    writeUint64(bytes, this.receivedAt, start + groupAt.received);
    writeUint32(bytes, this.accepted, start + groupAt.counts);
    writeUint32(bytes, this.flagged, start + groupAt.counts + 4);
    writeUint32(bytes, this.quarantined, start + groupAt.counts + 8);
    writeUint32(bytes, this.rejected, start + groupAt.counts + 12);
    writeUint32(bytes, crc32(bytes.subarray(start + groupAt.length, start + length)), start + groupAt.crc);
    target.length = start + length;
  }

  #writeHead(origin: GroupOrigin): void {
    const source = Buffer.from(origin.source);
    const collector = Buffer.from(origin.collector);
    if (source.length > longestSource)
      throw new AppError('bug', 'internal', 'The name of a source is too long.');
    if (collector.length > longestCollector)
      throw new AppError('bug', 'internal', 'The name of a collector is too long.');
    this.#head = groupAt.source + source.length + collector.length;
    const buffer = this.#buffer;
    buffer.length = 0;
    buffer.reserve(this.#head);
    const { bytes } = buffer;
    groupMagic.copy(bytes, 0);
    bytes.fill(0, groupAt.snapshot, groupAt.snapshot + snapshotBytes);
    bytes.write(origin.snapshot, groupAt.snapshot, snapshotBytes, 'hex');
    bytes.writeUInt16LE(source.length, groupAt.sourceLength);
    bytes.writeUInt8(collector.length, groupAt.collectorLength);
    source.copy(bytes, groupAt.source);
    collector.copy(bytes, groupAt.source + source.length);
    buffer.length = this.#head;
    this.#origin = origin;
  }
}

/** Buffer's own method checks more than it writes. */
function writeUint32(bytes: Buffer, value: number, offset: number): void {
  bytes[offset] = value;
  bytes[offset + 1] = value >>> 8;
  bytes[offset + 2] = value >>> 16;
  bytes[offset + 3] = value >>> 24;
}
