import {
  groupAt,
  groupAt1,
  mirrorFormat,
  originAt,
  originBytes,
  readUint64,
  recordAt,
  recordAt1,
  snapshotBytes,
} from './format.js';
import { NameTable } from './name-table.js';
import { keptOutcomes } from './record.js';
import { RecordView } from './record-view.js';
import type { SegmentHeader } from './segment-header.js';
import { StoredPrefix } from './stored-prefix.js';

/** Bytes of a segment, `[from, to)`. */
export interface GroupOriginRange {
  /** Its random id. */
  readonly segment: number;
  readonly from: number;
  readonly to: number;
}

/** `"event":"` comes first in a content, then the name. */
const nameOffset = 9;
const snapshotKey = Buffer.from(',"_snapshot":"');
const collectorKey = Buffer.from(',"_collector":"');

/**
 * One group of a segment, in place, of any format. There is one view per reading, moved from group to group: it and
 * its buffer hold only until the visitor returns.
 */
export class GroupView {
  buffer: Buffer = Buffer.alloc(0);
  /** `<environment>/<name>`. */
  source = '';
  /** Its name; '' where a group of format 1 holds no record. */
  collector = '';
  /** The journal that its positions are of. */
  journal: string;
  /** Microseconds since the epoch. */
  receivedAt = 0;
  /** Position of the first record; the others follow one by one. */
  firstPosition = 0;
  /** The same in this very journal, where that keeps what another one held. */
  ownReceivedAt = 0;
  ownFirst = 0;
  /** What it stands for in the journal that it comes from; undefined where that is this one. */
  origin: GroupOriginRange | undefined;
  accepted = 0;
  flagged = 0;
  quarantined = 0;
  rejected = 0;
  readonly format: SegmentHeader['format'];
  readonly #names = new NameTable();
  readonly #prefix = new StoredPrefix();
  readonly #record = new RecordView(this);
  #start = 0;
  #records = 0;
  #end = 0;
  #snapshot: string | undefined;

  constructor(header: Pick<SegmentHeader, 'format' | 'name'>) {
    this.format = header.format;
    this.journal = header.name;
  }

  /** Where in `buffer` it begins. */
  get groupStart(): number {
    return this.#start;
  }

  /** Where in `buffer` its records begin, and where they end. */
  get recordBytes(): readonly [start: number, end: number] {
    return [this.#records, this.#end];
  }

  /** How many records it holds. */
  get size(): number {
    return this.accepted + this.flagged + this.quarantined;
  }

  /** SHA-256 of the snapshot content that judged its records, in hex; '' where a group of format 1 holds none. */
  get snapshot(): string {
    this.#snapshot ??= this.format === 1 ? this.#textInLine(snapshotKey) : this.#snapshotInHead();
    return this.#snapshot;
  }

  /** Visits the records in the order of their positions. */
  records(visit: (record: RecordView) => void): void {
    let at = this.#records;
    let position = this.firstPosition;
    while (at < this.#end) {
      at = this.format === 1 ? this.#moveTo1(at) : this.#moveTo(at);
      this.#record.position = position;
      position += 1;
      visit(this.#record);
    }
  }

  /** Moves to the group in `[start, end)`, whose CRC holds. */
  move(buffer: Buffer, start: number, end: number): void {
    this.buffer = buffer;
    this.#start = start;
    this.#end = end;
    this.#snapshot = undefined;
    this.receivedAt = this.ownReceivedAt = readUint64(buffer, start + groupAt.received);
    this.firstPosition = this.ownFirst = readUint64(buffer, start + groupAt.first);
    this.accepted = buffer.readUInt32LE(start + groupAt.counts);
    this.flagged = buffer.readUInt32LE(start + groupAt.counts + 4);
    this.quarantined = buffer.readUInt32LE(start + groupAt.counts + 8);
    this.rejected = buffer.readUInt32LE(start + groupAt.counts + 12);
    if (this.format === 1) {
      const source = start + groupAt1.source;
      this.#records = source + buffer.readUInt16LE(start + groupAt1.sourceLength);
      this.source = this.#names.text(buffer, source, this.#records);
      this.collector = this.#textInLine(collectorKey);
      return;
    }
    const source = start + groupAt.source;
    const collector = source + buffer.readUInt16LE(start + groupAt.sourceLength);
    this.#records = collector + buffer.readUInt8(start + groupAt.collectorLength);
    this.source = this.#names.text(buffer, source, collector);
    this.collector = this.#names.text(buffer, collector, this.#records);
    if (this.format === mirrorFormat) this.#moveToOrigin();
  }

  /** What the collector's own keys take at the beginning of a record's line, in bytes; not in format 1. */
  prefixLength(record: RecordView): number {
    return this.#prefix.length(this, record);
  }

  /** Writes them, up to where the content begins, and answers where that is. */
  writePrefix(target: Buffer, at: number, record: RecordView): number {
    return this.#prefix.write(this, record, target, at);
  }

  #moveToOrigin(): void {
    const { buffer } = this;
    const name = this.#records + 1;
    const at = name + buffer.readUInt8(this.#records);
    this.journal = this.#names.text(buffer, name, at);
    this.firstPosition = readUint64(buffer, at + originAt.first);
    this.receivedAt = readUint64(buffer, at + originAt.received);
    this.origin = {
      segment: buffer.readUInt32LE(at + originAt.segment),
      from: buffer.readUInt32LE(at + originAt.from),
      to: buffer.readUInt32LE(at + originAt.to),
    };
    this.#records = at + originBytes;
  }

  #moveTo(at: number): number {
    const { buffer } = this;
    const record = this.#record;
    const content = at + recordAt.content;
    const end = content + buffer.readUInt32LE(at + recordAt.length);
    const name = content + nameOffset;
    record.outcome = keptOutcomes[buffer[at + recordAt.outcome] ?? 0] ?? 'quarantined';
    record.table = this.#names.text(buffer, name, name + (buffer[at + recordAt.tableLength] ?? 0));
    record.move(at, content, end);
    return end;
  }

  #moveTo1(at: number): number {
    const { buffer } = this;
    const record = this.#record;
    const table = at + recordAt1.table;
    const line = table + (buffer[at + recordAt1.tableLength] ?? 0);
    const end = line + buffer.readUInt32LE(at + recordAt1.length);
    record.outcome = keptOutcomes[buffer[at + recordAt1.outcome] ?? 0] ?? 'quarantined';
    record.table = this.#names.text(buffer, table, line);
    record.move(line, line + buffer.readUInt32LE(at + recordAt1.content), end);
    return end + 1;
  }

  #snapshotInHead(): string {
    const at = this.#start + groupAt.snapshot;
    return this.buffer.toString('hex', at, at + snapshotBytes);
  }

  /**
   * A text of the first line of a group of format 1. All events of a request were judged by one collector and one
   * snapshot, so the first line speaks for all.
   */
  #textInLine(key: Buffer): string {
    if (this.#records === this.#end) return '';
    const line = this.buffer.subarray(this.#records, this.#end);
    const found = line.indexOf(key);
    if (found === -1) return '';
    const start = found + key.length;
    return line.toString('utf8', start, line.indexOf('"', start));
  }
}
