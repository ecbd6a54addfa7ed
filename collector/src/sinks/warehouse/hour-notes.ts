import { mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { writeFileAtomically } from '@eventbook/shared/node/atomic-write';
import type { Hour } from '@eventbook/shared/warehouse/hour';
import { nothingWhereMissing } from '../../hours/missing-file.js';
import { readNote, type HourNote } from '../../relay/notes.js';

/** What collectors have told of their hours: `<data>/notes/<hour>/<collector>.json`. */
export class HourNotes {
  readonly #folder: string;
  readonly #notes: Map<Hour, Map<string, HourNote>>;

  private constructor(folder: string, notes: Map<Hour, Map<string, HourNote>>) {
    this.#folder = folder;
    this.#notes = notes;
  }

  static async open(folder: string): Promise<HourNotes> {
    const notes = new HourNotes(folder, new Map());
    for (const hour of (await readdir(folder).catch(nothingWhereMissing)) ?? []) {
      for (const file of await readdir(join(folder, hour))) {
        if (!file.endsWith('.json')) continue;
        const note = readNote(await readFile(join(folder, hour, file)));
        if (note.note === 'hour') notes.#put(note);
      }
    }
    return notes;
  }

  get hours(): Hour[] {
    return [...this.#notes.keys()].sort();
  }

  /** By collector. */
  of(hour: Hour): ReadonlyMap<string, HourNote> {
    return this.#notes.get(hour) ?? new Map();
  }

  /** On disk when this resolves. */
  async add(note: HourNote): Promise<void> {
    const folder = join(this.#folder, note.hour);
    await mkdir(folder, { recursive: true });
    await writeFileAtomically(join(folder, `${note.collector}.json`), `${JSON.stringify(note)}\n`);
    this.#put(note);
  }

  /** Those of hours before this one are of no more use. */
  async forgetBefore(hour: Hour): Promise<void> {
    for (const old of this.hours.filter((one) => one < hour)) {
      this.#notes.delete(old);
      await rm(join(this.#folder, old), { recursive: true, force: true });
    }
  }

  #put(note: HourNote): void {
    const known = this.#notes.get(note.hour);
    if (known === undefined) this.#notes.set(note.hour, new Map([[note.collector, note]]));
    else known.set(note.collector, note);
  }
}
