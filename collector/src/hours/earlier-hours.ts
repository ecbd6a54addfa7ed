import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Logger } from 'pino';
import { addHours, type Hour } from '@eventbook/shared/warehouse/hour';
import type { XXHashAPI } from 'xxhash-wasm';
import { withoutLeft } from './elsewhere.js';
import { findRepeats } from './find-repeats.js';
import type { HourJournal } from './hour-journal.js';
import { hourOfIndex, indexName } from './key-index.js';
import { KeyIndexReader } from './key-index-reader.js';
import type { SecondJudgement } from './second-judgement.js';
import { storedAfterAll } from './stored-after-all.js';

export interface LookBack {
  readonly index: string;
  /** What other writers have of hours. */
  readonly elsewhere: string;
  readonly seed: number;
  readonly hash: XXHashAPI;
  readonly keyMemoryBytes: number;
  readonly dedupeHours: number;
  readonly judgement: SecondJudgement;
  readonly log: Pick<Logger, 'info' | 'warn'>;
}

/**
 * Opens the indexes of the hours that `hour` looks back at. One that is missing, damaged or older than its journals
 * is made anew from them. The caller closes them.
 */
export async function openEarlierHours(
  parts: LookBack,
  hour: Hour,
  journals: ReadonlyMap<Hour, HourJournal>,
): Promise<KeyIndexReader[]> {
  const readers: KeyIndexReader[] = [];
  try {
    for (let back = parts.dedupeHours; back >= 1; back--) {
      const earlier = addHours(hour, -back);
      const reader = await openOrMake(parts, earlier, journals.get(earlier));
      if (reader !== undefined) readers.push(reader);
    }
  } catch (error) {
    await closeAll(readers);
    throw error;
  }
  return readers;
}

/** Opens the indexes of the hours that look back at `hour` and are written already. The caller closes them. */
export async function openLaterHours(parts: LookBack, hour: Hour): Promise<KeyIndexReader[]> {
  const readers: KeyIndexReader[] = [];
  for (let ahead = 1; ahead <= parts.dedupeHours; ahead++) {
    const reader = await openWhole(join(parts.index, indexName(addHours(hour, ahead))), parts.seed);
    if (reader !== undefined) readers.push(reader);
  }
  return readers;
}

export async function closeAll(readers: readonly KeyIndexReader[]): Promise<void> {
  for (const reader of readers) await reader.close();
}

/** Removes indexes that no hour which can still be written looks back at. */
export async function removeOldIndexes(parts: LookBack, oldest: Hour): Promise<void> {
  const limit = addHours(oldest, -parts.dedupeHours);
  for (const name of await readdir(parts.index)) {
    const hour = hourOfIndex(name);
    if (hour !== undefined && hour < limit) await rm(join(parts.index, name), { force: true });
  }
}

async function openOrMake(
  parts: LookBack,
  hour: Hour,
  journal: HourJournal | undefined,
): Promise<KeyIndexReader | undefined> {
  const path = join(parts.index, indexName(hour));
  const reader = await openWhole(path, parts.seed);
  if (journal === undefined || journal.segments.length === 0) return reader;
  if (reader?.covers(journal.journals) === true) return reader;
  await reader?.close();
  parts.log.info({ hour }, 'making the index of an earlier hour from its journals');
  const own = await withoutLeft(journal, parts.elsewhere);
  const later = await openLaterHours(parts, hour);
  try {
    const after = await storedAfterAll(own, parts.judgement, { ...parts, later });
    await findRepeats(own, { ...parts, indexPath: path, earlier: [], storedAfterAll: after });
  } finally {
    await closeAll(later);
  }
  return openWhole(path, parts.seed);
}

async function openWhole(path: string, seed: number): Promise<KeyIndexReader | undefined> {
  const reader = await KeyIndexReader.open(path, seed);
  if (reader === undefined || (await reader.isWhole())) return reader;
  await reader.close();
  return undefined;
}
