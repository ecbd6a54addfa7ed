import { addHours, hourEnd, hourOf, type Hour } from '@eventbook/shared/warehouse/hour';
import type { Manifest } from '@eventbook/shared/warehouse/manifest';
import type { Logger } from 'pino';
import { AppError } from '@eventbook/shared/errors/app-error';
import { wallMilliseconds } from '../../clock/wall-clock.js';
import type { HourSummary } from '../../hours/hour-summary.js';
import { filesOf } from '../../hours/manifest-file.js';
import { mustBeKnown } from '../../hours/list-hours.js';
import type { HourKeeping } from '../../processes/hour-keeping.js';
import { isOver } from '../../processes/hour-clock.js';
import type { Ask } from '../../relay/notes.js';
import type { HourJournal, HourJournals } from './hour-journals.js';
import type { HourNotes } from './hour-notes.js';
import type { HourSharing } from './hour-sharing.js';
import { judgeHour, type HourVerdict } from './judge-hour.js';

export interface HourCloserOptions {
  readonly writer: string;
  readonly journals: HourJournals;
  readonly notes: HourNotes;
  readonly sharing: HourSharing;
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
  /** Of closed hours: for which state of things their collectors were told what is kept. */
  readonly #keptOf = new Map<Hour, string>();
  readonly #notBefore = new Map<Hour, number>();
  #timer: NodeJS.Timeout | undefined;
  #turn: Promise<unknown> = Promise.resolve();
  #stopped = false;

  constructor(options: HourCloserOptions) {
    this.#options = options;
  }

