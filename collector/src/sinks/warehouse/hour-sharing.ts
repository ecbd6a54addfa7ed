import type { Hour } from '@eventbook/shared/warehouse/hour';
import type { Manifest } from '@eventbook/shared/warehouse/manifest';
import { type Elsewhere, readElsewhere, writeElsewhere } from '../../hours/elsewhere.js';
import { filesOf } from '../../hours/manifest-file.js';
import type { HourSummary } from '../../hours/hour-summary.js';
import { HourArrivals } from './arrivals.js';
import type { HeldElsewhere } from './held-elsewhere.js';
import type { HourJournal } from './hour-journals.js';
import { elsewhereOf } from './left-elsewhere.js';
import type { OtherWriters } from './other-writers.js';
import type { Claim, TellHeld } from './tell-held.js';

export interface HourSharingOptions {
  readonly writer: string;
  readonly others: OtherWriters;
  readonly held: HeldElsewhere;
  readonly teller: TellHeld;
  /** `<data>/elsewhere` */
  readonly folder: string;
  readonly listHours: (since?: Hour) => Promise<readonly HourSummary[]>;
}

/** What other writers have of an hour, and the same as a text that can be compared. */
interface Found {
  readonly elsewhere: Omit<Elsewhere, 'generation'>;
  readonly text: string;
}

/** So long nothing has come before it is said that something is missing; milliseconds. */
const quiet = 2000;
/** The same where others may have it, and so much more for each of them that asks first. */
const quietAmongOthers = 5000;
const eachAfter = 20_000;
/** Where one of them has not said yet what it has. */
const untoldAfter = 30_000;
/** So long an hour that is whole waits for the others to say what they have. */
const othersAfter = 10_000;
const nothing = JSON.stringify({ writers: [], left: [] });

/** What an hour is among several writers: whose parts make it up, who asks for what none of them has, and what is left to whom. */
export class HourSharing {
  readonly #options: HourSharingOptions;
  /** What hours were written with last; undefined where nobody knows. */
  readonly #elsewhere = new Map<Hour, string | undefined>();
  readonly #claims = new Map<Hour, Claim>();
  /** What may be in files of closed hours: all of a claim, and more where the process that wrote it ended. */
  readonly #inFiles = new Map<Hour, HourArrivals>();
  /** What is elsewhere now, and for which state of things it was found. */
  readonly #found = new Map<Hour, Found & { readonly of: string }>();

  constructor(options: HourSharingOptions) {
    this.#options = options;
  }

  /** What this writer and the others have of an hour. */
  holders(hour: Hour, journal: HourJournal | undefined): HourArrivals[] {
    const others = this.#options.held.of(hour).flatMap(({ written, held }) => [written, held]);
    return journal === undefined ? others : [journal.arrivals, ...others];
  }

  /** What of an hour is in files, here and elsewhere. */
  written(hour: Hour): HourArrivals[] {
    const claim = this.#claims.get(hour);
    const others = this.#options.held.writtenOf(hour).map(({ has }) => has);
    return claim === undefined ? others : [claim.has, ...others];
  }

  /** Whether another writer has anything of it. */
  isShared(hour: Hour): boolean {
    const { held } = this.#options;
    return held.of(hour).length > 0 || held.writtenOf(hour).length > 0;
  }

