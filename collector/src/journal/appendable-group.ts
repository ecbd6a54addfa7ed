import type { GrowingBuffer } from './growing-buffer.js';

/** Where a group stands in its segment. */
export interface GroupPlace {
  readonly id: number;
  readonly at: number;
  readonly write: number;
  readonly first: number;
}

/** A group that a journal can take in. */
export interface AppendableGroup {
  /** Microseconds since the epoch. */
  readonly receivedAt: number;
  /** How many records it holds. */
  readonly size: number;
  readonly accepted: number;
  readonly flagged: number;
  readonly quarantined: number;
  readonly rejected: number;
  /** Adds the whole group to the end of `target`. */
  writeTo(target: GrowingBuffer, place: GroupPlace): void;
}
