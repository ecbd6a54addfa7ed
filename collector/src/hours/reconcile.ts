import type { OutcomeCounts } from '@eventbook/shared/event/outcome';
import type { Hour } from '@eventbook/shared/warehouse/hour';
import type { Manifest } from '@eventbook/shared/warehouse/manifest';
import { expectedRows } from '@eventbook/shared/warehouse/manifest-sums';
import type { ParquetEngine } from '../parquet/engine.js';
import { checkFiles } from './check-files.js';
import { leftGroups } from './elsewhere.js';
import { emptyHour, type HourJournal, listHourJournals } from './hour-journal.js';
import { countJournals } from './journal-counts.js';
import type { HourPlaces } from './list-hours.js';
import { listManifestHours } from './list-manifests.js';
import { filesOf, readManifest } from './manifest-file.js';
import { noOutcomes, sentOf } from './outcome-sums.js';
import type { Difference, HourReconciliation, Reconciliation } from './reconciliation.js';

interface ReconcileParts extends HourPlaces {
  readonly engine: ParquetEngine;
  /** What other writers have of hours. */
  readonly elsewhere: string;
}

/**
 * Counts everything once more: what the journals' groups say against what manifests say, and what manifests say
 * against the files, whose rows are taken from their own metadata. Reads all journals; changes nothing.
 */
export async function reconcileHours(parts: ReconcileParts, since: Hour = ''): Promise<Reconciliation> {
  const journals = await listHourJournals(parts.journal);
  const hours: HourReconciliation[] = [];
  const unwritten: Record<Hour, number> = {};
  const written = new Set(await listManifestHours(parts.warehouse, parts.writer, since));
  for (const hour of [...new Set([...written, ...journals.keys()])].sort()) {
    if (hour < since) continue;
    const journal = journals.get(hour) ?? emptyHour(hour);
    const manifest = await readManifest(parts.warehouse, parts.writer, hour);
    let waiting = sentOf(journal.outcomes);
    if (manifest !== undefined) {
      const result = await reconcileHour(parts, manifest, journal, journals);
      hours.push(result.hour);
      waiting = result.unwritten;
    }
    if (waiting > 0) unwritten[hour] = waiting;
  }
  return { hours, unwritten, ok: hours.every(({ differences }) => differences.length === 0) };
}

async function reconcileHour(
  parts: ReconcileParts,
  manifest: Manifest,
  journal: HourJournal,
  journals: ReadonlyMap<Hour, HourJournal>,
): Promise<{ hour: HourReconciliation; unwritten: number }> {
  const left = await leftGroups(parts.elsewhere, manifest.hour);
  const counted = await countJournals(
    manifest,
    left === undefined ? journal : { ...journal, left },
    journals,
  );
  const rows = Object.values(manifest.tables).reduce((sum, table) => sum + table.rows, 0);
  const differences = [
    ...counted.differences,
    ...(counted.written === undefined ? [] : outcomeDifferences(counted.written, manifest.outcomes)),
    ...lateDifferences(manifest, counted.unwritten),
    ...sumDifferences(manifest, rows),
    ...(await checkFiles(parts.engine, parts.warehouse, manifest)),
  ];
  const hour: HourReconciliation = {
    hour: manifest.hour,
    state: manifest.state,
    generation: manifest.generation,
    journalled: counted.written,
    written: manifest.outcomes,
    rows,
    repeats: manifest.repeats,
    quarantineRows: manifest.quarantine.rows,
    quarantineRepeats: manifest.quarantine_repeats,
    unstorable: manifest.unstorable,
    files: filesOf(manifest).length,
    differences,
  };
  return { hour, unwritten: counted.unwritten };
}

function outcomeDifferences(journalled: OutcomeCounts, written: OutcomeCounts): Difference[] {
  return (Object.keys(noOutcomes) as (keyof OutcomeCounts)[]).flatMap((outcome): Difference[] => {
    const expected = journalled[outcome];
    const found = written[outcome];
    if (expected === found) return [];
    const message = `The journals hold ${expected} events that were ${outcome}, and the manifest says ${found}.`;
    return [{ kind: 'outcomes', subject: outcome, expected, found, message }];
  });
}

/** A closed hour holds all of its events; the collector's clock writes it again where one came later. */
function lateDifferences({ state }: Manifest, unwritten: number): Difference[] {
  if (state !== 'closed' || unwritten === 0) return [];
  const message = `The hour is closed, and the journals hold ${unwritten} events of it that it was written without.`;
  return [{ kind: 'unwritten', subject: '', expected: 0, found: unwritten, message }];
}

/** The sums that hold in every manifest. */
function sumDifferences(manifest: Manifest, rows: number): Difference[] {
  const { quarantine } = manifest;
  const differences: Difference[] = [];
  const { rows: expected, quarantineRows: apart } = expectedRows(manifest);
  if (rows !== expected) {
    const message = `Accepted and flagged events without repeats are ${expected}, and the tables have ${rows} rows.`;
    differences.push({ kind: 'rows', subject: '', expected, found: rows, message });
  }
  if (quarantine.rows !== apart) {
    const message = `Quarantined events without repeats are ${apart}, and the quarantine has ${quarantine.rows} rows.`;
    differences.push({
      kind: 'quarantine_rows',
      subject: '',
      expected: apart,
      found: quarantine.rows,
      message,
    });
  }
  return differences;
}
