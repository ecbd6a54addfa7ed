import type { SnapshotStatement } from '@eventbook/shared/snapshot/statement';
import type { Hour } from '@eventbook/shared/warehouse/hour';
import type { Manifest } from '@eventbook/shared/warehouse/manifest';
import type { ServerConfiguration } from '../config/configuration.js';
import type { HourSummary } from '../hours/hour-summary.js';
import type { Tended } from '../hours/tend-journals.js';
import type { Reconciliation } from '../hours/reconciliation.js';
import type { Sample } from '../metrics/table.js';
import type { JournalTip } from '../relay/journal-tips.js';
import type { Replayed } from '../relay/replay.js';
import type { TailFilter } from '../tail/tail-filter.js';
import type { TailReport } from '../tail/tailed-event.js';

/** Where an ingest or the writer finds a snapshot's content, and what it is. */
export interface StoredSnapshot {
  readonly path: string;
  readonly statement: SnapshotStatement;
}

interface StartOfChild<Settings = ServerConfiguration> {
  readonly configuration: Settings;
  /** The collector's name, as it stands in stored events and manifests. */
  readonly name: string;
}

/**
 * Everything that the parent asks of its children, by message: what is sent and what is answered.
 * Requests are answered once; an error crosses as an AppError.
 */
export interface IngestRequests {
  /** Open the journal and listen. */
  start: {
    readonly sent: StartOfChild & {
      readonly journal: string;
      readonly port: number;
      /** No received time may lie before it: microseconds, the end of the newest closed hour. */
      readonly floor: number;
      readonly snapshot: StoredSnapshot | null;
      readonly denied: readonly string[];
      readonly tail: readonly TailFilter[];
    };
    readonly answered: null;
  };
  /** Read this snapshot and make ready what was lately used, so that it can be swapped in at once. */
  prepare: { readonly sent: StoredSnapshot; readonly answered: null };
  /** Judge by this snapshot from now on. */
  swap: { readonly sent: StoredSnapshot; readonly answered: null };
  /** Show events that pass one of these filters; none ends it. */
  tail: { readonly sent: readonly TailFilter[]; readonly answered: null };
  /** SHA-256 hashes of keys that are refused, whatever the snapshot says. */
  deny: { readonly sent: readonly string[]; readonly answered: null };
  /** Seal the segment; later events have a received time of at least `floor` microseconds. */
  rotate: { readonly sent: { readonly floor: number }; readonly answered: null };
  metrics: { readonly sent: null; readonly answered: readonly Sample[] };
  /** Stop listening, answer what is under way, close the journal. */
  stop: { readonly sent: null; readonly answered: null };
}

/** From which hour on; null where it is not said. */
interface Since {
  readonly since: Hour | null;
}

export interface WriterRequests {
  start: { readonly sent: StartOfChild<Omit<ServerConfiguration, 'catalog'>>; readonly answered: null };
  /** Write an hour anew from every finished segment. */
  write: {
    readonly sent: {
      readonly hour: string;
      readonly state: Manifest['state'];
      /** Files that were written before the hour's end stay, and the rest is added. */
      readonly keepParts: boolean;
      /** Collectors of which something is missing. */
      readonly absent?: readonly string[];
    };
    readonly answered: Manifest;
  };
  /** Write what an open hour holds of its large tables; null where none is large enough. */
  part: { readonly sent: { readonly hour: string }; readonly answered: Manifest | null };
  hours: { readonly sent: Since; readonly answered: readonly HourSummary[] };
  reconcile: { readonly sent: Since; readonly answered: Reconciliation };
  /** Free and compress journals; a write that comes meanwhile goes before the next step. */
  tend: { readonly sent: null; readonly answered: Tended };
  metrics: { readonly sent: null; readonly answered: readonly Sample[] };
  /** Answers when what is under way is finished. */
  stop: { readonly sent: null; readonly answered: null };
}

export interface RelayRequests {
  start: {
    readonly sent: StartOfChild & {
      /** Null where there is none yet. */
      readonly snapshot: StoredSnapshot | null;
      readonly tips: readonly JournalTip[];
      /** The newest hour that every journal is past; null where none is known. */
      readonly over: Hour | null;
    };
    readonly answered: null;
  };
  /** Serve its destinations, before anything is judged by it. */
  use: { readonly sent: StoredSnapshot; readonly answered: null };
  /** Up to where a journal may be read. */
  tip: { readonly sent: JournalTip; readonly answered: null };
  /** Every journal is past this hour: tell it once all of it was sent. */
  hourOver: { readonly sent: { readonly hour: Hour }; readonly answered: null };
  /** Send hours again to a destination, from the journals. */
  replay: {
    readonly sent: { readonly destination: string; readonly hours: readonly Hour[] };
    readonly answered: Replayed;
  };
  /** Answers when every destination has got all that is sealed. */
  drained: { readonly sent: null; readonly answered: null };
  metrics: { readonly sent: null; readonly answered: readonly Sample[] };
  /** Writes the checkpoints, and sends nothing more. */
  stop: { readonly sent: null; readonly answered: null };
}

/** What a child says unasked. */
export interface Notices {
  /** A sender knows a newer snapshot than this process. */
  ahead: null;
  /** The journal can keep nothing more: the process answers 503 and wants to be started anew. */
  failed: { readonly code: string; readonly message: string };
  /** Where the synced end of a journal is now. */
  tip: JournalTip;
  /** Events for those who watch. */
  tailed: TailReport;
}
