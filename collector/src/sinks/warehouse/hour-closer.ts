import { addHours, hourEnd, hourOf, type Hour } from '@eventbook/shared/warehouse/hour';
import type { Manifest } from '@eventbook/shared/warehouse/manifest';
import type { Logger } from 'pino';
import { AppError } from '@eventbook/shared/errors/app-error';
import { wallMilliseconds } from '../../clock/wall-clock.js';
import type { HourSummary } from '../../hours/hour-summary.js';
import { mustBeKnown } from '../../hours/list-hours.js';
import type { HourKeeping } from '../../processes/hour-keeping.js';
import { isOver } from '../../processes/hour-clock.js';
import type { Ask } from '../../relay/notes.js';
import type { HourJournal, HourJournals } from './hour-journals.js';
import type { HourNotes } from './hour-notes.js';
import { judgeHour, type HourVerdict } from './judge-hour.js';

export interface HourCloserOptions {
  readonly writer: string;
  readonly journals: HourJournals;
  readonly notes: HourNotes;
  readonly hasSnapshot: (id: string) => Promise<boolean>;
  readonly listHours: (since?: Hour) => Promise<readonly HourSummary[]>;
  readonly write: (hour: Hour, state: Manifest['state'], absent: readonly string[]) => Promise<Manifest>;
  readonly tend: () => Promise<unknown>;
  readonly ask: (ask: Ask) => Promise<void>;
  readonly log: Logger;
}

const lookEvery = 500;
/** After the hour it is closed with what there is; what comes later makes a new generation. */
const patience = 15 * 60_000;
/** So long nothing has come before it is said that something is missing; milliseconds. */
const quiet = 2000;
const askAgainAfter = 20_000;
/** Collectors that were heard of within so many hours are waited for. */
const rememberedHours = 24;
const retryAfter = 30_000;
/** Journals of closed hours to which nothing has come for so long are let go of. */
const idleAfter = 10 * 60_000;

/**
 * Closes hours when everything that their collectors have told of is there; asks for what is missing; and writes an hour again
 * when something comes late.
 */
export class HourCloser implements HourKeeping {
  readonly written = { open: 0, closed: 0 };
  readonly failures = new Map<string, number>();
  rows = 0;
  waiting = 0;
  /** Of the hours closed last: how many lack something of a collector. */
  readonly absent = new Map<Hour, readonly string[]>();
  asked = 0;
  readonly #options: HourCloserOptions;
  /** Hours that are closed. */
  readonly #closed = new Set<Hour>();
  readonly #askedAt = new Map<string, number>();
  readonly #notBefore = new Map<Hour, number>();
  #timer: NodeJS.Timeout | undefined;
  #turn: Promise<unknown> = Promise.resolve();
  #stopped = false;

  constructor(options: HourCloserOptions) {
    this.#options = options;
  }

  /** Takes up what an earlier run has left, before anything new comes. */
  async open(): Promise<void> {
    for (const { hour, state, unwritten, unsealed } of await this.#options.listHours()) {
      if (state === 'closed') this.#closed.add(hour);
      if (state !== 'closed' || unwritten > 0 || unsealed)
        await this.#options.journals.of(hour, state !== 'open' || unwritten > 0);
    }
  }

  /** The journal that something of an hour goes to. */
  journalOf(hour: Hour): Promise<HourJournal> {
    return this.#options.journals.of(hour, !this.#closed.has(hour));
  }

  start(): void {
    this.#schedule();
  }

  snapshotCame(): void {
    // What waits for one is written when it is there.
  }

