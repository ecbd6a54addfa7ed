import { open, type FileHandle } from 'node:fs/promises';
import { crc32 } from 'node:zlib';
import type { ManifestJournal } from '@eventbook/shared/warehouse/manifest';
import { indexMagic, trailerBytes, type KeyIndexFooter } from './key-index.js';
import { entryBytes, entryWords } from './key-table.js';
import { nothingWhereMissing } from './missing-file.js';

/** Read at once: a whole number of entries, about a megabyte. */
const blockBytes = 43_690 * entryBytes;

/** One hour's index, open for reading. */
export class KeyIndexReader {
  readonly #file: FileHandle;
  readonly #footer: KeyIndexFooter;

  private constructor(file: FileHandle, footer: KeyIndexFooter) {
    this.#file = file;
    this.#footer = footer;
  }

  /** Opens an index of this seed; undefined where there is none, or none that is whole. */
  static async open(path: string, seed: number): Promise<KeyIndexReader | undefined> {
    const file = await open(path, 'r').catch(nothingWhereMissing);
    if (file === undefined) return undefined;
    const footer = await readFooter(file);
    if (footer !== undefined && footer.seed === seed) return new KeyIndexReader(file, footer);
    await file.close();
    return undefined;
  }

  /** Whether it was made from all of these positions. */
  covers(journals: Readonly<Record<string, ManifestJournal>>): boolean {
    return Object.entries(journals).every(([name, { first, next }]) => {
      const known = this.#footer.journals[name];
      return known !== undefined && known.first <= first && known.next >= next;
    });
  }

  /** Verifies every entry's bytes. */
  async isWhole(): Promise<boolean> {
    let start = 0;
    for (const [bucket, count] of this.#footer.counts.entries()) {
      let checksum = 0;
      for await (const block of this.#blocks(start, count)) checksum = crc32(block, checksum);
      if (checksum !== this.#footer.checksums[bucket]) return false;
      start += count;
    }
    return true;
  }

  /** The entries of the buckets `[from, to)`, in blocks that hold until the next. */
  async *entries(from: number, to: number): AsyncGenerator<Uint32Array> {
    const { counts } = this.#footer;
    const start = counts.slice(0, from).reduce((sum, count) => sum + count, 0);
    const count = counts.slice(from, to).reduce((sum, one) => sum + one, 0);
    for await (const block of this.#blocks(start, count)) {
      yield new Uint32Array(block.buffer, block.byteOffset, (block.length / entryBytes) * entryWords);
    }
  }

  close(): Promise<void> {
    return this.#file.close();
  }

  async *#blocks(start: number, count: number): AsyncGenerator<Buffer> {
    const buffer = Buffer.from(
      new ArrayBuffer(Math.min(blockBytes, Math.max(entryBytes, count * entryBytes))),
    );
    const end = (start + count) * entryBytes;
    for (let at = start * entryBytes; at < end;) {
      const wanted = Math.min(buffer.length, end - at);
      let filled = 0;
      while (filled < wanted) {
        const { bytesRead } = await this.#file.read(buffer, filled, wanted - filled, at + filled);
        if (bytesRead === 0) break;
        filled += bytesRead;
      }
      if (filled < wanted) return;
      yield buffer.subarray(0, wanted);
      at += wanted;
    }
  }
}

async function readFooter(file: FileHandle): Promise<KeyIndexFooter | undefined> {
  const { size } = await file.stat();
  if (size < trailerBytes) return undefined;
  const trailer = Buffer.alloc(trailerBytes);
  await file.read(trailer, 0, trailerBytes, size - trailerBytes);
  const length = trailer.readUInt32LE(0);
  if (trailer.toString('latin1', 8) !== indexMagic || length > size - trailerBytes) return undefined;
  const text = Buffer.alloc(length);
  await file.read(text, 0, length, size - trailerBytes - length);
  if (crc32(text) !== trailer.readUInt32LE(4)) return undefined;
  const footer = JSON.parse(text.toString('utf8')) as KeyIndexFooter;
  const entries = footer.counts.reduce((sum, count) => sum + count, 0);
  return entries * entryBytes === size - trailerBytes - length ? footer : undefined;
}
