import { AppError } from '@eventbook/shared/errors/app-error';
import { hourEnd, hourOf, type Hour } from '@eventbook/shared/warehouse/hour';
import type { Manifest } from '@eventbook/shared/warehouse/manifest';
import { untilWall, wallMilliseconds } from '../clock/wall-clock.js';
import type { HourSummary } from '../hours/hour-summary.js';
import type { Tended } from '../hours/tend-journals.js';
import { mustBeKnown } from '../hours/list-hours.js';
import type { Logger } from '../log/logger.js';
import type { HourKeeping } from './hour-keeping.js';

export interface HourClockOptions {
  readonly log: Logger;
  readonly listHours: (since?: Hour) => Promise<readonly HourSummary[]>;
  readonly write: (hour: Hour, state: Manifest['state'], keepParts: boolean) => Promise<Manifest>;
  /** How often large tables get a part before the hour's end; 0 is never. */
  readonly partMinutes: number;
  readonly writePart: (hour: Hour) => Promise<Manifest | null>;
  /** Frees and compresses journals. */
  readonly tend: () => Promise<Tended>;
  /** Every ingest process moves past `floor` (microseconds) and seals what came before. */
  readonly rotate: (floor: number) => Promise<void>;
}

const retryAfter = 30_000;

/**
 * Closes hours with the clock: when one is over, every ingest process moves on, then it is written as
 * closed. Also writes what is journalled now, when it is asked to. One of these at a time.
 */
export class HourClock implements HourKeeping {
  readonly written = { open: 0, closed: 0 };
  readonly failures = new Map<string, number>();
  rows = 0;
  /** Hours that are over and not closed yet. */
  waiting = 0;
  readonly #options: HourClockOptions;
  #timer: NodeJS.Timeout | undefined;
  #turn: Promise<unknown> = Promise.resolve();
  #stopped = false;
  #partTimer: NodeJS.Timeout | undefined;
  #tending = false;
  #sequence = -1;
  /** The newest hour that every ingest process is known to be past. */
  #movedPast: Hour = '';

  constructor(options: HourClockOptions) {
    this.#options = options;
  }

  /** Closes what is over already, and from then on each hour as it ends. */
  start(): void {
    void this.#inTurn(() => this.#closePast());
    this.#schedulePart();
  }

  /** A snapshot of this sequence is judged by now: what waited for it is judged again, in hours that are closed too. */
  snapshotCame(sequence: number): void {
    this.#sequence = Math.max(this.#sequence, sequence);
    if (this.#timer !== undefined) void this.#inTurn(() => this.#closePast());
  }

  /** Writes everything that was acknowledged until now; answers the hours that were written, as they stand. */
  seal(): Promise<Manifest[]> {
    return this.#inTurn(async () => {
      await this.#options.rotate(0);
      const written: Manifest[] = [];
      for (const { hour, state, unwritten } of await this.#options.listHours()) {
        if (state !== 'journalled' && unwritten === 0) continue;
        written.push(await this.#write(hour, state === 'closed' ? 'closed' : 'open'));
      }
      return written;
    });
  }

