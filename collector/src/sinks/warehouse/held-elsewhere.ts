import { mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { writeFileAtomically } from '@eventbook/shared/node/atomic-write';
import type { Hour } from '@eventbook/shared/warehouse/hour';
import { nothingWhereMissing } from '../../hours/missing-file.js';
import { type HeldNote, readNote, type SegmentRange, type WrittenHour } from '../../relay/notes.js';
import { HourArrivals } from './arrivals.js';
import type { OtherWriters } from './other-writers.js';

/** What one other writer has told of one hour. */
interface Told {
  /** The process that it was, and what that has on its disk. */
  session: string;
  held: HourArrivals;
  /** What is in the files of its closed hour. */
  written: HourArrivals;
  manifest: WrittenHour | undefined;
}

/** Who of them is there now. */
type Presence = Pick<OtherWriters, 'sessionOf' | 'names'>;

/** What counts of another writer in an hour. */
export interface Holder {
  readonly writer: string;
  /** What is in the files of its closed hour. */
  readonly written: HourArrivals;
  /** What is on its disk; nothing where it is not there. */
  readonly held: HourArrivals;
}

/**
 * What the other writers of a warehouse have of each hour, by what they tell. What is in the files of a closed hour counts for good, and
 * is kept in `<data>/notes/<hour>/writers/<writer>.json`. What is only on their disks counts as long as they are there: it
 * is asked for again where they are not.
 */
export class HeldElsewhere {
  readonly #folder: string;
  readonly #others: Presence;
  readonly #hours = new Map<Hour, Map<string, Told>>();
  readonly #changedAt = new Map<Hour, number>();
  readonly #versions = new Map<Hour, number>();

  /** Files are written one after the other, each with all that was told by then. */
  #turn: Promise<unknown> = Promise.resolve();

  private constructor(folder: string, others: Presence) {
    this.#folder = folder;
    this.#others = others;
  }

  static async open(folder: string, others: Presence): Promise<HeldElsewhere> {
    const held = new HeldElsewhere(folder, others);
    for (const hour of (await readdir(folder).catch(nothingWhereMissing)) ?? []) {
      const writers = join(folder, hour, 'writers');
      for (const file of (await readdir(writers).catch(nothingWhereMissing)) ?? []) {
        if (!file.endsWith('.json')) continue;
        const note = readNote(await readFile(join(writers, file)));
        if (note.note === 'held') held.#put(note);
      }
    }
    return held;
  }

  /** Who has something of an hour that counts now. */
  of(hour: Hour): Holder[] {
    return [...(this.#hours.get(hour) ?? [])].flatMap(([writer, told]) => {
      const isThere = told.session === this.#others.sessionOf(writer);
      const held = isThere ? told.held : new HourArrivals();
      return told.written.bytes + held.bytes === 0 ? [] : [{ writer, written: told.written, held }];
    });
  }

  /** What is in the files of others' closed hours. */
  writtenOf(
    hour: Hour,
  ): { readonly writer: string; readonly has: HourArrivals; readonly manifest: WrittenHour }[] {
    return [...(this.#hours.get(hour) ?? [])].flatMap(([writer, { written, manifest }]) =>
      manifest === undefined ? [] : [{ writer, has: written, manifest }],
    );
  }

  has(hour: Hour, collector: string, range: SegmentRange): boolean {
    return [...(this.#hours.get(hour) ?? [])].some(
      ([writer, { session, held, written }]) =>
        written.has(collector, range) ||
        (session === this.#others.sessionOf(writer) && held.has(collector, range)),
    );
  }

  /** Those that are there and have not said what they have of an hour. */
  untold(hour: Hour): string[] {
    return this.#others.names.filter(
      (name) => this.#hours.get(hour)?.get(name)?.session !== this.#others.sessionOf(name),
    );
  }

  /** Another one where something else may count. */
  versionOf(hour: Hour): string {
    const { names } = this.#others;
    return [this.#versions.get(hour) ?? 0, ...names.map((name) => this.#others.sessionOf(name))].join(' ');
  }

  /** When somebody told something new last, milliseconds of the monotonic clock. */
  changedAt(hour: Hour): number {
    return this.#changedAt.get(hour) ?? -Infinity;
  }

  /** What is written is on disk when this resolves. */
  add(note: HeldNote): Promise<void> {
    const told = this.#put(note);
    if (note.written === undefined) return Promise.resolve();
    const kept = this.#turn.then(() => this.#keep(note, told));
    this.#turn = kept.catch(() => undefined);
    return kept;
  }

  async forgetBefore(hour: Hour): Promise<void> {
    for (const old of [...this.#hours.keys()].filter((one) => one < hour)) {
      this.#hours.delete(old);
      this.#changedAt.delete(old);
      this.#versions.delete(old);
      await rm(join(this.#folder, old, 'writers'), { recursive: true, force: true });
    }
  }

  async #keep(note: HeldNote, told: Told): Promise<void> {
    if (told.manifest === undefined) return;
    const folder = join(this.#folder, note.hour, 'writers');
    await mkdir(folder, { recursive: true });
    const kept: HeldNote = { ...note, written: told.manifest, segments: told.written.segments };
    await writeFileAtomically(join(folder, `${note.writer}.json`), `${JSON.stringify(kept)}\n`);
  }

  #put({ writer, hour, session, segments, written }: HeldNote): Told {
    let hourOf = this.#hours.get(hour);
    if (hourOf === undefined) this.#hours.set(hour, (hourOf = new Map<string, Told>()));
    let told = hourOf.get(writer);
    if (told === undefined)
      hourOf.set(
        writer,
        (told = { session: '', held: new HourArrivals(), written: new HourArrivals(), manifest: undefined }),
      );
    const before = `${told.session} ${told.manifest?.generation ?? 0} ${sizeOf(told)}`;
    if (written === undefined) {
      // Its disk may be another one, too.
      if (told.session !== session) Object.assign(told, { session, held: new HourArrivals() });
      told.held.addAll(segments);
    } else if (written.generation >= (told.manifest?.generation ?? 0)) {
      if (written.generation !== told.manifest?.generation) told.written = new HourArrivals();
      told.manifest = written;
      told.written.addAll(segments);
    }
    if (before !== `${told.session} ${told.manifest?.generation ?? 0} ${sizeOf(told)}`) {
      this.#changedAt.set(hour, performance.now());
      this.#versions.set(hour, (this.#versions.get(hour) ?? 0) + 1);
    }
    return told;
  }
}

/** Whatever is added makes it another one. */
function sizeOf({ held, written }: Told): string {
  return `${held.bytes} ${written.bytes}`;
}
