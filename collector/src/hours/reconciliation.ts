import type { OutcomeCounts } from '@eventbook/shared/event/outcome';
import type { Hour } from '@eventbook/shared/warehouse/hour';

/** One thing that does not add up. */
export interface Difference {
  readonly kind:
    | 'outcomes'
    | 'unwritten'
    | 'rows'
    | 'quarantine_rows'
    | 'journal_missing'
    | 'journal_damaged'
    | 'file_missing'
    | 'file_bytes'
    | 'file_rows'
    | 'file_unreadable'
    | 'table_rows'
    | 'collector_missing'
    | 'writers_sum';
  /** The file, relative to the warehouse, or the journal that it is about; empty for the hour as a whole. */
  readonly subject: string;
  readonly expected: number | string;
  readonly found: number | string;
  /** One sentence for people. */
  readonly message: string;
}

export interface HourReconciliation {
  readonly hour: Hour;
  readonly state: 'open' | 'closed';
  readonly generation: number;
  /** From the journals' own groups; undefined where they were freed. */
  readonly journalled: OutcomeCounts | undefined;
  /** From the manifest. */
  readonly written: OutcomeCounts;
  readonly rows: number;
  readonly repeats: number;
  readonly quarantineRows: number;
  readonly quarantineRepeats: number;
  readonly unstorable: number;
  readonly files: number;
  readonly differences: readonly Difference[];
}

export interface Reconciliation {
  /** Every hour that has a manifest, ascending. */
  readonly hours: readonly HourReconciliation[];
  /** Events in finished segments that no manifest covers yet, by hour: not wrong, only not written. */
  readonly unwritten: Readonly<Record<Hour, number>>;
  /** Whether nothing differs. */
  readonly ok: boolean;
}
