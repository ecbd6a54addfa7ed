import { UnpackedBytes } from '../journal/compressed-segment.js';
import { sealLength, smallestGroup } from '../journal/format.js';
import { journalDamaged } from '../journal/journal-damaged.js';
import { openSegment } from '../journal/open-segment.js';
import type { SegmentBytes } from '../journal/segment-bytes.js';
import { largestHeader, parseHeader } from '../journal/segment-header.js';
import { Block, type BlockSegment, wholeGroups } from './block.js';
import type { BlockCache } from './block-cache.js';

const blockBytes = 1024 * 1024;

/** Reads one segment block by block, also while it grows. */
export class SegmentReader {
  readonly segment: BlockSegment;
  readonly #cache: BlockCache;
  #bytes: SegmentBytes;
  /** Offset of the next group. */
  #at: number;
  /** Read and not used yet, from `#at` on: what is unpacked cannot be read again. */
  #rest: Buffer = Buffer.alloc(0);

  private constructor(segment: BlockSegment, bytes: SegmentBytes, cache: BlockCache) {
    this.segment = segment;
    this.#bytes = bytes;
    this.#cache = cache;
    this.#at = segment.header.length;
  }

  /**
   * @param path without what compression adds
   * @returns undefined where there is no whole header yet
   */
  static async open(
    place: Omit<BlockSegment, 'header'>,
    cache: BlockCache,
  ): Promise<SegmentReader | undefined> {
    const bytes = await openSegment(place.path);
    const start = Buffer.alloc(largestHeader);
    const length = await readFully(bytes, start, 0);
    const header = parseHeader(start.subarray(0, length), place.path);
    if (header === undefined) {
      await bytes.close();
      return undefined;
    }
    const reader = new SegmentReader({ ...place, header }, bytes, cache);
    reader.#rest = start.subarray(header.length, length);
    return reader;
  }

  /** Offset of the next group. */
  get at(): number {
    return this.#at;
  }

  /** Its length now, its seal included, where nothing is added any more. */
  get size(): number {
    return this.#bytes.size;
  }

  /** To be called when the segment has been sealed: its length is another one. */
  async refresh(): Promise<void> {
    const bytes = await openSegment(this.segment.path);
    await this.#bytes.close();
    this.#bytes = bytes;
    if (!this.#isPlain) await this.#skipTo(this.#at + this.#rest.length);
  }

  /**
   * The next groups up to the offset `limit`; undefined where there is none.
   * @throws AppError journal_damaged
   */
  async next(limit: number): Promise<Block | undefined> {
    if (!this.#isPlain) return this.#read(limit);
    const { path } = this.segment;
    const known = await this.#cache.find(path, this.#at);
    if (known === undefined || known.to > limit)
      return this.#cache.read(path, this.#at, () => this.#read(limit));
    this.#at = known.to;
    this.#rest = Buffer.alloc(0);
    return known;
  }

  async #read(limit: number): Promise<Block | undefined> {
    let wanted = Math.min(blockBytes, limit - this.#at);
    for (;;) {
      await this.#fill(wanted);
      const available = this.#rest.subarray(0, Math.max(0, limit - this.#at));
      const { end, wanted: missing } = wholeGroups(available);
      if (end > 0) return this.#take(end);
      if (available.length >= smallestGroup && missing === smallestGroup)
        throw journalDamaged(this.segment.path, this.#at, 'no group begins there');
      if (available.length < wanted || this.#at + missing > limit) return undefined;
      wanted = Math.max(missing, wanted + 1);
    }
  }

  /** Whether the seal is all that is left. @throws AppError journal_damaged where it is something else */
  isAtEnd(): boolean {
    const left = this.size - this.#at;
    if (left > sealLength) return false;
    if (left === sealLength) return true;
    throw journalDamaged(this.segment.path, this.#at, 'its seal is missing');
  }

  close(): Promise<void> {
    return this.#bytes.close();
  }

  get #isPlain(): boolean {
    return !(this.#bytes instanceof UnpackedBytes);
  }

  #take(end: number): Block {
    const block = new Block(this.segment, this.#at, this.#rest.subarray(0, end));
    this.#rest = this.#rest.subarray(end);
    this.#at += end;
    return block;
  }

  async #fill(wanted: number): Promise<void> {
    if (this.#rest.length >= wanted) return;
    const target = Buffer.allocUnsafe(wanted);
    this.#rest.copy(target);
    const length = await readFully(this.#bytes, target, this.#rest.length, this.#at + this.#rest.length);
    this.#rest = target.subarray(0, length);
  }

  async #skipTo(offset: number): Promise<void> {
    const scratch = Buffer.allocUnsafe(64 * 1024);
    for (let at = 0; at < offset;) {
      const read = await this.#bytes.read(scratch, 0, Math.min(scratch.length, offset - at), at);
      if (read === 0) return;
      at += read;
    }
  }
}

/** Fills `target` from `filled` on as far as the file goes; answers how far it is filled. */
async function readFully(
  bytes: SegmentBytes,
  target: Buffer,
  filled: number,
  position = filled,
): Promise<number> {
  let end = filled;
  while (end < target.length) {
    const read = await bytes.read(target, end, target.length - end, position + end - filled);
    if (read === 0) break;
    end += read;
  }
  return end;
}
