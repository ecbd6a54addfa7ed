import type { Outcome } from '@eventbook/shared/event/outcome';
import type { ViolationCode } from '@eventbook/shared/event/violation';

/** One event as whoever watches the door sees it: no sender's words but names that the catalog knows and harmless fields. */
export interface TailedEvent {
  /** '' where the catalog does not know it. */
  readonly event: string;
  readonly outcome: Outcome;
  readonly source: string;
  readonly event_id: string;
  /** RFC 3339. */
  readonly at: string;
  /** Of what was accepted or flagged. */
  readonly fields?: Readonly<Record<string, unknown>>;
  /** Without messages, which may quote values. */
  readonly violations?: readonly { readonly code: ViolationCode; readonly pointer: string }[];
}

/** What one ingest process has to tell to those who watch. */
export interface TailReport {
  readonly events: readonly TailedEvent[];
  /** How many passed a filter since the last report, shown or not. */
  readonly passed: number;
}
