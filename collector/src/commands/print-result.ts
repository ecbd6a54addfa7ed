import type { Manifest } from '@eventbook/shared/warehouse/manifest';
import type { HourSummary } from '../hours/hour-summary.js';
import type { Reconciliation } from '../hours/reconciliation.js';
import { table } from './table.js';

/** Hours that were just written, for people. */
export function printSealed(manifests: readonly Manifest[]): string {
  if (manifests.length === 0) return 'Nothing was waiting to be written.\n';
  const rows = manifests.map((manifest) => [
    manifest.hour,
    manifest.state,
    manifest.generation,
    Object.keys(manifest.tables).length,
    Object.values(manifest.tables).reduce((sum, { rows }) => sum + rows, 0),
    manifest.repeats,
    manifest.quarantine.rows,
  ]);
  return table(['hour', 'state', 'generation', 'tables', 'rows', 'repeats', 'quarantine'], rows);
}

/** All hours, for people. */
export function printHours(hours: readonly HourSummary[]): string {
  if (hours.length === 0) return 'No event has been kept yet.\n';
  const rows = hours.map(({ outcomes, ...hour }) => [
    hour.hour,
    hour.unsealed && hour.state === 'journalled' ? 'being filled' : hour.state,
    outcomes.accepted,
    outcomes.flagged,
    outcomes.quarantined,
    outcomes.rejected,
    hour.unwritten,
    hour.rows,
    hour.repeats,
    hour.quarantineRows,
    hour.files,
    hour.bytes,
  ]);
  return table(
    [
      'hour',
      'state',
      'accepted',
      'flagged',
      'quarantined',
      'rejected',
      'unwritten',
      'rows',
      'repeats',
      'quarantine',
      'files',
      'bytes',
    ],
    rows,
  );
}

/** What adds up and what does not, for people. */
export function printReconciliation({ hours, unwritten, ok }: Reconciliation): string {
  const rows = hours.map((hour) => [
    hour.hour,
    hour.state,
    Object.values(hour.written).reduce((sum, count) => sum + count, 0),
    hour.rows,
    hour.repeats,
    hour.quarantineRows,
    hour.differences.length === 0 ? 'yes' : 'NO',
  ]);
  const parts = [
    rows.length === 0
      ? ''
      : table(['hour', 'state', 'sent', 'rows', 'repeats', 'quarantine', 'adds up'], rows),
    ...hours.flatMap(({ hour, differences }) =>
      differences.map(({ subject, message, expected, found }) => {
        const about = subject === '' ? '' : ` ${subject}:`;
        return `${hour}:${about} ${message} (expected ${expected}, found ${found})\n`;
      }),
    ),
    ...Object.entries(unwritten).map(([hour, events]) => `${hour}: ${events} events are not written yet.\n`),
    ok ? 'Journals, manifests and files agree.\n' : 'Journals, manifests and files do not agree.\n',
  ];
  return parts.join('');
}
