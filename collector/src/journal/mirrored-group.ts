import { crc32 } from 'node:zlib';
import type { AppendableGroup, GroupPlace } from './appendable-group.js';
import { groupAt, originAt, originBytes, writeUint64 } from './format.js';
import type { GroupOriginRange, GroupView } from './group-view.js';
import type { GrowingBuffer } from './growing-buffer.js';

/** A group of another journal, to be kept as it is with where it comes from (format 3). It holds as long as the view does. */
export class MirroredGroup implements AppendableGroup {
  readonly receivedAt: number;
  readonly #group: GroupView;
  readonly #origin: GroupOriginRange;

  /** @param receivedAt in the journal that keeps it */
  constructor(group: GroupView, origin: GroupOriginRange, receivedAt: number) {
    this.#group = group;
    this.#origin = origin;
    this.receivedAt = receivedAt;
  }

  get size(): number {
    return this.#group.size;
  }

  get accepted(): number {
    return this.#group.accepted;
  }

  get flagged(): number {
    return this.#group.flagged;
  }

  get quarantined(): number {
    return this.#group.quarantined;
  }

  get rejected(): number {
    return this.#group.rejected;
  }

  writeTo(target: GrowingBuffer, place: GroupPlace): void {
    const { buffer, groupStart, recordBytes, journal, firstPosition, receivedAt } = this.#group;
    const [records, end] = recordBytes;
    const name = Buffer.from(journal);
    const head = records - groupStart;
    const length = head + 1 + name.length + originBytes + (end - records);
    const start = target.length;
    target.reserve(length);
    const { bytes } = target;
    buffer.copy(bytes, start, groupStart, records);
    bytes.writeUInt8(name.length, start + head);
    name.copy(bytes, start + head + 1);
    const origin = start + head + 1 + name.length;
    writeUint64(bytes, firstPosition, origin + originAt.first);
    writeUint64(bytes, receivedAt, origin + originAt.received);
    bytes.writeUInt32LE(this.#origin.segment, origin + originAt.segment);
    bytes.writeUInt32LE(this.#origin.from, origin + originAt.from);
    bytes.writeUInt32LE(this.#origin.to, origin + originAt.to);
    buffer.copy(bytes, origin + originBytes, records, end);
    bytes.writeUInt32LE(length, start + groupAt.length);
    bytes.writeUInt32LE(place.id, start + groupAt.id);
    bytes.writeUInt32LE(place.at, start + groupAt.at);
    bytes.writeUInt32LE(place.write, start + groupAt.write);
    writeUint64(bytes, place.first, start + groupAt.first);
    writeUint64(bytes, this.receivedAt, start + groupAt.received);
    bytes.writeUInt32LE(crc32(bytes.subarray(start + groupAt.length, start + length)), start + groupAt.crc);
    target.length = start + length;
  }
}