  /** How many files each writer has of it. */
  files(hour: Hour): Record<string, number> {
    const { writer, held } = this.#options;
    return Object.fromEntries([
      [writer, this.#claims.get(hour)?.files ?? 0],
      ...held.writtenOf(hour).map((other) => [other.writer, other.manifest.files]),
    ]) as Record<string, number>;
  }

  /** For how long nobody has got anything of it, milliseconds. */
  quietFor(hour: Hour, journal: HourJournal | undefined): number {
    const own = journal?.changedAt ?? -Infinity;
    return performance.now() - Math.max(own, this.#options.held.changedAt(hour));
  }

  isQuiet(hour: Hour, journal: HourJournal | undefined): boolean {
    return this.quietFor(hour, journal) > quiet;
  }

  /** Whether what is missing of an hour is asked for by this writer now: one after the other, so that the first is enough. */
  mayAsk(hour: Hour, journal: HourJournal | undefined): boolean {
    const { others, held } = this.#options;
    const quietFor = this.quietFor(hour, journal);
    if (others.isAlone) return others.isSettled && quietFor > quiet;
    const first = held.untold(hour).length === 0 ? quietAmongOthers : untoldAfter;
    return quietFor > first + others.rank * eachAfter;
  }

  /** Whether the others have said what they have, as far as anybody waits for it. */
  haveTold(hour: Hour, journal: HourJournal | undefined): boolean {
    return this.#options.held.untold(hour).length === 0 || this.quietFor(hour, journal) > othersAfter;
  }

  /** Whether the others have another part of it than when it was written last. */
  async isMoved(hour: Hour, journal: HourJournal): Promise<boolean> {
    return this.#find(hour, journal).text !== (await this.#writtenWith(hour));
  }

  /** Before an hour is written: it is written with what this answers. */
  async prepare(hour: Hour, journal: HourJournal): Promise<Found> {
    const found = this.#find(hour, journal);
    if (found.text === (await this.#writtenWith(hour))) return found;
    const generation = ((await this.#summaryOf(hour))?.generation ?? 0) + 1;
    await writeElsewhere(this.#options.folder, hour, { ...found.elsewhere, generation });
    return found;
  }

  /** It stands as its manifest says. */
  wrote(manifest: Manifest, journal: HourJournal, { elsewhere, text }: Found): void {
    const { hour, state, generation, outcomes } = manifest;
    this.#elsewhere.set(hour, text);
    if (state !== 'closed') return;
    const has = HourArrivals.of(journal.arrivals.without(HourArrivals.of(elsewhere.left)));
    this.#inFiles.set(hour, has);
    this.#claims.set(hour, { generation, outcomes, files: filesOf(manifest).length, has });
  }

  /** An hour that an earlier process has closed is open again: what is in its files is known from disk. */
  async reopen(hour: Hour, journal: HourJournal): Promise<void> {
    if (this.#inFiles.has(hour)) return;
    this.#inFiles.set(hour, HourArrivals.of(journal.arrivals.segments));
    this.#found.delete(hour);
    const summary = await this.#summaryOf(hour);
    const text = await this.#writtenWith(hour);
    if (summary?.state !== 'closed' || text === undefined || journal.isChanged) return;
    const { generation, outcomes, files } = summary;
    const { left } = JSON.parse(text) as Elsewhere;
    const has = HourArrivals.of(journal.arrivals.without(HourArrivals.of(left)));
    this.#inFiles.set(hour, has);
    this.#found.delete(hour);
    this.#claims.set(hour, { generation, outcomes, files, has });
  }

  /** @param wants whether this writer lacks something of it */
  tell(hour: Hour, journal: HourJournal | undefined, wants: boolean): Promise<void> {
    return this.#options.teller.turn(hour, journal, this.#claims.get(hour), wants);
  }

  /** Changes with everything that may make an hour another one in the files of all. */
  versionOf(hour: Hour): string {
    return `${this.#claims.get(hour)?.generation ?? 0} ${this.#options.held.versionOf(hour)}`;
  }

  /** Hours that another writer wants to know about. */
  get wanted(): readonly Hour[] {
    return this.#options.teller.wanted;
  }

  /** Those of hours before this one are of no more use. */
  async forgetBefore(hour: Hour): Promise<void> {
    this.#options.teller.forgetBefore(hour);
    await this.#options.held.forgetBefore(hour);
  }

  /** Its journal is closed. */
  forget(hour: Hour): void {
    this.#elsewhere.delete(hour);
    this.#claims.delete(hour);
    this.#inFiles.delete(hour);
    this.#found.delete(hour);
  }

  #find(hour: Hour, journal: HourJournal): Found {
    const { writer, held } = this.#options;
    const of = `${journal.arrivals.version} ${this.versionOf(hour)}`;
    let found = this.#found.get(hour);
    if (found?.of !== of) {
      const inFiles = this.#inFiles.get(hour) ?? new HourArrivals();
      const elsewhere = elsewhereOf(writer, journal.arrivals, inFiles, held.of(hour));
      this.#found.set(hour, (found = { of, elsewhere, text: JSON.stringify(elsewhere) }));
    }
    return found;
  }

  async #writtenWith(hour: Hour): Promise<string | undefined> {
    if (!this.#elsewhere.has(hour)) this.#elsewhere.set(hour, await this.#readWrittenWith(hour));
    return this.#elsewhere.get(hour);
  }

  async #readWrittenWith(hour: Hour): Promise<string | undefined> {
    const elsewhere = await readElsewhere(this.#options.folder, hour);
    if (elsewhere === undefined) return nothing;
    const { generation, writers, left } = elsewhere;
    // The process may have ended before it was used.
    const isUsed = ((await this.#summaryOf(hour))?.generation ?? 0) >= generation;
    return isUsed ? JSON.stringify({ writers, left }) : undefined;
  }

  async #summaryOf(hour: Hour): Promise<HourSummary | undefined> {
    return (await this.#options.listHours(hour)).find((one) => one.hour === hour);
  }
}
