import { open, rename, type FileHandle } from 'node:fs/promises';
import { crc32 } from 'node:zlib';
import type { ManifestJournal } from '@eventbook/shared/warehouse/manifest';
import { indexMagic, trailerBytes, type KeyIndexFooter } from './key-index.js';
import { bucketCount, bucketOf } from './key-hash.js';
import { entryBytes, entryWords, type KeyTable } from './key-table.js';

/** Entries that are put in order at once: 24 MB. */
const entriesAtOnce = 1_000_000;

/** Writes an index, one range of buckets after the other; it appears under its name when it is whole. */
export class KeyIndexWriter {
  readonly #file: FileHandle;
  readonly #path: string;
  readonly #scratch: string;
  readonly #seed: number;
  readonly #counts = new Array<number>(bucketCount).fill(0);
  readonly #checksums = new Array<number>(bucketCount).fill(0);

  private constructor(file: FileHandle, path: string, scratch: string, seed: number) {
    this.#file = file;
    this.#path = path;
    this.#scratch = scratch;
    this.#seed = seed;
  }

  static async create(path: string, seed: number): Promise<KeyIndexWriter> {
    const scratch = `${path}.new`;
    return new KeyIndexWriter(await open(scratch, 'w'), path, scratch, seed);
  }

  /** Appends what `table` holds of the buckets `[from, to)`; ranges come in ascending order. */
  async append(table: KeyTable, from: number, to: number): Promise<void> {
    const buckets = this.#countBuckets(table);
    for (let start = from; start < to;) {
      let end = start;
      let entries = 0;
      while (end < to && (end === start || entries + (this.#counts[end] ?? 0) <= entriesAtOnce)) {
        entries += this.#counts[end++] ?? 0;
      }
      await this.#appendSorted(table, buckets, start, end, entries);
      start = end;
    }
  }

  /** Makes the index visible, then closes. It is not synced: what a crash takes of it, its checksums tell. */
  async finish(journals: Readonly<Record<string, ManifestJournal>>): Promise<void> {
    const footer: KeyIndexFooter = {
      format: 2,
      seed: this.#seed,
      journals,
      counts: this.#counts,
      checksums: this.#checksums,
    };
    const text = Buffer.from(JSON.stringify(footer));
    const trailer = Buffer.alloc(trailerBytes);
    trailer.writeUInt32LE(text.length, 0);
    trailer.writeUInt32LE(crc32(text), 4);
    trailer.write(indexMagic, 8, 'latin1');
    await this.#file.writeFile(Buffer.concat([text, trailer]));
    await this.#file.close();
    await rename(this.#scratch, this.#path);
  }

  /** Gives up; what was written is overwritten next time. */
  async abandon(): Promise<void> {
    await this.#file.close();
  }

  /** The bucket of every slot that is used: mixing a key costs more than reading it, and every range asks again. */
  #countBuckets(table: KeyTable): Uint8Array {
    const buckets = new Uint8Array(table.slots);
    const entry = new Uint32Array(entryWords);
    for (let slot = 0; slot < buckets.length; slot++) {
      if (!table.isUsed(slot)) continue;
      table.read(slot, entry, 0);
      const bucket = bucketOf(entry, 0, this.#seed);
      buckets[slot] = bucket;
      this.#counts[bucket] = (this.#counts[bucket] ?? 0) + 1;
    }
    return buckets;
  }

  async #appendSorted(
    table: KeyTable,
    buckets: Uint8Array,
    from: number,
    to: number,
    entries: number,
  ): Promise<void> {
    const words = new Uint32Array(entries * entryWords);
    const places: number[] = [];
    let place = 0;
    for (let bucket = from; bucket < to; bucket++) {
      places.push(place);
      place += (this.#counts[bucket] ?? 0) * entryWords;
    }
    for (let slot = 0; slot < buckets.length; slot++) {
      const bucket = buckets[slot] ?? 0;
      if (bucket < from || bucket >= to || !table.isUsed(slot)) continue;
      const at = places[bucket - from] ?? 0;
      table.read(slot, words, at);
      places[bucket - from] = at + entryWords;
    }
    const bytes = Buffer.from(words.buffer);
    let start = 0;
    for (let bucket = from; bucket < to; bucket++) {
      const end = start + (this.#counts[bucket] ?? 0) * entryBytes;
      this.#checksums[bucket] = crc32(bytes.subarray(start, end));
      start = end;
    }
    await this.#file.writeFile(bytes);
  }
}
