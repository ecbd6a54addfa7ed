/** Somebody who still sends an event. */
export interface Sender {
  readonly event: string;
  readonly version: number;
  readonly environment: string;
  readonly source: string;
  /** As in `typescript/0.1.17`; undefined where none was named. */
  readonly langpack: string | undefined;
  readonly rows: number;
  /** How many of them are in the quarantine, as what was withdrawn or has ended is. */
  readonly quarantined: number;
  /** RFC 3339 date of the newest row. */
  readonly last: string;
}

/** Who sent what lately, by event, the busiest first. */
export type Senders = ReadonlyMap<string, readonly Sender[]>;
