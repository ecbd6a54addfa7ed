import type { Violation } from '@eventbook/shared/event/violation';
import type { Repeats } from './find-repeats.js';
import { readHour, type HourJournal } from './hour-journal.js';
import { LineOrigins } from './line-origins.js';
import { ObjectLine, RecordLine, storedEvent } from './staged-line.js';
import { Staging, type StagedTable } from './staging.js';

/** The quarantine's name among tables: no event has it. */
export const quarantine = '';

const rowsPerReport = 50_000;

/** What a row carries that uses the id of another. */
const idReused: Violation = {
  code: 'id_reused',
  pointer: '/event_id',
  message: 'this source has used the id before, for another event',
};

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
  repeats: Repeats,
  directory: string,
  memoryBytes: number,
  onProgress?: (rows: number) => void,
): Promise<StagedHour> {
  const staging = new Staging(directory, memoryBytes);
  const origins = new LineOrigins();
  const line = new RecordLine();
  const snapshots = new Map<string, number>();
  let row = -1;
  let repeated = 0;
  let quarantineRepeats = 0;
  let reported = 0;
  await readHour(journal, (group, name) => {
    if (group.size > 0) {
      snapshots.set(group.snapshot, Math.max(snapshots.get(group.snapshot) ?? 0, group.receivedAt));
    }
    line.begin(group, name);
    group.records((record) => {
      row += 1;
      const { outcome, table } = record;
      if (repeats.rows.has(row)) {
        if (outcome === 'quarantined') quarantineRepeats++;
        else repeated++;
        return;
      }
      const staged = repeats.reused.has(row) ? markedReused(storedEvent(record)) : line.of(record);
      staging.add(table, staged, origins.of(group, outcome));
    });
    if (row < reported + rowsPerReport) return;
    reported = row;
    onProgress?.(row);
  });
  onProgress?.(row + 1);
  return { tables: staging.finish(), repeats: repeated, quarantineRepeats, snapshots };
}

function markedReused(event: Readonly<Record<string, unknown>>): ObjectLine {
  const known = event['_violations'];
  const violations: unknown[] = Array.isArray(known) ? known : [];
  return new ObjectLine({ ...event, _violations: [...violations, idReused] });
}
