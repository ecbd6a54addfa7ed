import { wallMilliseconds } from '../clock/wall-clock.js';
import type { HourKeeping } from '../processes/hour-keeping.js';
import type { SnapshotKeeper } from '../snapshot/keeper.js';
import type { MetricName, Sample } from './table.js';

/** What the parent itself knows. */
export function parentSamples(
  keeper: SnapshotKeeper,
  hours: HourKeeping,
  restarts: { readonly ingest: number; readonly writer: number; readonly relay?: number },
): Sample[] {
  const samples: Sample[] = [];
  const add = (metric: MetricName, value: number, labels: Sample['labels'] = {}): void => {
    samples.push({ metric, labels, value });
  };
  const { current, checkedAt, swaps, refusals } = keeper;
  if (current !== undefined) {
    const { sequence, signed_at, committed_at } = current.statement;
    add('eventbook_collector_snapshot_sequence', sequence);
    const since = signed_at ?? committed_at;
    if (since !== null) add('eventbook_collector_snapshot_age_seconds', secondsSince(Date.parse(since)));
  }
  if (checkedAt !== undefined) add('eventbook_collector_snapshot_unchecked_seconds', secondsSince(checkedAt));
  add('eventbook_collector_snapshot_swaps_total', swaps);
  for (const [code, count] of refusals) add('eventbook_collector_snapshot_refusals_total', count, { code });
  for (const [process, count] of Object.entries(restarts)) {
    add('eventbook_collector_process_restarts_total', count, { process });
  }
  for (const [state, count] of Object.entries(hours.written)) {
    add('eventbook_collector_hours_written_total', count, { state });
  }
  add('eventbook_collector_hours_waiting', hours.waiting);
  for (const [code, count] of hours.failures) add('eventbook_collector_hour_failures_total', count, { code });
  add('eventbook_collector_writer_rows_total', hours.rows);
  return samples;
}

function secondsSince(milliseconds: number): number {
  return Math.max(0, (wallMilliseconds() - milliseconds) / 1000);
}
