import type { Hour } from '@eventbook/shared/warehouse/hour';
import type { Manifest } from '@eventbook/shared/warehouse/manifest';

/** What is done with hours as they end: they are written here, or told to those who write them. */
export interface HourKeeping {
  /** How many hours were written, and what could not be. */
  readonly written: Readonly<Record<'open' | 'closed', number>>;
  readonly failures: ReadonlyMap<string, number>;
  readonly rows: number;
  /** Hours that are over and not closed yet. */
  readonly waiting: number;
  start(): void;
  /** A snapshot of this sequence is judged by now. */
  snapshotCame(sequence: number): void;
  /** Brings everything that was acknowledged until now where it goes; answers the hours that were written. */
  seal(): Promise<Manifest[]>;
  /** Writes hours anew. */
  rewrite(hours: readonly Hour[]): Promise<Manifest[]>;
  /** Nothing more is begun; waits for what is under way. */
  stop(): Promise<void>;
}
