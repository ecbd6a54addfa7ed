import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Logger } from 'pino';
import { quarantineColumns } from '@eventbook/shared/warehouse/columns';
import type { Hour } from '@eventbook/shared/warehouse/hour';
import type { Manifest } from '@eventbook/shared/warehouse/manifest';
import { eventFolder, quarantineFolder } from '@eventbook/shared/warehouse/paths';
import { wallMilliseconds } from '../clock/wall-clock.js';
import type { DataDirectoryLayout } from '../data-directory/layout.js';
import {
  closeAll,
  type LookBack,
  openEarlierHours,
  openLaterHours,
  removeOldIndexes,
} from './earlier-hours.js';
import { readElsewhere, withoutLeft } from './elsewhere.js';
import { findRepeats, type Repeats } from './find-repeats.js';
import { HourCatalogs } from './hour-catalogs.js';
import { emptyHour, type HourJournal, inParts, listHourJournals, rowsOf } from './hour-journal.js';
import { isInParts, mergedTables, writtenParts } from './hour-parts.js';
import { refuseIncomplete, refuseWrongSums } from './hour-refusals.js';
import { indexName } from './key-index.js';
import type { Leftovers } from './leftovers.js';
import { hasLostSince, nothingSince } from './lost-since.js';
import { filesOf, readManifest, writeManifest } from './manifest-file.js';
import { quarantine, stageHour, type StagedHour } from './stage-hour.js';
import type { RowSet } from './row-set.js';
import { SecondJudgement } from './second-judgement.js';
import { storedAfterAll } from './stored-after-all.js';
import { type TablePlan, type TableWriting, writeTables } from './write-tables.js';
import type { WriteProgress } from './writer-options.js';

/** Everything that the writing of hours works with. */
export interface WriterParts extends DataDirectoryLayout, Omit<LookBack, 'judgement'>, TableWriting {
  readonly index: string;
  readonly warehouse: string;
  readonly writer: string;
  readonly stagingMemoryBytes: number;
  readonly leftovers: Leftovers;
  readonly log: Pick<Logger, 'info' | 'warn' | 'error'>;
}

/**
 * The one operation that makes an hour: reads all its finished segments, leaves repeats out, writes every table
 * anew under the next generation, then puts the manifest in place. Sealing, closing and writing again are all this.
 * @param absent collectors of which something is missing
 * @param keepParts files that were written before the hour's end stay, and a table's other rows get one more
 */
