import type { KeptOutcome } from '@eventbook/shared/event/outcome';

/** One kept event of a request. */
export interface JournalRecord {
  readonly outcome: KeptOutcome;
  /** The event's name, whose table it goes to; empty for the quarantine. At most 255 bytes. */
  readonly table: string;
  /** The stored event as one line of JSON, without a newline. */
  readonly line: string;
  /** Where in the line, in bytes, begins what the sender said. */
  readonly contentOffset: number;
}

/** One request: kept whole or not at all. */
export interface JournalGroup {
  /** `<environment>/<name>`. */
  readonly source: string;
  /** Microseconds since the epoch, from `Journal.receive`. */
  readonly receivedAt: number;
  /** How many events of the request were rejected: counted here, kept nowhere. */
  readonly rejected: number;
  readonly records: readonly JournalRecord[];
}

/** The kept outcomes by the number that stands for them in a segment. */
export const keptOutcomes = ['accepted', 'flagged', 'quarantined'] as const satisfies readonly KeptOutcome[];
