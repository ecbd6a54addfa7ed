import { mixKey, mixPair } from './key-hash.js';

/** 32-bit words of an entry: four of the key, two of the content's hash. */
export const entryWords = 6;
export const entryBytes = entryWords * 4;

/** What one slot costs: an entry, and the row that brought it. */
const slotBytes = entryBytes + 4;
const fullest = 0.7;

/** How many keys fit into a memory budget. */
export function keysWithin(bytes: number): number {
  return Math.max(1, Math.floor((bytes / slotBytes) * fullest));
}

export type Insertion = 'new' | 'repeat' | 'id_reused';

/*
 * The two lowest bits of a content hash say what a slot holds; the other 62 compare contents.
 */
const used = 1;
const second = 2;
const flagBits = used | second;

/**
 * Which (key, content) pairs were seen, on flat memory with open addressing: millions of keys without an object
 * each. The first content of a key stands at the key's own place; further contents, which only a sender that uses
 * an id twice makes, stand at a place made of key and content, so that one id with a million contents makes no
 * chain.
 */
export class KeyTable {
  readonly #seed: number;
  #slots: number;
  #words: Uint32Array;
  #rows: Uint32Array;
  #size = 0;

  constructor(expected: number, seed: number) {
    this.#seed = seed;
    this.#slots = Math.ceil(Math.max(16, expected) / fullest) + 1;
    this.#words = new Uint32Array(this.#slots * entryWords);
    this.#rows = new Uint32Array(this.#slots);
  }

  get size(): number {
    return this.#size;
  }

  /** Takes in the entry at `offset` of `entry`, brought by `row`. The first to come stays. */
  insert(entry: Uint32Array, offset: number, row: number): Insertion {
    if (this.#size >= this.#slots * 0.8) this.#grow();
    const first = this.#find(entry, offset, false);
    if (!this.#isUsed(first)) {
      this.#put(first, entry, offset, used, row);
      return 'new';
    }
    if (this.#sameContent(first, entry, offset)) return 'repeat';
    const other = this.#find(entry, offset, true);
    if (this.#isUsed(other)) return 'repeat';
    this.#put(other, entry, offset, used | second, row);
    return 'id_reused';
  }

  /** The slot of the entry's key, whatever its content; -1 where it was not seen. */
  slotOfKey(entry: Uint32Array, offset: number): number {
    const slot = this.#find(entry, offset, false);
    return this.#isUsed(slot) ? slot : -1;
  }

  /** The slot that has the key of the entry and its content, when `first` is the key's own slot; -1 where none. */
  slotOfPair(first: number, entry: Uint32Array, offset: number): number {
    if (this.#sameContent(first, entry, offset)) return first;
    const other = this.#find(entry, offset, true);
    return this.#isUsed(other) ? other : -1;
  }

  rowOf(slot: number): number {
    return this.#rows[slot] ?? 0;
  }

  /** Every entry in turn: its slot, and where its words stand in `words`. */
  *slots(): Generator<number> {
    for (let slot = 0; slot < this.#slots; slot++) if (this.#isUsed(slot)) yield slot;
  }

  /** Copies an entry out, without what the table itself notes in it. */
  read(slot: number, into: Uint32Array, offset: number): void {
    const at = slot * entryWords;
    for (let word = 0; word < entryWords; word++) into[offset + word] = this.#words[at + word] ?? 0;
    into[offset + 4] = (into[offset + 4] ?? 0) & ~flagBits;
  }

  #isUsed(slot: number): boolean {
    return ((this.#words[slot * entryWords + 4] ?? 0) & used) !== 0;
  }

  #sameContent(slot: number, entry: Uint32Array, offset: number): boolean {
    const at = slot * entryWords;
    const words = this.#words;
    return (
      words[at + 5] === entry[offset + 5] &&
      (((words[at + 4] ?? 0) ^ (entry[offset + 4] ?? 0)) & ~flagBits) === 0
    );
  }

  /** The slot of the key (or, where `withContent`, of the key's further content), or the empty one where it belongs. */
  #find(entry: Uint32Array, offset: number, withContent: boolean): number {
    const words = this.#words;
    const k0 = entry[offset];
    const k1 = entry[offset + 1];
    const k2 = entry[offset + 2];
    const k3 = entry[offset + 3];
    const mixed = withContent
      ? mixPair(
          mixKey(entry, offset, this.#seed),
          (entry[offset + 4] ?? 0) & ~flagBits,
          entry[offset + 5] ?? 0,
        )
      : mixKey(entry, offset, this.#seed);
    let slot = Math.floor((mixed / 0x1_0000_0000) * this.#slots);
    for (;;) {
      const at = slot * entryWords;
      const flags = (words[at + 4] ?? 0) & flagBits;
      if (flags === 0) return slot;
      if (
        (flags === (used | second)) === withContent &&
        words[at] === k0 &&
        words[at + 1] === k1 &&
        words[at + 2] === k2 &&
        words[at + 3] === k3 &&
        (!withContent || this.#sameContent(slot, entry, offset))
      ) {
        return slot;
      }
      slot = slot + 1 === this.#slots ? 0 : slot + 1;
    }
  }

  #put(slot: number, entry: Uint32Array, offset: number, flags: number, row: number): void {
    const at = slot * entryWords;
    for (let word = 0; word < entryWords; word++) this.#words[at + word] = entry[offset + word] ?? 0;
    this.#words[at + 4] = ((entry[offset + 4] ?? 0) & ~flagBits) | flags;
    this.#rows[slot] = row;
    this.#size++;
  }

  #grow(): void {
    const words = this.#words;
    const rows = this.#rows;
    this.#slots *= 2;
    this.#words = new Uint32Array(this.#slots * entryWords);
    this.#rows = new Uint32Array(this.#slots);
    this.#size = 0;
    for (let slot = 0; slot < rows.length; slot++) {
      const flags = (words[slot * entryWords + 4] ?? 0) & flagBits;
      if (flags === 0) continue;
      const place = this.#find(words, slot * entryWords, (flags & second) !== 0);
      this.#put(place, words, slot * entryWords, flags, rows[slot] ?? 0);
    }
  }
}