export async function writeHour(
  writer: WriterParts,
  hour: Hour,
  state: Manifest['state'],
  onProgress: (progress: WriteProgress) => void = () => undefined,
  keepParts = false,
  absent: readonly string[] = [],
): Promise<Manifest> {
  const started = performance.now();
  const parts = { ...writer, judgement: await SecondJudgement.open(writer.snapshots) };
  const journals = await listHourJournals(parts.journal);
  const previous = await readManifest(parts.warehouse, parts.writer, hour);
  const own = await withoutLeft(journals.get(hour) ?? emptyHour(hour), parts.elsewhere);
  const { writers = [] } = (await readElsewhere(parts.elsewhere, hour)) ?? {};
  const journal = inParts(own, previous?.parts);
  if (state === 'closed' && previous !== undefined && isBestLeft(journal, previous)) {
    return closeAsItIs(parts, journal, previous);
  }
  refuseIncomplete(journal, previous, state);
  const total = rowsOf(journal);

  const repeats = await repeatsOf(parts, journal, journals, (done) =>
    onProgress({ stage: 'repeats', done, total }),
  );
  const afterRepeats = performance.now();
  // What is judged again may belong among rows that are in files already: then the hour is written whole.
  const kept =
    keepParts && repeats.storedAfterAll === undefined && isInParts(previous) ? previous.tables : undefined;

  const scratch = join(parts.staging, hour);
  await rm(scratch, { recursive: true, force: true });
  await mkdir(scratch, { recursive: true });
  try {
    const staged = await stageHour(
      journal,
      { ...repeats, judgement: parts.judgement, written: writtenParts(kept) },
      scratch,
      parts.stagingMemoryBytes,
      (done) => onProgress({ stage: 'staging', done, total }),
    );
    const afterStaging = performance.now();
    const catalogs = await HourCatalogs.open(parts.snapshots, staged.snapshots);
    const generation = (previous?.generation ?? 0) + 1;
    const { events, apart } = await plan(parts, hour, generation, staged, catalogs, scratch);
    const replaced = previous === undefined ? [] : filesOf(previous).map(({ path }) => path);
    const made = [...events, apart].map(({ path }) => path);
    await parts.leftovers.note(hour, generation, [...replaced, ...made], new Date(wallMilliseconds()));

    const written = await writeTables(parts, events, apart, (done) =>
      onProgress({ stage: 'parquet', done, total: events.length }),
    );
    onProgress({ stage: 'manifest', done: 0, total: 1 });
    const manifest: Manifest = {
      format: 1,
      writer: parts.writer,
      hour,
      generation,
      state: previous?.state === 'closed' ? 'closed' : state,
      written_at: new Date(wallMilliseconds()).toISOString(),
      snapshots: catalogs.ids,
      outcomes: journal.outcomes,
      repeats: staged.repeats,
      quarantine_repeats: staged.quarantineRepeats,
      id_reused: repeats.reused.size,
      unstorable: written.unstorable,
      ...(staged.judgedAgain === 0 ? {} : { judged_again: staged.judgedAgain }),
      ...(staged.waitingFor === undefined ? {} : { waiting_for: staged.waitingFor }),
      ...(journal.missing.length === 0 ? {} : { missing: journal.missing }),
      ...(absent.length === 0 ? {} : { absent }),
      ...(writers.length === 0 ? {} : { writers }),
      ...(journal.leftOutcomes === undefined ? {} : { elsewhere: journal.leftOutcomes }),
      ...(previous?.parts === undefined ? {} : { parts: previous.parts }),
      journals: journal.journals,
      tables: mergedTables(kept, written.tables),
      quarantine: written.quarantine,
    };
    refuseWrongSums(manifest);
    await writeManifest(parts.warehouse, manifest);
    logWritten(parts, manifest, total, { started, afterRepeats, afterStaging, ended: performance.now() });
    await tidyUp(parts, journals);
    return manifest;
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

/** A repair could not save all of what an open hour was written from, and nothing has come since: its files have more. */
function isBestLeft(journal: HourJournal, previous: Manifest): boolean {
  const hasLost = Object.keys(previous.journals).some((name) => hasLostSince(journal, previous, name));
  return previous.state === 'open' && hasLost && !journal.unsealed && nothingSince(journal, previous);
}

async function closeAsItIs(parts: WriterParts, journal: HourJournal, previous: Manifest): Promise<Manifest> {
  const generation = previous.generation + 1;
  const manifest: Manifest = { ...previous, generation, state: 'closed' };
  parts.log.warn(
    { hour: journal.hour, missing: journal.missing },
    'an hour is closed as it was written before its journal was damaged',
  );
  await writeManifest(parts.warehouse, manifest);
  return manifest;
}

/** The hour stands by now: what cannot be removed is no reason to write it again. */
async function tidyUp(
  parts: WriterParts & LookBack,
  journals: ReadonlyMap<Hour, HourJournal>,
): Promise<void> {
  try {
    await parts.leftovers.remove(new Date(wallMilliseconds()));
    const [oldest] = journals.keys();
    if (oldest !== undefined) await removeOldIndexes(parts, oldest);
  } catch (error) {
    parts.log.warn({ err: error }, 'what is no longer needed could not all be removed; it is tried again');
  }
}

async function repeatsOf(
  parts: WriterParts & LookBack,
  journal: HourJournal,
  journals: ReadonlyMap<Hour, HourJournal>,
  onProgress: (rows: number) => void,
): Promise<Repeats & { readonly storedAfterAll: RowSet | undefined }> {
  const later = journal.outcomes.quarantined === 0 ? [] : await openLaterHours(parts, journal.hour);
  const earlier = await openEarlierHours(parts, journal.hour, journals);
  try {
    const indexPath = join(parts.index, indexName(journal.hour));
    const after = await storedAfterAll(journal, parts.judgement, { ...parts, later });
    const search = { ...parts, indexPath, earlier, storedAfterAll: after, onProgress };
    return { ...(await findRepeats(journal, search)), storedAfterAll: after };
  } finally {
    await closeAll([...earlier, ...later]);
  }
}

async function plan(
  parts: WriterParts,
  hour: Hour,
  generation: number,
  staged: StagedHour,
  catalogs: HourCatalogs,
  scratch: string,
): Promise<{ events: TablePlan[]; apart: TablePlan }> {
  const file = `${parts.writer}-${generation}.parquet`;
  const events: TablePlan[] = [];
  for (const [name, table] of [...staged.tables].sort(([one], [other]) => (one < other ? -1 : 1))) {
    if (name === quarantine) continue;
    const columns = await catalogs.columnsOf(name);
    events.push({ name, staged: table, columns, path: `${eventFolder(name, hour)}/${file}` });
  }
  const apart: TablePlan = {
    name: quarantine,
    staged: staged.tables.get(quarantine) ?? {
      path: join(scratch, 'quarantine.ndjson'),
      rows: 0,
      bytes: 0,
      longestLine: 0,
      origins: [],
    },
    columns: quarantineColumns(),
    path: `${quarantineFolder(hour)}/${file}`,
  };
  return { events, apart };
}

interface Times {
  readonly started: number;
  readonly afterRepeats: number;
  readonly afterStaging: number;
  readonly ended: number;
}

function logWritten(parts: WriterParts, manifest: Manifest, rows: number, times: Times): void {
  const { hour, generation, state, outcomes, repeats, tables } = manifest;
  parts.log.info(
    {
      hour,
      generation,
      state,
      outcomes,
      repeats,
      tables: Object.keys(tables).length,
      journalled: rows,
      milliseconds: {
        repeats: Math.round(times.afterRepeats - times.started),
        staging: Math.round(times.afterStaging - times.afterRepeats),
        parquet: Math.round(times.ended - times.afterStaging),
      },
    },
    'hour written',
  );
}
