import { AppError } from '@eventbook/shared/errors/app-error';
import { hourEnd, hourOf, type Hour } from '@eventbook/shared/warehouse/hour';
import type { Manifest } from '@eventbook/shared/warehouse/manifest';
import { untilWall, wallMilliseconds } from '../clock/wall-clock.js';
import type { Logger } from '../log/logger.js';
import type { HourKeeping } from './hour-keeping.js';

export interface RelayClockOptions {
  readonly log: Pick<Logger, 'error'>;
  /** Every ingest process moves past `floor` (microseconds) and seals what came before. */
  readonly rotate: (floor: number) => Promise<void>;
  /** Every journal is past this hour. */
  readonly over: (hour: Hour) => Promise<void>;
  /** Frees and compresses journals. */
  readonly tend: () => Promise<unknown>;
  /** Resolves when every destination has got all that is sealed. */
  readonly drained: () => Promise<void>;
}

const retryAfter = 5000;

/** Ends hours with the clock where a sink writes them: every ingest process moves on, so that the hour's journals are whole. */
export class RelayClock implements HourKeeping {
  readonly written = { open: 0, closed: 0 };
  readonly failures = new Map<string, number>();
  readonly rows = 0;
  readonly waiting = 0;
  readonly #options: RelayClockOptions;
  #timer: NodeJS.Timeout | undefined;
  #turn: Promise<unknown> = Promise.resolve();
  #stopped = false;

  constructor(options: RelayClockOptions) {
    this.#options = options;
  }

  start(): void {
    void this.#inTurn(() => this.#endPast());
  }

  snapshotCame(): void {
    // What waited for it is judged again by whoever writes the hours.
  }

  /** Everything that was acknowledged until now is with NSQ when this resolves; no hour is written here. */
  seal(): Promise<Manifest[]> {
    return this.#inTurn(async () => {
      await this.#options.rotate(0);
      await this.#options.drained();
      return [];
    });
  }

  rewrite(hours: readonly Hour[]): Promise<Manifest[]> {
    return Promise.reject(
      new AppError(
        'user',
        'usage',
        `Hour ${hours[0] ?? ''} is not written by this collector, but by a sink.`,
        {
          hint: 'Run `rewrite` on the data directory of the warehouse sink.',
        },
      ),
    );
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#timer);
    await this.#turn.catch(() => undefined);
  }

  #inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    const result = this.#turn.then(work);
    this.#turn = result.catch(() => undefined);
    return result;
  }

  async #endPast(): Promise<void> {
    const hour = hourOf(wallMilliseconds() * 1000);
    let due = hourEnd(hour) / 1000;
    try {
      const begin = hourEnd(hour) - 3_600_000_000;
      await this.#options.rotate(begin);
      await this.#options.over(hourOf(begin - 1));
      this.#tend();
    } catch (error) {
      due = wallMilliseconds() + retryAfter;
      if (!this.#stopped)
        this.#options.log.error({ err: error }, 'an hour could not be ended; it is tried again');
    }
    this.#schedule(due);
  }

  /** In the background: an hour that ends meanwhile does not wait for it. */
  #tend(): void {
    this.#options.tend().catch((error: unknown) => {
      if (!this.#stopped)
        this.#options.log.error({ err: error }, 'journals could not be freed or compressed');
    });
  }

  /** It is looked at on the way: a clock that is set forward ends hours at once. @param due milliseconds since the epoch */
  #schedule(due: number): void {
    if (this.#stopped) return;
    this.#timer = setTimeout(
      () => {
        if (wallMilliseconds() < due) this.#schedule(due);
        else void this.#inTurn(() => this.#endPast());
      },
      untilWall(due + 50),
    );
  }
}
