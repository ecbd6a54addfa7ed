import { utf8ToBytes } from '@noble/hashes/utils.js';
import { startsWith } from './canonical-json.js';

interface Entry<Value> {
  readonly text: Uint8Array;
  readonly value: Value;
}

/** Looks up stretches of bytes among known texts, without making strings of them. */
export class TextTable<Value> {
  readonly #buckets = new Map<number, readonly Entry<Value>[]>();

  /** The text must not be there yet. */
  set(text: string, value: Value): void {
    const bytes = utf8ToBytes(text);
    const hash = hashOf(bytes, 0, bytes.length);
    this.#buckets.set(hash, [...(this.#buckets.get(hash) ?? []), { text: bytes, value }]);
  }

  find(text: string): Value | undefined {
    const bytes = utf8ToBytes(text);
    return this.get(bytes, 0, bytes.length);
  }

  get(bytes: Uint8Array, start: number, end: number): Value | undefined {
    const bucket = this.#buckets.get(hashOf(bytes, start, end));
    if (bucket === undefined) return undefined;
    for (const { text, value } of bucket) {
      if (text.length === end - start && startsWith(bytes, start, text)) return value;
    }
    return undefined;
  }
}

/** FNV-1a. */
function hashOf(bytes: Uint8Array, start: number, end: number): number {
  let hash = 0x811c9dc5 | 0;
  for (let place = start; place < end; place += 1) {
    hash = Math.imul(hash ^ (bytes[place] as number), 0x01000193);
  }
  return hash;
}
