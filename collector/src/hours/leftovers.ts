import { mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { writeFileAtomically } from '@eventbook/shared/node/atomic-write';
import type { Hour } from '@eventbook/shared/warehouse/hour';
import { nothingWhereMissing } from './missing-file.js';

/** How long files of an older generation stay for loaders that are reading them. */
export const graceMilliseconds = 3_600_000;

export interface LeftoversOptions {
  /** Where the notes are, those of one writer. */
  readonly directory: string;
  readonly graceMilliseconds: number;
  /** The files that the manifest of an hour names now; undefined where nobody can tell, and nothing is to go. */
  readonly named: (hour: Hour) => Promise<readonly string[] | undefined>;
  /** Removes a file; one that is not there is no trouble. */
  readonly remove: (file: string) => Promise<void>;
}

interface Note {
  readonly hour: Hour;
  /** Milliseconds since the epoch. */
  readonly noted_at: number;
  /** Relative to the root of the warehouse. */
  readonly files: readonly string[];
}

/** Files that nobody names, which go when their time is come. */
interface Noted {
  /** The path of the note. */
  readonly note: string;
  /** Milliseconds since the epoch. */
  readonly due: number;
  readonly files: readonly string[];
}

/**
 * Files that will be nobody's: those of an older generation, and those of a write that did not come to its manifest.
 * Before an hour is written, what is there and what is about to be made is noted; after the grace time everything
 * noted goes that the hour's manifest does not name. So a crash at any point leaves nothing behind, and nothing that
 * a manifest names is ever removed.
 */
export class Leftovers {
  readonly #options: LeftoversOptions;

  constructor(options: LeftoversOptions) {
    this.#options = options;
  }

  async note(hour: Hour, generation: number, files: readonly string[], now: Date): Promise<void> {
    await mkdir(this.#options.directory, { recursive: true });
    const path = join(this.#options.directory, `${hour}.${generation}.json`);
    // A write that failed before had the same generation.
    const before = (await readNote(path).catch(nothingWhereMissing))?.files ?? [];
    const note: Note = { hour, noted_at: now.getTime(), files: [...new Set([...before, ...files])] };
    await writeFileAtomically(path, `${JSON.stringify(note)}\n`);
  }

  /** Removes what was noted longer ago than the grace time. */
  async remove(now: Date): Promise<void> {
    for await (const { note, due, files } of this.list()) {
      if (due > now.getTime()) continue;
      for (const file of files) await this.#options.remove(file);
      await rm(note);
    }
  }

  /** What nobody names now, note by note. A file of several notes is the latest one's: its grace begins there. */
  async *list(): AsyncIterable<Noted> {
    const { directory, graceMilliseconds } = this.#options;
    const notes: [name: string, note: Note][] = [];
    for (const name of (await readdir(directory).catch(nothingWhereMissing)) ?? []) {
      if (/^\d{4}-\d{2}-\d{2}T\d{2}\.\d+\.json$/.test(name))
        notes.push([name, await readNote(join(directory, name))]);
    }
    notes.sort(([, one], [, other]) => one.noted_at - other.noted_at);
    const latest = new Map(notes.flatMap(([name, { files }]) => files.map((file) => [file, name] as const)));
    for (const [name, note] of notes) {
      const names = await this.#options.named(note.hour);
      if (names === undefined) continue;
      const named = new Set(names);
      yield {
        note: join(directory, name),
        due: note.noted_at + graceMilliseconds,
        files: note.files.filter((file) => !named.has(file) && latest.get(file) === name),
      };
    }
  }
}

async function readNote(path: string): Promise<Note> {
  return JSON.parse(await readFile(path, 'utf8')) as Note;
}
