import type { Hour } from '@eventbook/shared/warehouse/hour';
import { wallMilliseconds } from '../../clock/wall-clock.js';
import type { HeldNote, HeldSegment, WrittenHour } from '../../relay/notes.js';
import type { HourArrivals } from './arrivals.js';
import type { HourJournal } from './hour-journals.js';
import type { OtherWriters } from './other-writers.js';

export interface TellHeldOptions {
  readonly writer: string;
  readonly channel: string;
  readonly others: Pick<OtherWriters, 'session' | 'names' | 'sessionOf' | 'isAlone'>;
  /** What cannot be told now is told again, where somebody wants to know. */
  readonly tell: (note: HeldNote) => Promise<void>;
}

/** What is in the files of an hour that is closed. */
export interface Claim extends WrittenHour {
  readonly has: HourArrivals;
}

/** What was told of an hour last. */
interface Telling {
  readonly what: string;
  readonly to: string;
  /** Milliseconds of the monotonic clock. */
  readonly at: number;
  /** After which it is told again while something is wanted. */
  readonly pause: number;
}

/** What comes in is told together; milliseconds. */
const together = 1000;
const firstPause = 10_000;
const longestPause = 5 * 60_000;
/** Of one note: nsqd takes 1 MiB. */
const mostBounds = 40_000;

/** Tells the other writers what this one has of each hour that is over: when it has changed, and when somebody wants to know. */
export class TellHeld {
  readonly #options: TellHeldOptions;
  readonly #told = new Map<Hour, Telling>();
  readonly #wanted = new Set<Hour>();

  constructor(options: TellHeldOptions) {
    this.#options = options;
  }

  /** Hours that another writer wants to know about. */
  get wanted(): Hour[] {
    return [...this.#wanted];
  }

  /** Another writer lacks something. */
  want(hour: Hour): void {
    this.#wanted.add(hour);
  }

  /** @param wants whether this one lacks something */
  async turn(
    hour: Hour,
    journal: HourJournal | undefined,
    claim: Claim | undefined,
    wants: boolean,
  ): Promise<void> {
    const { others } = this.#options;
    if (others.isAlone) return;
    const last = this.#told.get(hour);
    const since = performance.now() - (last?.at ?? -Infinity);
    if (since < together) return;
    const what = `${journal?.arrivals.version ?? 0} ${claim?.generation ?? 0}`;
    const to = others.names.map((name) => others.sessionOf(name)).join(' ');
    const isNew = last?.what !== what || last.to !== to;
    const isAskedAgain = wants && since >= (last?.pause ?? 0);
    if (!isNew && !isAskedAgain && !this.#wanted.has(hour)) return;
    this.#wanted.delete(hour);
    const pause = isNew ? firstPause : Math.min(longestPause, last.pause * 2);
    // What is not on disk yet is told when it is.
    const isAll = journal === undefined || journal.isOnDisk;
    this.#told.set(hour, { what: isAll ? what : '', to, at: performance.now(), pause });
    // An answer asks nothing: two that both lack something would answer each other for ever.
    const asks = wants && (isNew || isAskedAgain);
    await this.#tell(hour, asks, journal?.held ?? []);
    if (claim === undefined) return;
    const { generation, outcomes, files } = claim;
    await this.#tell(hour, false, claim.has.segments, { generation, outcomes, files });
  }

  forgetBefore(hour: Hour): void {
    for (const old of [...this.#told.keys()].filter((one) => one < hour)) this.#told.delete(old);
    for (const old of [...this.#wanted].filter((one) => one < hour)) this.#wanted.delete(old);
  }

  async #tell(
    hour: Hour,
    wants: boolean,
    held: readonly HeldSegment[],
    written?: WrittenHour,
  ): Promise<void> {
    const { writer, channel, others, tell } = this.#options;
    for (const segments of inNotes(held)) {
      const at = wallMilliseconds();
      const { session } = others;
      const note: HeldNote = { note: 'held', writer, channel, session, at, hour, wants, segments };
      await tell(written === undefined ? note : { ...note, written });
    }
  }
}

/** At least one, and none too large. */
function inNotes(held: readonly HeldSegment[]): HeldSegment[][] {
  const notes: HeldSegment[][] = [[]];
  let room = mostBounds;
  for (const { collector, segment, bounds } of held) {
    for (let from = 0; from < bounds.length; from += mostBounds) {
      const part = bounds.slice(from, from + mostBounds);
      if (part.length > room) {
        notes.push([]);
        room = mostBounds;
      }
      notes.at(-1)?.push({ collector, segment, bounds: part });
      room -= part.length;
    }
  }
  return notes;
}
