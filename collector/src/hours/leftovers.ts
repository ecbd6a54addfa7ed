import { mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { writeFileAtomically } from '@eventbook/shared/node/atomic-write';
import type { Hour } from '@eventbook/shared/warehouse/hour';
import { filesOf, readManifest } from './manifest-file.js';
import { nothingWhereMissing } from './missing-file.js';

export interface LeftoversOptions {
  /** Where the notes are. */
  readonly directory: string;
  readonly warehouse: string;
  readonly writer: string;
  readonly graceMilliseconds: number;
}

interface Note {
  readonly hour: Hour;
  /** Milliseconds since the epoch. */
  readonly noted_at: number;
  /** Relative to the warehouse. */
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
    const { directory, warehouse, writer, graceMilliseconds } = this.#options;
    for (const name of (await readdir(directory).catch(nothingWhereMissing)) ?? []) {
      if (!/^\d{4}-\d{2}-\d{2}T\d{2}\.\d+\.json$/.test(name)) continue;
      const note = await readNote(join(directory, name));
      if (note.noted_at + graceMilliseconds > now.getTime()) continue;
      const manifest = await readManifest(warehouse, writer, note.hour);
      const named = new Set(manifest === undefined ? [] : filesOf(manifest).map(({ path }) => path));
      for (const file of note.files) if (!named.has(file)) await rm(join(warehouse, file), { force: true });
      await rm(join(directory, name));
    }
  }
}

async function readNote(path: string): Promise<Note> {
  return JSON.parse(await readFile(path, 'utf8')) as Note;
}
