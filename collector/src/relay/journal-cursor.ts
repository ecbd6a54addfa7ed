import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { nothingWhereMissing } from '../hours/missing-file.js';
import { compressedSuffix } from '../journal/compressed-segment.js';
import { parseSegmentName } from '../journal/segment-name.js';
import type { Block } from './block.js';
import type { BlockCache } from './block-cache.js';
import type { JournalTips } from './journal-tips.js';
import { SegmentReader } from './segment-reader.js';

/** How far a reader of a journal has come. */
export interface Place {
  /** The name of the segment that it is in; empty before the first. */
  readonly segment: string;
  /** The position of the next record. */
  readonly position: number;
}

export interface CursorOptions {
  readonly journalRoot: string;
  readonly journal: string;
  readonly tips: JournalTips;
  readonly cache: BlockCache;
  /** Retention has freed records before they were read: positions `[from, to)`. */
  readonly onGap: (from: number, to: number) => void;
}

/** Reads a journal from a place on, as far as it is certain to stay as it is; goes on where it stopped. */
export class JournalCursor {
  readonly #options: CursorOptions;
  #place: Place;
  #reader: SegmentReader | undefined;
  #isRefreshed = false;
  /** Whether the place says what was read: then what lacks before the next block was freed unread. */
  #isKnown: boolean;
  #wasRead = false;

  /** @param place where to go on; from the oldest segment on where it is not known */
  constructor(options: CursorOptions, place: Place | undefined) {
    this.#options = options;
    this.#place = place ?? { segment: '', position: 0 };
    this.#isKnown = place !== undefined;
  }

  /** The segment that is being read, or was read last. */
  get segment(): string {
    return this.#reader?.segment.name ?? this.#place.segment;
  }

  /**
   * The next groups; undefined where there is nothing more for now.
   * @throws AppError journal_damaged, journal_format_unknown
   */
  async next(): Promise<Block | undefined> {
    for (;;) {
      if (this.#reader === undefined && !(await this.#openNext())) return undefined;
      const reader = this.#reader;
      if (reader === undefined) return undefined;
      const limit = await this.#limit(reader);
      const block = limit > reader.at ? await reader.next(limit) : undefined;
      if (block !== undefined) {
        const known = this.#place.position;
        if (block.next <= known && block.records > 0) continue;
        const first = block.next - block.records;
        if (this.#isKnown && first > known && block.records > 0) this.#options.onGap(known, first);
        this.#isKnown = true;
        this.#place = { segment: reader.segment.name, position: block.next };
        return block;
      }
      if (!this.#isRefreshed || !reader.isAtEnd()) return undefined;
      this.#place = { ...this.#place, segment: reader.segment.name };
      await this.close();
    }
  }

  async close(): Promise<void> {
    const reader = this.#reader;
    this.#reader = undefined;
    this.#isRefreshed = false;
    await reader?.close();
  }

  /** Up to where the bytes are synced and stay as they are. */
  async #limit(reader: SegmentReader): Promise<number> {
    const { name, journal } = reader.segment;
    const tip = this.#options.tips.get(journal);
    if (tip !== undefined) {
      // One that was begun since the tip was told.
      if (name > tip.segment) return 0;
      if (name === tip.segment && tip.bytes !== null) return tip.bytes;
    }
    if (!this.#isRefreshed) await reader.refresh();
    this.#isRefreshed = true;
    return reader.size;
  }

  /** Opens the segment to go on with; false where there is none yet. */
  async #openNext(): Promise<boolean> {
    const { journalRoot, journal, cache } = this.#options;
    const directory = join(journalRoot, journal);
    const names = await segmentNames(directory);
    const name = this.#nextOf(names);
    const hour = name === undefined ? undefined : parseSegmentName(name)?.hour;
    if (name === undefined || hour === undefined) return false;
    this.#reader = await SegmentReader.open({ path: join(directory, name), journal, name, hour }, cache);
    return this.#reader !== undefined;
  }

  /** Of the names, ascending: the first behind the last one, or at the start the one that holds the position. */
  #nextOf(names: readonly string[]): string | undefined {
    const { segment, position } = this.#place;
    const wasRead = this.#wasRead;
    this.#wasRead = true;
    if (wasRead) return names.find((name) => name > segment);
    return (
      names.findLast((name) => (parseSegmentName(name)?.first ?? 0) < position) ??
      names.find((name) => (parseSegmentName(name)?.first ?? 0) >= position)
    );
  }
}

/** Of a journal's folder, ascending, without what compression adds. None where the folder is missing. */
export async function segmentNames(directory: string): Promise<string[]> {
  const files = await readdir(directory).catch(nothingWhereMissing);
  const names = (files ?? [])
    .filter((file) => parseSegmentName(file) !== undefined)
    .map((file) => (file.endsWith(compressedSuffix) ? file.slice(0, -compressedSuffix.length) : file));
  return [...new Set(names)].sort();
}
