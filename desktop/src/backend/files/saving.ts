import { mkdir, readFile, rm, rmdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { readJson } from '@eventbook/shared/catalog/json-text';
import { writeFileAtomically } from '@eventbook/shared/node/atomic-write';
import type { Conflict, FileState } from '../../api/files.js';
import type { Emit } from '../session.js';
import type { TextChange } from '../workspace/workspace.js';
import type { DraftStore } from './draft-store.js';

/** Milliseconds between a keystroke and the disk: long enough for a word, short enough that nobody loses one. */
const pause = 200;

export interface SavingOptions {
  readonly directory: string;
  readonly drafts: DraftStore;
  /** The texts of the files as they are known to be on disk. */
  readonly disk: Map<string, string>;
  readonly emit: Emit;
  readonly revisionOf: (path: string) => number;
  /** Told when a file is not as it was known to be; what is to become of the draft is decided there. */
  readonly onForeign: (path: string, found: string | null) => void;
}

/** A text on its way to disk. */
interface Typed {
  readonly text: string | null;
  readonly revision: number;
}

/**
 * Brings to disk what was typed. A text that can be read as JSON goes into its file; one that cannot yet, or whose file was
 * changed by somebody else meanwhile, waits as a draft beside the catalog and is there again after a crash.
 */
export class Saving {
  readonly #options: SavingOptions;
  readonly #waiting = new Map<string, Typed>();
  /** Of files that are not on disk as they were typed. */
  readonly #states = new Map<string, FileState>();
  #timer: NodeJS.Timeout | undefined;
  #running: Promise<void> = Promise.resolve();

  constructor(options: SavingOptions) {
    this.#options = options;
  }

  get states(): readonly FileState[] {
    return [...this.#states.values()];
  }

  save(changes: readonly TextChange[]): void {
    for (const [path, text] of changes)
      this.#waiting.set(path, { text, revision: this.#options.revisionOf(path) });
    this.#tell(
      changes.map(([path]) => ({ path, revision: this.#options.revisionOf(path), state: 'saving' })),
    );
    this.#timer ??= setTimeout(() => {
      this.#start();
    }, pause);
  }

  /** Keeps a draft out of a file that says something else; a person has to decide. */
  hold(path: string, text: string | null, conflict: Conflict): void {
    const { disk, drafts, revisionOf } = this.#options;
    const base = disk.get(path) ?? null;
    const revision = revisionOf(path);
    this.#waiting.delete(path);
    this.#queue(async () => {
      await drafts.write({ path, text, base });
      this.#tell([{ path, revision, state: 'conflict', conflict }]);
    });
  }

  /** Forgets what was to be saved of a file: it is on disk already. */
  settle(path: string): void {
    const revision = this.#options.revisionOf(path);
    this.#waiting.delete(path);
    if (!this.#states.has(path)) return;
    this.#queue(async () => {
      await this.#options.drafts.remove(path);
      this.#tell([{ path, revision, state: 'saved' }]);
    });
  }

  /** Looks at the files while none of them is being written: what is found there is what others wrote, or what `disk` says. */
  async look(work: () => Promise<void>): Promise<void> {
    this.#queue(work);
    await this.#running;
  }

  /** Writes everything that waits, and returns when it is there. */
  async finish(): Promise<void> {
    this.#start();
    await this.#running;
  }

  #start(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const changes = [...this.#waiting];
    this.#waiting.clear();
    this.#queue(async () => {
      for (const [path, typed] of changes) {
        // Something newer is on its way already.
        if (!this.#waiting.has(path)) await this.#bring(path, typed);
      }
    });
  }

  #queue(work: () => Promise<void>): void {
    this.#running = this.#running.then(work).catch((error: unknown) => {
      console.error(error);
    });
  }

  async #bring(path: string, { text, revision }: Typed): Promise<void> {
    const { drafts, disk, onForeign } = this.#options;
    const base = disk.get(path) ?? null;
    try {
      if (text !== null && readJson(text, () => false).value === undefined) {
        await drafts.write({ path, text, base });
        this.#tell([{ path, revision, state: 'held-back' }]);
        return;
      }
      const found = await this.#found(path);
      if (found !== base && found !== text) {
        onForeign(path, found);
        return;
      }
      await this.#put(path, text);
      await drafts.remove(path);
      this.#tell([{ path, revision, state: 'saved' }]);
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      // Where the disk is full the drafts may be on another one.
      await drafts.write({ path, text, base }).catch(() => undefined);
      this.#tell([{ path, revision, state: 'failed', message }]);
    }
  }

  async #found(path: string): Promise<string | null> {
    return readFile(join(this.#options.directory, path), 'utf8').catch((error: unknown) => {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
      throw error;
    });
  }

  async #put(path: string, text: string | null): Promise<void> {
    const { directory, disk } = this.#options;
    const file = join(directory, path);
    if (text === null) {
      await rm(file, { force: true });
      // The last file of an event takes its folder along; one that holds anything else stays.
      await rmdir(dirname(file)).catch(() => undefined);
      disk.delete(path);
      return;
    }
    await mkdir(dirname(file), { recursive: true });
    await writeFileAtomically(file, text);
    disk.set(path, text);
  }

  #tell(all: readonly FileState[]): void {
    // Of a file that was typed into meanwhile, what became of an older text says nothing.
    const states = all.filter(({ path, revision }) => revision >= (this.#waiting.get(path)?.revision ?? 0));
    if (states.length === 0) return;
    for (const state of states) {
      if (state.state === 'saved') this.#states.delete(state.path);
      else this.#states.set(state.path, state);
    }
    this.#options.emit('files.saving', states);
  }
}
