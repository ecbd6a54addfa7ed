import type { KeptOutcome } from '@eventbook/shared/event/outcome';
import { groupAt, readUint64, recordAt } from './format.js';
import { NameTable } from './name-table.js';
import { keptOutcomes } from './record.js';

/**
 * One record: its line is `[lineStart, lineEnd)` of the view's buffer, the byte at `lineEnd` is a newline, and
 * what the sender said begins at `contentStart`. An empty table is the quarantine.
 */
export type VisitRecord = (
  outcome: KeptOutcome,
  table: string,
  lineStart: number,
  lineEnd: number,
  contentStart: number,
) => void;

/**
 * One group of a segment, in place. There is one view per reading, moved from group to group: it and its buffer
 * hold only until the visitor returns.
 */
export class GroupView {
  buffer: Buffer = Buffer.alloc(0);
  source = '';
  /** Microseconds since the epoch. */
  receivedAt = 0;
  /** Position of the first record; the others follow one by one. */
  firstPosition = 0;
  accepted = 0;
  flagged = 0;
  quarantined = 0;
  rejected = 0;
  readonly #names = new NameTable();
  #records = 0;
  #end = 0;

  /** How many records it holds. */
  get size(): number {
    return this.accepted + this.flagged + this.quarantined;
  }

  /** Visits the records in the order of their positions. */
  records(visit: VisitRecord): void {
    const buffer = this.buffer;
    let at = this.#records;
    while (at < this.#end) {
      const tableStart = at + recordAt.table;
      const lineStart = tableStart + (buffer[at + recordAt.tableLength] ?? 0);
      const lineEnd = lineStart + buffer.readUInt32LE(at + recordAt.length);
      const outcome = keptOutcomes[buffer[at + recordAt.outcome] ?? 0] ?? 'quarantined';
      const table = this.#names.text(buffer, tableStart, lineStart);
      visit(outcome, table, lineStart, lineEnd, lineStart + buffer.readUInt32LE(at + recordAt.content));
      at = lineEnd + 1;
    }
  }

  /** Moves to the group in `[start, end)`, whose CRC holds. */
  move(buffer: Buffer, start: number, end: number): void {
    const source = start + groupAt.source;
    this.buffer = buffer;
    this.#records = source + buffer.readUInt16LE(start + groupAt.sourceLength);
    this.#end = end;
    this.source = this.#names.text(buffer, source, this.#records);
    this.receivedAt = readUint64(buffer, start + groupAt.received);
    this.firstPosition = readUint64(buffer, start + groupAt.first);
    this.accepted = buffer.readUInt32LE(start + groupAt.counts);
    this.flagged = buffer.readUInt32LE(start + groupAt.counts + 4);
    this.quarantined = buffer.readUInt32LE(start + groupAt.counts + 8);
    this.rejected = buffer.readUInt32LE(start + groupAt.counts + 12);
  }
}
