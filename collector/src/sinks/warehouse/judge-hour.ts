import type { HourNote, SegmentRange } from '../../relay/notes.js';
import { type HourArrivals, missingOf } from './arrivals.js';

/** What is missing of an hour, as far as anybody knows. */
export interface HourVerdict {
  /** Collectors that have told what they had, and of which something has not come. */
  readonly lacking: readonly { readonly collector: string; readonly missing: readonly SegmentRange[] }[];
  /** Collectors that have not told. */
  readonly silent: readonly string[];
  /** Collectors of which everything is here. */
  readonly whole: readonly string[];
}

/**
 * @param holders what each writer has: together it has to be everything
 * @param expected every collector that was seen lately
 */
export function judgeHour(
  holders: readonly HourArrivals[],
  notes: ReadonlyMap<string, HourNote>,
  expected: ReadonlySet<string> = new Set(),
): HourVerdict {
  const lacking: { collector: string; missing: SegmentRange[] }[] = [];
  const whole: string[] = [];
  for (const [collector, note] of notes) {
    const missing = missingOf(note, holders);
    if (missing.length === 0) whole.push(collector);
    else lacking.push({ collector, missing });
  }
  return { lacking, whole, silent: [...expected].filter((collector) => !notes.has(collector)) };
}
