import type { XXHashAPI } from 'xxhash-wasm';
import { sourceWords, writeKey, writeSaid } from './dedupe-key.js';
import { type HourJournal, readHour, rowsOf } from './hour-journal.js';
import { bucketCount } from './key-hash.js';
import type { KeyIndexReader } from './key-index-reader.js';
import { entryWords, isApart, KeyTable } from './key-table.js';
import { RowSet } from './row-set.js';
import type { SecondJudgement } from './second-judgement.js';

/**
 * The rows of an hour's quarantine that a second judgement puts into their tables. One whose sender has repeated it
 * meanwhile, so that a later hour has stored it, stays where it is: an event is stored once, and the later hour is not
 * written again for it.
 * @param later indexes of the hours after this one, as far as they were written
 * @returns undefined where there is none
 */
export async function storedAfterAll(
  journal: HourJournal,
  judgement: SecondJudgement,
  search: { readonly hash: XXHashAPI; readonly seed: number; readonly later: readonly KeyIndexReader[] },
): Promise<RowSet | undefined> {
  if (journal.outcomes.quarantined === 0) return undefined;
  const stored = new RowSet(rowsOf(journal));
  const table = new KeyTable(64, search.seed);
  const twins = new Map<number, number[]>();
  const entry = new Uint32Array(entryWords);
  let row = -1;
  await readHour(journal, (group) => {
    if (group.quarantined === 0) {
      row += group.size;
      return;
    }
    group.records((record) => {
      row += 1;
      const verdict = judgement.of(group, record);
      if (verdict === undefined || 'sequence' in verdict || verdict.outcome === 'quarantined') return;
      stored.add(row);
      writeKey(entry, record, sourceWords(group.source));
      writeSaid(entry, search.hash, record, group.buffer, false);
      if (table.insert(entry, 0, row) !== 'repeat') return;
      const first = table.slotOfKey(entry, 0, false);
      const of = table.rowOf(table.slotOfPair(first, entry, 0, false));
      twins.set(of, [...(twins.get(of) ?? []), row]);
    });
  });
  if (stored.size === 0) return undefined;
  for (const index of search.later) {
    for await (const entries of index.entries(0, bucketCount)) {
      for (let offset = 0; offset < entries.length; offset += entryWords) {
        if (isApart(entries, offset)) continue;
        const first = table.slotOfKey(entries, offset, false);
        const pair = first === -1 ? -1 : table.slotOfPair(first, entries, offset, false);
        if (pair === -1) continue;
        const found = table.rowOf(pair);
        for (const each of [found, ...(twins.get(found) ?? [])]) stored.remove(each);
      }
    }
  }
  return stored;
}
