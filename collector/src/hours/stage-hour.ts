import { readHour, type HourJournal } from './hour-journal.js';
import type { RowSet } from './row-set.js';
import { Staging, type StagedTable } from './staging.js';
import { PrefixReader } from './stored-prefix.js';

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
  const prefixes = new PrefixReader();
  const snapshots = new Map<string, number>();
  let row = 0;
  let repeated = 0;
  let quarantineRepeats = 0;
  let lastSnapshot = '';
  let lastTime = 0;
  let reported = 0;
  await readHour(journal, (group) => {
    const bytes = group.buffer;
    group.records((outcome, table, lineStart, lineEnd, contentStart) => {
      const { snapshot } = prefixes.read(bytes, lineStart, contentStart);
      if (snapshot !== lastSnapshot || group.receivedAt !== lastTime) {
        snapshots.set(snapshot, Math.max(snapshots.get(snapshot) ?? 0, group.receivedAt));
        lastSnapshot = snapshot;
        lastTime = group.receivedAt;
      }
      if (repeats.has(row++)) {
        if (outcome === 'quarantined') quarantineRepeats++;
        else repeated++;
      } else {
        staging.add(outcome === 'quarantined' ? quarantine : table, bytes, lineStart, lineEnd);
      }
    });
    if (row < reported + rowsPerReport) return;
    reported = row;
    onProgress?.(row);
  });
  onProgress?.(row);
  return { tables: staging.finish(), repeats: repeated, quarantineRepeats, snapshots };
}
