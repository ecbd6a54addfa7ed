import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Hour } from '@eventbook/shared/warehouse/hour';
import type { Manifest } from '@eventbook/shared/warehouse/manifest';
import { eventFolder } from '@eventbook/shared/warehouse/paths';
import { wallMilliseconds } from '../clock/wall-clock.js';
import { closeAll, openEarlierHours } from './earlier-hours.js';
import { findRepeats } from './find-repeats.js';
import { HourCatalogs } from './hour-catalogs.js';
import { type HourJournal, inParts, listHourJournals } from './hour-journal.js';
import { isInParts, mergedTables, writtenParts } from './hour-parts.js';
import { refuseIncomplete, refuseWrongSums } from './hour-refusals.js';
import { indexName } from './key-index.js';
import { readManifest, writeManifest } from './manifest-file.js';
import { SecondJudgement } from './second-judgement.js';
import { quarantine, stageHour, type StagedHour } from './stage-hour.js';
import type { WriterParts } from './write-hour.js';
import { type TablePlan, writeFittingTables } from './write-tables.js';

/** A table gets a file before its hour's end when so many rows or bytes of it wait; else one file an hour is enough. */
export interface PartThresholds {
  readonly rows: number;
  readonly bytes: number;
}

/**
 * Writes what an open hour holds of its large tables; everything else, and the quarantine, waits for its end. Nothing is
 * judged a second time here. Undefined where no table is large enough, or where the hour was written whole before.
 */
export async function writePart(
  writer: WriterParts,
  hour: Hour,
  thresholds: PartThresholds,
): Promise<Manifest | undefined> {
  const parts = { ...writer, judgement: await SecondJudgement.open(writer.snapshots) };
  const previous = await readManifest(parts.warehouse, parts.writer, hour);
  if (previous !== undefined && !isInParts(previous)) return undefined;
  const journals = await listHourJournals(parts.journal);
  const known = journals.get(hour);
  if (known === undefined || known.segments.length === 0) return undefined;
  const ends = Object.fromEntries(Object.entries(known.journals).map(([name, { next }]) => [name, next]));
  const rounds = [...(previous?.parts ?? []), ends];
  const journal = inParts(known, rounds);
  refuseIncomplete(journal, previous, 'open');

  const earlier = await openEarlierHours(parts, hour, journals);
  const scratch = join(parts.staging, `${hour}.part`);
  try {
    const indexPath = join(parts.index, indexName(hour));
    const repeats = await findRepeats(journal, { ...parts, indexPath, earlier, storedAfterAll: undefined });
    await rm(scratch, { recursive: true, force: true });
    await mkdir(scratch, { recursive: true });
    const written = writtenParts(previous?.tables);
    const judged = { ...repeats, judgement: parts.judgement, storedAfterAll: undefined, written };
    const staged = await stageHour(journal, judged, scratch, parts.stagingMemoryBytes);
    const large = [...staged.tables].filter(([name, { rows, bytes }]) => {
      return name !== quarantine && (rows >= thresholds.rows || bytes >= thresholds.bytes);
    });
    if (large.length === 0) return undefined;
    const catalogs = await HourCatalogs.open(parts.snapshots, staged.snapshots);
    const generation = (previous?.generation ?? 0) + 1;
    const plans: TablePlan[] = [];
    for (const [name, table] of large) {
      const path = `${eventFolder(name, hour)}/${parts.writer}-${generation}.parquet`;
      plans.push({ name, staged: table, columns: await catalogs.columnsOf(name), path });
    }
    await parts.leftovers.note(
      hour,
      generation,
      plans.map(({ path }) => path),
      new Date(wallMilliseconds()),
    );
    const tables = await writeFittingTables(parts, plans, rounds.length);
    const manifest = {
      ...partManifest(parts, journal, staged, generation),
      snapshots: catalogs.ids,
      id_reused: repeats.reused.size,
      parts: rounds,
      waiting_rows: waitingRows(staged, Object.keys(tables)),
      waiting_quarantine_rows: staged.tables.get(quarantine)?.rows ?? 0,
      tables: mergedTables(previous?.tables, tables),
    };
    refuseWrongSums(manifest);
    await writeManifest(parts.warehouse, manifest);
    return manifest;
  } finally {
    await closeAll(earlier);
    await rm(scratch, { recursive: true, force: true });
  }
}

function partManifest(parts: WriterParts, journal: HourJournal, staged: StagedHour, generation: number) {
  return {
    format: 1 as const,
    writer: parts.writer,
    hour: journal.hour,
    generation,
    state: 'open' as const,
    written_at: new Date(wallMilliseconds()).toISOString(),
    outcomes: journal.outcomes,
    repeats: staged.repeats,
    quarantine_repeats: staged.quarantineRepeats,
    unstorable: 0,
    ...(journal.missing.length === 0 ? {} : { missing: journal.missing }),
    journals: journal.journals,
    quarantine: { rows: 0, files: [] },
  };
}

function waitingRows(staged: StagedHour, written: readonly string[]): number {
  let rows = 0;
  for (const [name, table] of staged.tables) {
    if (name !== quarantine && !written.includes(name)) rows += table.rows;
  }
  return rows;
}
