import type { KeptOutcome } from './outcome.js';
import type { Violation } from './violation.js';

/**
 * A stored event is one line of JSON: the envelope as it was judged, plus what the collector knows of it.
 * The journal, NSQ and (as columns) Parquet carry it. Its keys:
 *
 *     event_id, _position, _received_at, _outcome, _environment, _source, _snapshot, _collector,
 *     then the envelope's own keys from `event` on,
 *     then, where they apply, _violations, _raw, _raw_base64, _extra
 *
 * From `event` on the line is what the judge made of the sender's words and nothing else. Two events with equal source
 * and event_id are repeats of one when their senders said the same too (`Verdict.said`), however each was judged.
 */
export interface StoredEvent {
  readonly event_id: string;
  /** `<journal>:<number>`; survives replay. */
  readonly _position: string;
  /** Microseconds since the epoch; never goes back within a journal. */
  readonly _received_at: number;
  readonly _outcome: KeptOutcome;
  readonly _environment: string;
  readonly _source: string;
  /** SHA-256 of the snapshot content that judged it. */
  readonly _snapshot: string;
  readonly _collector: string;
  readonly event?: string;
  readonly version?: number;
  readonly event_time?: number;
  readonly client_time?: number;
  readonly environment_version?: number;
  readonly langpack?: string;
  readonly sequence?: number;
  readonly sample_rate?: number;
  readonly fields?: Readonly<Record<string, unknown>>;
  readonly _violations?: readonly Violation[];
  /** The original text, whole, of what was flagged or quarantined. */
  readonly _raw?: string;
  /** The original bytes where they are no text. */
  readonly _raw_base64?: string;
  /** JSON text of the fields that an open contract does not name. */
  readonly _extra?: string;
}
