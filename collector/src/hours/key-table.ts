import { bucketCount, mixKey, mixPair } from './key-hash.js';

/** 32-bit words of an entry: four of the key, two of the hash of what was said. */
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
 * The three lowest bits of an entry's fifth word are flags; the other 61 of the hash compare what was said.
 * `apart`, of something in the quarantine, belongs to the entry; the others say what a slot holds.
 */
const used = 1;
const second = 2;
const apart = 4;
const slotFlags = used | second;
const allFlags = slotFlags | apart;

export function isApart(entry: Uint32Array, offset: number): boolean {
  return ((entry[offset + 4] ?? 0) & apart) !== 0;
}

export function markApart(entry: Uint32Array, offset: number, marked: boolean): void {
  entry[offset + 4] = ((entry[offset + 4] ?? 0) & ~allFlags) | (marked ? apart : 0);
}

/**
 * Which (key, said) pairs were seen, on flat memory with open addressing: millions of keys without an object each.
 * What is stored and what is quarantined are kept apart: an event that was quarantined and is sent again once the
 * book knows it is no repeat, while what is stored already need not be quarantined as well.
 *
 * What a key said first stands at the key's own place; what else it said, which only a sender that uses an id twice
 * makes, stands at a place made of both, so that one id with a million contents makes no chain.
 */
export class KeyTable {
  readonly #seed: number;
  /** The lowest hash that comes, and how many there can be: all keys are of some buckets only. */
  readonly #low: number;
  readonly #span: number;
  #slots: number;
  #words: Uint32Array;
  #rows: Uint32Array;
  #size = 0;

  /** @param from of the buckets `[from, to)` that its keys are in; the others are none of its */
  constructor(expected: number, seed: number, from = 0, to = bucketCount) {
    this.#seed = seed;
    this.#low = (from / bucketCount) * 0x1_0000_0000;
    this.#span = ((to - from) / bucketCount) * 0x1_0000_0000;
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
    const side = isApart(entry, offset);
    let insertion: Insertion = 'new';
    if (side) {
      const stored = this.slotOfKey(entry, offset, false);
      if (stored !== -1 && this.slotOfPair(stored, entry, offset, false) !== -1) return 'repeat';
      if (stored !== -1) insertion = 'id_reused';
    }
    const first = this.#find(entry, offset, false, side);
    if (!this.isUsed(first)) {
      this.#put(first, entry, offset, used, row);
      return insertion;
    }
    if (this.#saysTheSame(first, entry, offset)) return 'repeat';
    const other = this.#find(entry, offset, true, side);
    if (this.isUsed(other)) return 'repeat';
    this.#put(other, entry, offset, used | second, row);
    return 'id_reused';
  }

  /** The slot of the entry's key, whatever it said, stored or apart; -1 where it was not seen. */
  slotOfKey(entry: Uint32Array, offset: number, side: boolean): number {
    const slot = this.#find(entry, offset, false, side);
    return this.isUsed(slot) ? slot : -1;
  }

  /** The slot that has the key of the entry and what it said, when `first` is the key's own slot; -1 where none. */
  slotOfPair(first: number, entry: Uint32Array, offset: number, side: boolean): number {
    if (this.#saysTheSame(first, entry, offset)) return first;
    const other = this.#find(entry, offset, true, side);
    return this.isUsed(other) ? other : -1;
  }

  rowOf(slot: number): number {
    return this.#rows[slot] ?? 0;
  }

  /** How many there are, used or not. */
  get slots(): number {
    return this.#slots;
  }

  isUsed(slot: number): boolean {
    return ((this.#words[slot * entryWords + 4] ?? 0) & used) !== 0;
  }

  /** Copies an entry out, without what the table itself notes in it. */
  read(slot: number, into: Uint32Array, offset: number): void {
    const at = slot * entryWords;
    for (let word = 0; word < entryWords; word++) into[offset + word] = this.#words[at + word] ?? 0;
    into[offset + 4] = (into[offset + 4] ?? 0) & ~slotFlags;
  }

  #saysTheSame(slot: number, entry: Uint32Array, offset: number): boolean {
    const at = slot * entryWords;
    const words = this.#words;
    return (
      words[at + 5] === entry[offset + 5] &&
      (((words[at + 4] ?? 0) ^ (entry[offset + 4] ?? 0)) & ~allFlags) === 0
    );
  }

  /** The slot of the key (or, where `withSaid`, of what else the key said), or the empty one where it belongs. */
  #find(entry: Uint32Array, offset: number, withSaid: boolean, side: boolean): number {
    const words = this.#words;
    const k0 = entry[offset];
    const k1 = entry[offset + 1];
    const k2 = entry[offset + 2];
    const k3 = entry[offset + 3];
    const wanted = used | (withSaid ? second : 0) | (side ? apart : 0);
    let slot = this.#placeOf(entry, offset, withSaid);
    for (;;) {
      const at = slot * entryWords;
      const flags = (words[at + 4] ?? 0) & allFlags;
      if ((flags & used) === 0) return slot;
      if (
        flags === wanted &&
        words[at] === k0 &&
        words[at + 1] === k1 &&
        words[at + 2] === k2 &&
        words[at + 3] === k3 &&
        (!withSaid || this.#saysTheSame(slot, entry, offset))
      ) {
        return slot;
      }
      slot = slot + 1 === this.#slots ? 0 : slot + 1;
    }
  }

  #placeOf(entry: Uint32Array, offset: number, withSaid: boolean): number {
    const mixed = mixKey(entry, offset, this.#seed);
    const share = withSaid
      ? mixPair(mixed, (entry[offset + 4] ?? 0) & ~allFlags, entry[offset + 5] ?? 0) / 0x1_0000_0000
      : (mixed - this.#low) / this.#span;
    // A key of another bucket is not here; any place says so.
    return share >= 0 && share < 1 ? Math.floor(share * this.#slots) : 0;
  }

  #put(slot: number, entry: Uint32Array, offset: number, flags: number, row: number): void {
    const at = slot * entryWords;
    for (let word = 0; word < entryWords; word++) this.#words[at + word] = entry[offset + word] ?? 0;
    this.#words[at + 4] = ((entry[offset + 4] ?? 0) & ~slotFlags) | flags;
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
      const at = slot * entryWords;
      const flags = (words[at + 4] ?? 0) & slotFlags;
      if (flags === 0) continue;
      const place = this.#find(words, at, (flags & second) !== 0, isApart(words, at));
      this.#put(place, words, at, flags, rows[slot] ?? 0);
    }
  }
}
