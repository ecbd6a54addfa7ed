import type { OutcomeCounts } from '@eventbook/shared/event/outcome';
import type { Hour } from '@eventbook/shared/warehouse/hour';

/** One hour as its journals and its manifest tell it. */
export interface HourSummary {
  readonly hour: Hour;
  /** `journalled`: not written yet at all. */
  readonly state: 'journalled' | 'open' | 'closed';
  /** Of the manifest; 0 where there is none. */
  readonly generation: number;
  /** What finished segments and the manifest count, whichever knows more. */
  readonly outcomes: OutcomeCounts;
  /** Events in finished segments that the manifest does not know of yet. */
  readonly unwritten: number;
  /** Whether a segment of this hour is still being written; its events are counted nowhere here. */
  readonly unsealed: boolean;
  /** Rows in event tables, rows in the quarantine, their files and the bytes of those: as the manifest says. */
  readonly rows: number;
  readonly quarantineRows: number;
  readonly files: number;
  readonly bytes: number;
  readonly repeats: number;
  /** The sequence of a snapshot that a row of the quarantine waits for, so that it can be judged again; null where none does. */
  readonly waitingFor: number | null;
  readonly tables: number;
  /** Collectors of which something is missing, as the manifest says. */
  readonly absent: readonly string[];
}
