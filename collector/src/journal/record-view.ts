import type { KeptOutcome } from '@eventbook/shared/event/outcome';
import { recordAt } from './format.js';
import type { GroupView } from './group-view.js';
import { readUuid, writeUuid } from './uuid-bytes.js';

/** Where the id stands in a stored line: `{"event_id":"` comes first. */
const idOffset = 13;

/**
 * One record of a group, in place. There is one view per reading, moved from record to record: it holds only until the
 * visitor returns.
 */
export class RecordView {
  outcome: KeptOutcome = 'quarantined';
  /** The event's name, whose table it goes to; empty for the quarantine. */
  table = '';
  position = 0;
  /** What the judge made of the sender's words: `[contentStart, contentEnd)` of the group's buffer, closing brace included. */
  contentStart = 0;
  contentEnd = 0;
  /** Where the record begins, or in format 1 its line. */
  #start = 0;
  readonly #group: GroupView;

  constructor(group: GroupView) {
    this.#group = group;
  }

  /** Bytes of the whole stored event as a line, its newline included. */
  get lineLength(): number {
    return this.#group.format === 1
      ? this.contentEnd + 1 - this.#start
      : this.#group.prefixLength(this) + this.contentEnd - this.contentStart + 1;
  }

  /** Writes the stored event as one line with its newline, and answers where it ends. `target` has room for it. */
  copyLine(target: Buffer, at: number): number {
    const { buffer, format } = this.#group;
    const start =
      format === 1
        ? at + buffer.copy(target, at, this.#start, this.contentStart)
        : this.#group.writePrefix(target, at, this);
    const end = start + buffer.copy(target, start, this.contentStart, this.contentEnd);
    target[end] = 0x0a;
    return end + 1;
  }

  /** The id as four words of 32 bits, the first digits in the first. */
  readId(words: Uint32Array): void {
    const { buffer, format } = this.#group;
    if (format === 1) {
      readUuid(buffer, this.#start + idOffset, words);
      return;
    }
    for (let word = 0; word < 4; word += 1) {
      words[word] = buffer.readUInt32BE(this.#start + recordAt.id + word * 4);
    }
  }

  /** Writes the id with its dashes. */
  writeId(target: Buffer, at: number): void {
    writeUuid(this.#group.buffer, this.#start + recordAt.id, target, at);
  }

  /**
   * Puts the hash of what the sender said into two words, the lower first; false in format 1, where it has to be
   * made from the content.
   */
  readSaid(words: Uint32Array, offset: number): boolean {
    const { buffer, format } = this.#group;
    if (format === 1) return false;
    words[offset] = buffer.readUInt32LE(this.#start + recordAt.said);
    words[offset + 1] = buffer.readUInt32LE(this.#start + recordAt.said + 4);
    return true;
  }

  /** The views's group moves it. */
  move(start: number, contentStart: number, contentEnd: number): void {
    this.#start = start;
    this.contentStart = contentStart;
    this.contentEnd = contentEnd;
  }
}
