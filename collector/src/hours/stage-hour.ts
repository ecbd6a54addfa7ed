import { readHour, type HourJournal } from './hour-journal.js';
import type { RowSet } from './row-set.js';
import { Staging, type StagedTable } from './staging.js';

/** The quarantine's name among tables: no event has it. */
export const quarantine = '';

const rowsPerReport = 50_000;

export interface StagedHour {
  /** By event name; the quarantine under its own. */
  readonly tables: Map<string, StagedTable>;
  readonly repeats: number;
  readonly quarantineRepeats: number;
  /** When each snapshot was last seen judging, microseconds. */
  readonly snapshots: ReadonlyMap<string, number>;
}

/** Copies the lines of an hour that are no repeats into one NDJSON file per table. */
export async function stageHour(
  journal: HourJournal,
  repeats: RowSet,
  directory: string,
  memoryBytes: number,
  onProgress?: (rows: number) => void,
): Promise<StagedHour> {
  const staging = new Staging(directory, memoryBytes);
  const snapshots = new Map<string, number>();
  let row = 0;
  let repeated = 0;
  let quarantineRepeats = 0;
  let reported = 0;
  await readHour(journal, (group) => {
    if (group.size > 0) {
      snapshots.set(group.snapshot, Math.max(snapshots.get(group.snapshot) ?? 0, group.receivedAt));
    }
    group.records((record) => {
      if (!repeats.has(row++)) staging.add(record.table, record);
      else if (record.outcome === 'quarantined') quarantineRepeats++;
      else repeated++;
    });
    if (row < reported + rowsPerReport) return;
    reported = row;
    onProgress?.(row);
  });
  onProgress?.(row);
  return { tables: staging.finish(), repeats: repeated, quarantineRepeats, snapshots };
}
