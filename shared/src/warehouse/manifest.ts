import type { OutcomeCounts } from '../event/outcome.js';

/** One Parquet file of one hour. */
export interface ManifestFile {
  /** Relative to the warehouse's root, with forward slashes. */
  readonly path: string;
  readonly bytes: number;
  /** 64 lower-case hex digits. */
  readonly sha256: string;
  readonly rows: number;
  /** Of a file that was written before the hour's end: it holds the table's rows of so many of the hour's first parts. */
  readonly part?: number;
}

/** What one hour holds of one table. */
export interface ManifestTable {
  readonly rows: number;
  readonly files: readonly ManifestFile[];
}

/** The positions `[first, next)` of one journal that an hour was made from. */
export interface ManifestJournal {
  readonly first: number;
  readonly next: number;
  /** How many groups, which are requests: those of rejected events alone take no position. */
  readonly groups: number;
}

/** Positions `[from, to)` of one journal. */
export interface JournalRange {
  readonly journal: string;
  readonly from: number;
  readonly to: number;
}

/**
 * `_hours/dt=YYYY-MM-DD/hour=HH/<writer>.json`: which files make up one hour of one writer. Loaders trust
 * manifests and nothing else. The sums that hold in each of them:
 *
 *     sent = accepted + flagged + quarantined + rejected
 *     rows over all event tables = accepted + flagged − repeats − unstorable + judged_again − waiting_rows
 *     rows of the quarantine = quarantined − quarantine_repeats + unstorable − judged_again − waiting_quarantine_rows
 */
export interface Manifest {
  readonly format: 1;
  readonly writer: string;
  /** UTC hour of `_received_at`: `2026-11-23T07`. */
  readonly hour: string;
  /** Grows with every rewrite, from 1. */
  readonly generation: number;
  readonly state: 'open' | 'closed';
  /** RFC 3339. */
  readonly written_at: string;
  /** Ids of the snapshots that judged its rows, the one whose columns were used last. */
  readonly snapshots: readonly string[];
  readonly outcomes: OutcomeCounts;
  readonly repeats: number;
  readonly quarantine_repeats: number;
  /** Of the rows: how many use the id of an earlier one for something else. They carry the reason `id_reused`. */
  readonly id_reused: number;
  /** Rows of event tables that could not be written as such and stand in the quarantine, as `not_storable`. 0. */
  readonly unstorable: number;
  /**
   * Rows that were quarantined as `ahead_of_snapshot`, and that the snapshot which came puts into their tables. Left out
   * where there are none.
   */
  readonly judged_again?: number;
  /** The lowest sequence of a snapshot that a row of the quarantine waits for; left out where none waits. */
  readonly waiting_for?: number;
  /**
   * Positions that were acknowledged and cannot be read any more: damage of a disk, told when the journal was repaired.
   * Left out where nothing is missing.
   */
  readonly missing?: readonly JournalRange[];
  /**
   * Where each part of an hour ends that was written in parts: by journal, the position after its last. Rows are read part
   * by part, also when the hour is written again. Left out where it was written whole.
   */
  readonly parts?: readonly Readonly<Record<string, number>>[];
  /** Of an open hour that is written in parts: rows that wait for their table to be large enough, or for the hour's end. */
  readonly waiting_rows?: number;
  readonly waiting_quarantine_rows?: number;
  /**
   * Of an hour that came over NSQ: collectors of which something is missing, or that have not said what they had. Left out
   * where everything is there.
   */
  readonly absent?: readonly string[];
  /** Of an hour that several writers share: the others, whose manifests make it up together with this one. */
  readonly writers?: readonly string[];
  /**
   * Events of the journals that another one of these writers has, too, and that are left to it: they are in no sum here. Left out
   * where there are none.
   */
  readonly elsewhere?: OutcomeCounts;
  /** By journal name. */
  readonly journals: Readonly<Record<string, ManifestJournal>>;
  /** By event name. */
  readonly tables: Readonly<Record<string, ManifestTable>>;
  readonly quarantine: ManifestTable;
}