  seal(): Promise<Manifest[]> {
    return this.#inTurn(async () => {
      const written: Manifest[] = [];
      for (const hour of this.#options.journals.hours) {
        const journal = await this.#options.journals.of(hour);
        if (journal.isChanged)
          written.push(await this.#write(hour, this.#closed.has(hour) ? 'closed' : 'open'));
      }
      return written;
    });
  }

  rewrite(hours: readonly Hour[]): Promise<Manifest[]> {
    return this.#inTurn(async () => {
      const known = await this.#options.listHours(hours.toSorted()[0]);
      const written: Manifest[] = [];
      for (const hour of mustBeKnown(hours, known))
        written.push(await this.#write(hour, this.#closed.has(hour) ? 'closed' : 'open'));
      return written;
    });
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

  #schedule(): void {
    if (this.#stopped) return;
    this.#timer = setTimeout(() => {
      void this.#inTurn(() => this.#look())
        .catch((error: unknown) => this.#options.log.error({ err: error }, 'hours could not be looked at'))
        .then(() => this.#schedule());
    }, lookEvery);
  }

  async #look(): Promise<void> {
    const { journals, notes } = this.#options;
    const now = wallMilliseconds();
    const newest = hourOf(now * 1000);
    const oldest = addHours(newest, -72);
    const hours = [...new Set([...journals.hours, ...notes.hours])].filter(
      (hour) => hour >= oldest && isOver(hour),
    );
    this.waiting = 0;
    for (const hour of hours.sort()) {
      if (this.#stopped) return;
      if ((this.#notBefore.get(hour) ?? 0) > performance.now()) continue;
      try {
        await this.#lookAt(hour, now);
      } catch (error) {
        this.#notBefore.set(hour, performance.now() + retryAfter);
        this.#options.log.error({ err: error, hour }, 'an hour could not be closed; it is tried again');
      }
      if (!this.#closed.has(hour)) this.waiting += 1;
    }
    await notes.forgetBefore(oldest);
  }

  async #lookAt(hour: Hour, now: number): Promise<void> {
    const { journals, notes } = this.#options;
    const journal = journals.hours.includes(hour) ? await journals.of(hour) : undefined;
    const isClosed = this.#closed.has(hour);
    const isQuiet = journal === undefined || performance.now() - journal.changedAt > quiet;
    const verdict = judgeHour(journal?.arrivals, notes.of(hour), await this.#expected(hour));
    const isWhole = verdict.lacking.length === 0 && verdict.silent.length === 0;
    const isDue = hourEnd(hour) / 1000 + patience <= now;
    if (!isWhole && isQuiet && journal !== undefined) await this.#askFor(hour, verdict);
    if (journal !== undefined && !(await this.#hasSnapshots(hour, journal))) return;
    const isWanted = isClosed ? journal?.isChanged === true && (isWhole || isQuiet) : isWhole || isDue;
    if (isWanted) {
      const absent = [...verdict.lacking.map(({ collector }) => collector), ...verdict.silent].sort();
      await this.#write(hour, 'closed', absent);
      this.#closed.add(hour);
      this.#askedAt.clear();
      await this.#tellKept(hour, verdict.whole);
      await this.#options.tend();
    } else if (
      isClosed &&
      journal?.isChanged === false &&
      performance.now() - journal.changedAt > idleAfter
    ) {
      await journals.close(hour);
    }
  }

  /** A collector has told of an hour that is closed: it has not heard that it is. */
  async toldAgain(hour: Hour, collector: string): Promise<void> {
    const { journals, notes } = this.#options;
    if (!this.#closed.has(hour)) return;
    const journal = await journals.of(hour, false);
    const { whole } = judgeHour(journal.arrivals, notes.of(hour), new Set());
    if (!journal.isChanged && whole.includes(collector)) await this.#tellKept(hour, [collector]);
  }

  async #tellKept(hour: Hour, collectors: readonly string[]): Promise<void> {
    const { ask, writer } = this.#options;
    for (const collector of collectors) await ask({ ask: 'kept', collector, hour, writer });
  }

  /** Whoever was heard of within a day. */
  async #expected(hour: Hour): Promise<ReadonlySet<string>> {
    const { journals, notes } = this.#options;
    const since = addHours(hour, -rememberedHours);
    const isNear = (one: Hour): boolean => one >= since && one <= hour;
    const seen = new Set<string>();
    for (const one of notes.hours.filter(isNear)) for (const name of notes.of(one).keys()) seen.add(name);
    for (const one of journals.hours.filter(isNear))
      for (const name of (await journals.of(one)).arrivals.collectors) seen.add(name);
    return seen;
  }

  async #askFor(hour: Hour, { lacking }: HourVerdict): Promise<void> {
    for (const { collector, missing } of lacking) {
      if (!this.#mayAsk(`${hour} ${collector}`)) continue;
      this.asked += 1;
      this.#options.log.warn(
        { hour, collector, ranges: missing.length },
        'something of an hour is missing; it is asked for',
      );
      await this.#options.ask({ ask: 'replay', collector, hour, missing: missing.slice(0, 10_000) });
    }
  }

  async #hasSnapshots(hour: Hour, { arrivals }: HourJournal): Promise<boolean> {
    let hasAll = true;
    for (const [id, collector] of arrivals.snapshots) {
      if (await this.#options.hasSnapshot(id)) continue;
      hasAll = false;
      if (!this.#mayAsk(`${id} ${collector}`)) continue;
      this.#options.log.warn({ hour, snapshot: id, collector }, 'a snapshot is missing; it is asked for');
      await this.#options.ask({ ask: 'snapshot', collector, id });
    }
    return hasAll;
  }

  #mayAsk(what: string): boolean {
    if ((this.#askedAt.get(what) ?? -Infinity) + askAgainAfter > performance.now()) return false;
    this.#askedAt.set(what, performance.now());
    return true;
  }

  async #write(hour: Hour, state: Manifest['state'], absent: readonly string[] = []): Promise<Manifest> {
    const { journals, write, log } = this.#options;
    const journal = journals.hours.includes(hour) ? await journals.of(hour) : undefined;
    if (journal !== undefined) journal.isWritten = true;
    try {
      await journal?.seal();
      const manifest = await write(hour, state, absent);
      if (journal !== undefined) journal.isChanged = false;
      const rows = Object.values(manifest.tables).reduce((sum, table) => sum + table.rows, 0);
      this.written[state] += 1;
      this.rows += rows;
      if (absent.length === 0) this.absent.delete(hour);
      else this.absent.set(hour, absent);
      const { generation, repeats, outcomes } = manifest;
      log.info({ hour, state, generation, rows, repeats, outcomes, absent }, `hour ${hour} is written`);
      return manifest;
    } catch (error) {
      const code = error instanceof AppError ? error.code : 'internal';
      this.failures.set(code, (this.failures.get(code) ?? 0) + 1);
      throw error;
    } finally {
      if (journal !== undefined) journal.isWritten = false;
    }
  }
}