  /** Takes up what an earlier run has left, before anything new comes. */
  async open(): Promise<void> {
    for (const { hour, state, unwritten, unsealed, absent } of await this.#options.listHours()) {
      if (state === 'closed') this.#closed.add(hour);
      if (state === 'closed' && absent.length > 0) this.absent.set(hour, absent);
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
    const { journals, notes, sharing } = this.#options;
    const now = wallMilliseconds();
    const newest = hourOf(now * 1000);
    const oldest = addHours(newest, -72);
    const wanted = sharing.wanted.filter((hour) => this.#closed.has(hour));
    const known = new Set([...journals.hours, ...notes.hours, ...wanted]);
    for (const hour of sharing.wanted.filter((one) => !known.has(one)))
      await sharing.tell(hour, undefined, false);
    this.waiting = 0;
    for (const hour of [...known].filter((one) => one >= oldest && isOver(one)).sort()) {
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
    await sharing.forgetBefore(oldest);
  }

  async #lookAt(hour: Hour, now: number): Promise<void> {
    const { journals, notes, sharing } = this.#options;
    const isClosed = this.#closed.has(hour);
    const isOpen = journals.hours.includes(hour);
    if (isClosed && !isOpen && !sharing.wanted.includes(hour)) return;
    const journal = isOpen || isClosed ? await journals.of(hour, !isClosed) : undefined;
    if (isClosed && journal !== undefined) await sharing.reopen(hour, journal);
    const isQuiet = sharing.isQuiet(hour, journal);
    const verdict = judgeHour(sharing.holders(hour, journal), notes.of(hour), await this.#expected(hour));
    const isWhole = verdict.lacking.length === 0 && verdict.silent.length === 0;
    const isDue = hourEnd(hour) / 1000 + patience <= now;
    await sharing.tell(hour, journal, !isWhole || !this.#isKept(hour));
    if (!isWhole && sharing.mayAsk(hour, journal)) await this.#askFor(hour, verdict);
    if (journal !== undefined && !(await this.#hasSnapshots(hour, journal))) return;
    const isMoved = journal !== undefined && (await sharing.isMoved(hour, journal));
    const isChanged = journal?.isChanged === true;
    const isWanted = isClosed
      ? (isChanged && (isWhole || isQuiet)) || ((isMoved || (isWhole && this.absent.has(hour))) && isQuiet)
      : (isWhole && sharing.haveTold(hour, journal)) || isDue;
    if (isWanted) {
      const absent = [...verdict.lacking.map(({ collector }) => collector), ...verdict.silent].sort();
      await this.#write(hour, 'closed', absent);
      this.#closed.add(hour);
      this.#askedAt.clear();
      await this.#tellKept(hour);
      // What is missing of it goes on being asked for.
      if (absent.length > 0) await journals.of(hour, false);
      await this.#options.tend();
    } else if (isClosed && !isChanged && journal !== undefined) {
      await this.#tellKept(hour);
      if (performance.now() - journal.changedAt <= idleAfter) return;
      await journals.close(hour);
      sharing.forget(hour);
      this.#keptOf.delete(hour);
    }
  }

  /** A collector has told of an hour that is closed: it has not heard that it is. */
  async toldAgain(hour: Hour, collector: string): Promise<void> {
    const { journals, sharing } = this.#options;
    if (!this.#closed.has(hour)) return;
    const journal = await journals.of(hour, false);
    await sharing.reopen(hour, journal);
    if (!journal.isChanged && this.#inFiles(hour).whole.includes(collector))
      await this.#sayKept(hour, [collector]);
  }

  /** What of a closed hour is in files; what is here and not in them yet is told as such by its own sums. */
  async inFilesOf(hour: Hour): Promise<HourVerdict> {
    const { journals, notes, sharing } = this.#options;
    const journal = await journals.of(hour, !this.#closed.has(hour));
    await sharing.reopen(hour, journal);
    return sharing.isShared(hour) ? this.#inFiles(hour) : judgeHour([journal.arrivals], notes.of(hour));
  }

  /** What is in the files of all writers. */
  #inFiles(hour: Hour): HourVerdict {
    const { notes, sharing } = this.#options;
    return judgeHour(sharing.written(hour), notes.of(hour));
  }

  /** Whether everything that is known of an hour is in files, here or elsewhere. */
  #isKept(hour: Hour): boolean {
    return this.#closed.has(hour) && this.#inFiles(hour).lacking.length === 0;
  }

  /** Those of which everything is in files may let go of it: told once, and again when something has changed. */
  async #tellKept(hour: Hour): Promise<void> {
    const { notes, sharing, log } = this.#options;
    const of = `${sharing.versionOf(hour)} ${notes.of(hour).size}`;
    if (this.#keptOf.get(hour) === of) return;
    this.#keptOf.set(hour, of);
    const { whole, lacking } = this.#inFiles(hour);
    await this.#sayKept(hour, whole);
    const files = sharing.files(hour);
    if (lacking.length === 0 && Object.keys(files).length > 1)
      log.info({ hour, files }, `hour ${hour} is in the files of its writers`);
  }

  async #sayKept(hour: Hour, collectors: readonly string[]): Promise<void> {
    const { ask, writer } = this.#options;
    for (const collector of collectors) await ask({ ask: 'kept', collector, hour, writer });
  }

  /** Whoever was heard of within a day. */
  async #expected(hour: Hour): Promise<ReadonlySet<string>> {
    const { journals, notes, sharing } = this.#options;
    const since = addHours(hour, -rememberedHours);
    const isNear = (one: Hour): boolean => one >= since && one <= hour;
    const seen = new Set<string>(sharing.holders(hour, undefined).flatMap(({ collectors }) => collectors));
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
    const { journals, write, sharing, log } = this.#options;
    const journal = journals.hours.includes(hour) ? await journals.of(hour) : undefined;
    if (journal !== undefined) journal.isWritten = true;
    try {
      await journal?.seal();
      const found = journal === undefined ? undefined : await sharing.prepare(hour, journal);
      const manifest = await write(hour, state, absent);
      if (journal !== undefined) journal.isChanged = false;
      if (found !== undefined && journal !== undefined) sharing.wrote(manifest, journal, found);
      const rows = Object.values(manifest.tables).reduce((sum, table) => sum + table.rows, 0);
      this.written[state] += 1;
      this.rows += rows;
      if (absent.length === 0) this.absent.delete(hour);
      else this.absent.set(hour, absent);
      const { generation, repeats, outcomes, writers, elsewhere } = manifest;
      const files = filesOf(manifest).length;
      log.info(
        { hour, state, generation, rows, files, repeats, outcomes, absent, writers, elsewhere },
        `hour ${hour} is written`,
      );
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
