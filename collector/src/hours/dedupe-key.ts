import { createHash } from 'node:crypto';
import type { XXHashAPI } from 'xxhash-wasm';
import type { RecordView } from '../journal/record-view.js';
import { markApart } from './key-table.js';

const words = new Map<string, Uint32Array>();

/** What stands for a source in keys: the first 16 bytes of its SHA-256, as four 32-bit words. */
export function sourceWords(source: string): Uint32Array {
  let known = words.get(source);
  if (known === undefined) {
    const digest = createHash('sha256').update(source).digest();
    known = Uint32Array.from([0, 4, 8, 12], (at) => digest.readUInt32BE(at));
    words.set(source, known);
  }
  return known;
}

/** Writes the key of a record into `entry`: the 16 bytes of its id XOR those that stand for its source. */
export function writeKey(entry: Uint32Array, record: RecordView, source: Uint32Array): void {
  record.readId(entry);
  for (let word = 0; word < 4; word++) entry[word] = (entry[word] ?? 0) ^ (source[word] ?? 0);
}

/**
 * Writes the 64-bit hash of what the sender said behind the key; of a record of format 1 that is its content. In the
 * place of three of its bits stands whether the record is in the quarantine.
 */
export function writeSaid(
  entry: Uint32Array,
  hash: XXHashAPI,
  record: RecordView,
  buffer: Buffer,
  isApart: boolean,
): void {
  if (!record.readSaid(entry, 4)) {
    const digest = hash.h64Raw(buffer.subarray(record.contentStart, record.contentEnd));
    entry[4] = Number(digest & 0xffff_ffffn);
    entry[5] = Number(digest >> 32n);
  }
  markApart(entry, 0, isApart);
}
