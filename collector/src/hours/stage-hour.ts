import type { Violation } from '@eventbook/shared/event/violation';
import type { Repeats } from './find-repeats.js';
import { readHour, type HourJournal } from './hour-journal.js';
import { LineOrigins } from './line-origins.js';
import type { RowSet } from './row-set.js';
import type { SecondJudgement } from './second-judgement.js';
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
  /** Rows that were quarantined as ahead of the snapshot and stand in their tables now. */
  readonly judgedAgain: number;
  /** The lowest sequence of a snapshot that an event of the quarantine waits for; undefined where none waits. */
  readonly waitingFor: number | undefined;
  /** When each snapshot was last seen judging, microseconds. */
  readonly snapshots: ReadonlyMap<string, number>;
}

/** What is known of an hour's rows before they are staged. */
export interface HourJudgement extends Repeats {
  readonly judgement: SecondJudgement;
  /** Rows of the quarantine that a second judgement puts into their tables. */
  readonly storedAfterAll: RowSet | undefined;
  /** By table: of how many of the hour's first parts its rows are in files already. */
  readonly written?: ReadonlyMap<string, number>;
}

/** Copies the lines of an hour that are no repeats into one NDJSON file per table. */
export async function stageHour(
  journal: HourJournal,
  repeats: HourJudgement,
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
  let judgedAgain = 0;
  let waitingFor: number | undefined;
  let reported = 0;
  await readHour(journal, (group, { part }) => {
    if (group.size > 0) {
      snapshots.set(group.snapshot, Math.max(snapshots.get(group.snapshot) ?? 0, group.receivedAt));
    }
    line.begin(group);
    group.records((record) => {
      row += 1;
      const { outcome, table } = record;
      if (repeats.rows.has(row)) {
        if (outcome === 'quarantined') quarantineRepeats++;
        else repeated++;
        return;
      }
      if (outcome !== 'quarantined' && part < (repeats.written?.get(table) ?? 0)) return;
      const isReused = repeats.reused.has(row);
      const second = outcome === 'quarantined' ? repeats.judgement.of(group, record) : undefined;
      if (second !== undefined && 'sequence' in second) {
        waitingFor = Math.min(waitingFor ?? second.sequence, second.sequence);
      } else if (
        second !== undefined &&
        (second.outcome === 'quarantined' || repeats.storedAfterAll?.has(row) === true)
      ) {
        const { source, collector } = group;
        const { snapshot } = second;
        snapshots.set(snapshot, Math.max(snapshots.get(snapshot) ?? 0, group.receivedAt));
        if (second.outcome !== 'quarantined') judgedAgain++;
        const staged = isReused ? markedReused(second.event) : new ObjectLine(second.event);
        staging.add(second.table, staged, origins.of({ source, snapshot, collector }, second.outcome));
        return;
      }
      const staged = isReused ? markedReused(storedEvent(record)) : line.of(record);
      staging.add(table, staged, origins.of(group, outcome));
    });
    if (row < reported + rowsPerReport) return;
    reported = row;
    onProgress?.(row);
  });
  onProgress?.(row + 1);
  return {
    tables: staging.finish(),
    repeats: repeated,
    quarantineRepeats,
    judgedAgain,
    waitingFor,
    snapshots,
  };
}

function markedReused(event: Readonly<Record<string, unknown>>): ObjectLine {
  const known = event['_violations'];
  const violations: unknown[] = Array.isArray(known) ? known : [];
  return new ObjectLine({ ...event, _violations: [...violations, idReused] });
}
