import type { KeptOutcome } from '@eventbook/shared/event/outcome';

/** One kept event of a request. */
export interface JournalRecord {
  readonly outcome: KeptOutcome;
  /** The event's name, whose table it goes to and which the content begins with; empty for the quarantine. */
  readonly table: string;
  /** A UUID; its digits are kept, not their case. */
  readonly id: string;
  /** XXH64 of what the sender said. */
  readonly said: bigint;
  /** The stored event from `event` on, its closing brace too. */
  readonly content: string;
}

/** What all events of a request have in common. */
export interface GroupOrigin {
  /** `<environment>/<name>`. */
  readonly source: string;
  /** SHA-256 of the snapshot content that judged them, in hex. */
  readonly snapshot: string;
  readonly collector: string;
}

/** The kept outcomes by the number that stands for them in a segment. */
export const keptOutcomes = ['accepted', 'flagged', 'quarantined'] as const satisfies readonly KeptOutcome[];
