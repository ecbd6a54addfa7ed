import type { XXHashAPI } from 'xxhash-wasm';
import { sourceWords, writeKey, writeSaid } from './dedupe-key.js';
import { readHour, rowsOf, type HourJournal } from './hour-journal.js';
import { bucketCount, bucketOf } from './key-hash.js';
import type { KeyIndexReader } from './key-index-reader.js';
import { KeyIndexWriter } from './key-index-writer.js';
import { entryWords, isApart, KeyTable, keysWithin } from './key-table.js';
import { RowSet } from './row-set.js';

export interface RepeatSearch {
  readonly hash: XXHashAPI;
  readonly seed: number;
  readonly keyMemoryBytes: number;
  /** Where the hour's own index goes. */
  readonly indexPath: string;
  /** Indexes of the hours before that count. */
  readonly earlier: readonly KeyIndexReader[];
  /** Rows of the quarantine that are stored after all. */
  readonly storedAfterAll: RowSet | undefined;
  readonly onProgress?: (rows: number) => void;
}

/** Rows are numbered in reading order. */
export interface Repeats {
  /** Rows that say again what an earlier row said. */
  readonly rows: RowSet;
  /** Of the other rows: those that use the id of an earlier row for something else. */
  readonly reused: RowSet;
}

/**
 * Finds the rows of an hour that are repeats, and writes the hour's index on the way. The first row in reading
 * order stays, so that a rewrite keeps the same ones. Memory is bounded: where the hour has more ids than fit, its
 * journals are read once per range of buckets.
 */
export async function findRepeats(journal: HourJournal, search: RepeatSearch): Promise<Repeats> {
  const rows = rowsOf(journal);
  const passes = Math.min(bucketCount, Math.max(1, Math.ceil(rows / keysWithin(search.keyMemoryBytes))));
  const repeats = new RowSet(rows);
  const reused = new RowSet(rows);
  const writer = await KeyIndexWriter.create(search.indexPath, search.seed);
  try {
    for (let pass = 0; pass < passes; pass++) {
      const from = Math.floor((pass * bucketCount) / passes);
      const to = Math.floor(((pass + 1) * bucketCount) / passes);
      const table = new KeyTable(Math.ceil((rows * (to - from)) / bucketCount), search.seed, from, to);
      await readKeys(journal, search, from, to, (entry, row) => {
        const insertion = table.insert(entry, 0, row);
        if (insertion === 'repeat') repeats.add(row);
        else if (insertion === 'id_reused') reused.add(row);
      });
      for (const index of search.earlier) await markSeen(table, index, from, to, repeats, reused);
      await writer.append(table, from, to);
      search.onProgress?.(Math.floor((rows * (pass + 1)) / passes));
    }
    await writer.finish(journal.journals);
  } catch (error) {
    await writer.abandon();
    throw error;
  }
  reused.removeAll(repeats);
  return { rows: repeats, reused };
}

/** Calls `take` with the entry of every row whose key is in the buckets `[from, to)`. */
async function readKeys(
  journal: HourJournal,
  { hash, seed, storedAfterAll }: RepeatSearch,
  from: number,
  to: number,
  take: (entry: Uint32Array, row: number) => void,
): Promise<void> {
  const entry = new Uint32Array(entryWords);
  const all = to - from === bucketCount;
  let row = 0;
  await readHour(journal, (group) => {
    const source = sourceWords(group.source);
    group.records((record) => {
      writeKey(entry, record, source);
      const bucket = all ? from : bucketOf(entry, 0, seed);
      if (bucket >= from && bucket < to) {
        const isApart = record.outcome === 'quarantined' && storedAfterAll?.has(row) !== true;
        writeSaid(entry, hash, record, group.buffer, isApart);
        take(entry, row);
      }
      row++;
    });
  });
}

/** Marks what an earlier hour has seen: the same pair is a repeat, the same key alone an id that is used again. */
async function markSeen(
  table: KeyTable,
  index: KeyIndexReader,
  from: number,
  to: number,
  repeats: RowSet,
  reused: RowSet,
): Promise<void> {
  const mark = (entries: Uint32Array, offset: number, side: boolean): void => {
    const first = table.slotOfKey(entries, offset, side);
    if (first === -1) return;
    reused.add(table.rowOf(first));
    const pair = table.slotOfPair(first, entries, offset, side);
    if (pair !== -1) repeats.add(table.rowOf(pair));
  };
  for await (const entries of index.entries(from, to)) {
    for (let offset = 0; offset < entries.length; offset += entryWords) {
      // What was quarantined says nothing against storing it now.
      if (!isApart(entries, offset)) mark(entries, offset, false);
      mark(entries, offset, true);
    }
  }
}
