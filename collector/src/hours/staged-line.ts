import type { GroupView } from '../journal/group-view.js';
import type { RecordView } from '../journal/record-view.js';
import { originKey } from '../parquet/engine.js';

/** A line on its way to its table's file. */
export interface StagedLine {
  /** At most so many bytes, its newline included. */
  readonly room: number;
  /** Writes it with its newline, and answers where it ends. @param origin its number among those of the table */
  copyTo(target: Buffer, at: number, origin: number): number;
}

const originStart = Buffer.from(`{"${originKey}":`);
/** Origins of one table, in digits; shorter numbers are followed by blanks. */
const originDigits = 7;
const idKey = Buffer.from(',"event_id":"');
const idLength = 36;
const positionDigits = 16;

/** Where `{"_origin":1,` ends; what follows are the other members. */
const headLength = originStart.length + originDigits;

function writeOrigin(target: Buffer, at: number, origin: number): number {
  const digits = at + originStart.copy(target, at);
  target.fill(0x20, digits, digits + originDigits);
  writeDigits(target, digits, origin);
  return digits + originDigits;
}

function writeDigits(target: Buffer, at: number, value: number): number {
  let end = at + 1;
  for (let rest = value; rest >= 10; rest = Math.floor(rest / 10)) end += 1;
  let rest = value;
  for (let place = end - 1; place >= at; place -= 1) {
    const next = Math.floor(rest / 10);
    target[place] = 0x30 + (rest - next * 10);
    rest = next;
  }
  return end;
}

/**
 * A record of the journal as a line: what all lines of its origin say is left to the origin, so a line is a third
 * shorter than the stored event, and DuckDB has the less to read. One object serves all records of an hour.
 */
export class RecordLine implements StagedLine {
  #group: GroupView | undefined;
  #record: RecordView | undefined;
  #beforePosition: Buffer = Buffer.alloc(0);
  #afterPosition: Buffer = Buffer.alloc(0);
  #journal = '';
  #receivedAt = -1;

  /** What the records of a group have in common. */
  begin(group: GroupView): void {
    this.#group = group;
    const { journal } = group;
    if (journal !== this.#journal) {
      this.#journal = journal;
      this.#beforePosition = Buffer.from(`","_position":${JSON.stringify(`${journal}:`).slice(0, -1)}`);
    }
    if (group.receivedAt === this.#receivedAt) return;
    this.#receivedAt = group.receivedAt;
    this.#afterPosition = Buffer.from(`","_received_at":${group.receivedAt},`);
  }

  of(record: RecordView): this {
    this.#record = record;
    return this;
  }

  get room(): number {
    const record = this.#record as RecordView;
    if (this.#group?.format === 1) return headLength + record.lineLength;
    const prefix = headLength + idKey.length + idLength + this.#beforePosition.length + positionDigits;
    return prefix + this.#afterPosition.length + record.contentEnd - record.contentStart + 1;
  }

  copyTo(target: Buffer, at: number, origin: number): number {
    const record = this.#record as RecordView;
    const group = this.#group as GroupView;
    let end = writeOrigin(target, at, origin);
    if (group.format === 1) {
      const lineEnd = record.copyLine(target, end);
      // Its opening brace.
      target[end] = 0x2c;
      return lineEnd;
    }
    end += idKey.copy(target, end);
    record.writeId(target, end);
    end += idLength;
    end = copyBytes(this.#beforePosition, target, end);
    end = writeDigits(target, end, record.position);
    end = copyBytes(this.#afterPosition, target, end);
    end += group.buffer.copy(target, end, record.contentStart, record.contentEnd);
    target[end] = 0x0a;
    return end + 1;
  }
}

/** A few bytes: a loop beats the call into native code. */
function copyBytes(from: Buffer, target: Buffer, at: number): number {
  for (let index = 0; index < from.length; index += 1) target[at + index] = from[index] as number;
  return at + from.length;
}

/** A stored event that is not as it stands in the journal. */
export class ObjectLine implements StagedLine {
  readonly #members: Buffer;

  constructor(event: Readonly<Record<string, unknown>>) {
    this.#members = Buffer.from(`${JSON.stringify(event).replace('{', ',')}\n`);
  }

  get room(): number {
    return headLength + this.#members.length;
  }

  copyTo(target: Buffer, at: number, origin: number): number {
    const end = writeOrigin(target, at, origin);
    return end + this.#members.copy(target, end);
  }
}

/** The stored event that a record is, parsed. */
export function storedEvent(record: RecordView): Record<string, unknown> {
  const line = Buffer.allocUnsafe(record.lineLength);
  const end = record.copyLine(line, 0);
  return JSON.parse(line.toString('utf8', 0, end)) as Record<string, unknown>;
}
