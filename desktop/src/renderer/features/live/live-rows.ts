import type { LiveEvent, LiveReport } from '../../../api/live.js';

/** A person scrolls back no further, and a page of a day is to cost what one of a minute does. */
const most = 500;

export interface LiveRow extends LiveEvent {
  /** Different for each of them. */
  readonly key: number;
}

export interface LiveRows {
  /** Newest first. */
  readonly rows: readonly LiveRow[];
  /** How many came since the list was empty. */
  readonly came: number;
  /** How many of those that came are not in the list, or were not told one by one. */
  readonly leftOut: number;
}

export const noRows: LiveRows = { rows: [], came: 0, leftOut: 0 };

/** With what came in; the oldest make way. */
export function withReport({ rows, came, leftOut }: LiveRows, report: LiveReport): LiveRows {
  const added = report.events.map((event, index): LiveRow => ({ ...event, key: came + index }));
  return {
    rows: [...added.reverse(), ...rows].slice(0, most),
    came: came + report.events.length,
    leftOut: leftOut + report.leftOut,
  };
}
