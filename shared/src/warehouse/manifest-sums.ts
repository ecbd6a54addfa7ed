import type { Manifest } from './manifest.js';

/** What the sums of a manifest say that there are of rows: in event tables, and in the quarantine. */
export function expectedRows(manifest: Omit<Manifest, 'tables' | 'quarantine'>): {
  readonly rows: number;
  readonly quarantineRows: number;
} {
  const { outcomes, repeats, quarantine_repeats, unstorable, judged_again: judgedAgain = 0 } = manifest;
  const { waiting_rows: waiting = 0, waiting_quarantine_rows: waitingApart = 0 } = manifest;
  return {
    rows: outcomes.accepted + outcomes.flagged - repeats - unstorable + judgedAgain - waiting,
    quarantineRows: outcomes.quarantined - quarantine_repeats + unstorable - judgedAgain - waitingApart,
  };
}