  /**
   * Writes hours anew, each as the next generation: equal rows, under new names.
   * @throws AppError hour_not_found, journal_freed, parquet_failed; hours before the one that failed are written
   */
  rewrite(hours: readonly Hour[]): Promise<Manifest[]> {
    return this.#inTurn(async () => {
      const known = await this.#options.listHours(hours.toSorted()[0]);
      const written: Manifest[] = [];
      for (const hour of mustBeKnown(hours, known)) {
        written.push(await this.#write(hour, isOver(hour) ? 'closed' : 'open'));
      }
      return written;
    });
  }

  /** Nothing more is begun; waits for what is under way. */
  async stop(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#timer);
    clearTimeout(this.#partTimer);
    await this.#turn.catch(() => undefined);
  }

  #inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    const result = this.#turn.then(work);
    this.#turn = result.catch(() => undefined);
    return result;
  }

  #canJudgeAgain({ waitingFor }: HourSummary): boolean {
    return waitingFor !== null && waitingFor <= this.#sequence;
  }

  async #closePast(): Promise<void> {
    clearTimeout(this.#timer);
    // Told before the work: where that takes past the end of this hour, the next one is due at once.
    let due = hourEnd(hourOf(wallMilliseconds() * 1000)) / 1000;
    try {
      const past = (await this.#options.listHours()).filter(
        (hour) =>
          isOver(hour.hour) && (hour.state !== 'closed' || hour.unwritten > 0 || this.#canJudgeAgain(hour)),
      );
      this.waiting = past.length;
      const newest = past.at(-1)?.hour ?? '';
      // Once is enough: an hour that has to be tried again would cut a segment of the current one each time.
      if (newest > this.#movedPast) await this.#options.rotate(hourEnd(newest));
      this.#movedPast = newest > this.#movedPast ? newest : this.#movedPast;
      for (const { hour } of past) {
        if (this.#stopped) return;
        if (await this.#close(hour)) this.waiting -= 1;
      }
      if (this.waiting > 0) due = Math.min(due, wallMilliseconds() + retryAfter);
      else this.#tend();
    } catch (error) {
      due = Math.min(due, wallMilliseconds() + retryAfter);
      if (!this.#stopped)
        this.#options.log.error({ err: error }, 'hours could not be closed; they are tried again');
    } finally {
      this.#schedule(due);
    }
  }

  /** In the background: what is asked of the writer meanwhile goes before the next step. */
  #tend(): void {
    if (this.#tending || this.#stopped) return;
    this.#tending = true;
    this.#options
      .tend()
      .then(({ freed, freedBytes, compressed }) => {
        if (freed + compressed === 0) return;
        this.#options.log.info({ freed, freedBytes, compressed }, 'journals were tended');
      })
      .catch((error: unknown) => {
        if (!this.#stopped)
          this.#options.log.error({ err: error }, 'journals could not be freed or compressed');
      })
      .finally(() => {
        this.#tending = false;
      });
  }

  /** Parts are written at every so many minutes of the clock, but for the full hour, whose end is written as such. */
  #schedulePart(due = this.#nextPart()): void {
    if (this.#options.partMinutes === 0 || this.#stopped) return;
    this.#partTimer = setTimeout(() => {
      if (wallMilliseconds() < due) {
        this.#schedulePart(due);
        return;
      }
      void this.#inTurn(async () => {
        if (!this.#stopped) await this.#writePart(hourOf((due - 1) * 1000));
      }).then(() => this.#schedulePart());
    }, untilWall(due));
  }

  /** Milliseconds since the epoch. */
  #nextPart(): number {
    const every = this.#options.partMinutes * 60_000;
    const due = (Math.floor(wallMilliseconds() / every) + 1) * every;
    return due % 3_600_000 === 0 ? due + every : due;
  }

  async #writePart(hour: Hour): Promise<void> {
    if (isOver(hour)) return;
    try {
      await this.#options.rotate(0);
      const manifest = await this.#options.writePart(hour);
      if (manifest === null) return;
      const { generation, waiting_rows: waiting } = manifest;
      this.#options.log.info({ hour, generation, waiting }, `a part of hour ${hour} is written`);
    } catch (error) {
      if (!this.#stopped)
        this.#options.log.error(
          { err: error, hour },
          'a part of an hour could not be written; its end writes it',
        );
    }
  }

  /** An hour that cannot be written does not keep later ones from being. */
  async #close(hour: Hour): Promise<boolean> {
    try {
      await this.#write(hour, 'closed', true);
      return true;
    } catch (error) {
      if (!this.#stopped)
        this.#options.log.error({ err: error, hour }, 'an hour could not be closed; it is tried again');
      return false;
    }
  }

  async #write(hour: Hour, state: Manifest['state'], keepParts = false): Promise<Manifest> {
    const startedAt = Date.now();
    try {
      const manifest = await this.#options.write(hour, state, keepParts);
      const rows = Object.values(manifest.tables).reduce((sum, table) => sum + table.rows, 0);
      this.written[state] += 1;
      this.rows += rows;
      const { generation, repeats, outcomes } = manifest;
      const took = Date.now() - startedAt;
      this.#options.log.info(
        { hour, state, generation, rows, repeats, outcomes, took },
        `hour ${hour} is written`,
      );
      return manifest;
    } catch (error) {
      const code = error instanceof AppError ? error.code : 'internal';
      this.failures.set(code, (this.failures.get(code) ?? 0) + 1);
      throw error;
    }
  }

  /**
   * A little past the hour, so that the clock certainly shows the next one. It is looked at on the way: a clock that is
   * set forward has hours to close at once.
   * @param due milliseconds since the epoch
   */
  #schedule(due: number): void {
    if (this.#stopped) return;
    this.#timer = setTimeout(
      () => {
        if (wallMilliseconds() < due) this.#schedule(due);
        else void this.#inTurn(() => this.#closePast());
      },
      untilWall(due + 50),
    );
  }
}

/** By the collector's clock. */
export function isOver(hour: Hour): boolean {
  return hourEnd(hour) <= wallMilliseconds() * 1000;
}
