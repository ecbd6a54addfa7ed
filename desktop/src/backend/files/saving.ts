import { mkdir, readFile, rm, rmdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { readJson } from '@eventbook/shared/catalog/json-text';
import { writeFileAtomically } from '@eventbook/shared/node/atomic-write';
import type { SaveState } from '../../api/files.js';
import type { Emit } from '../session.js';
import type { TextChange } from '../workspace/workspace.js';
import type { DraftStore, StoredDraft } from './draft-store.js';

/** Milliseconds between a keystroke and the disk: long enough for a word, short enough that nobody loses one. */
const pause = 200;

export interface SavingOptions {
  readonly directory: string;
  readonly drafts: DraftStore;
  /** The texts of the files as they are known to be on disk. */
  readonly disk: Map<string, string>;
  readonly emit: Emit;
}

/**
 * Brings to disk what was typed. A text that can be read as JSON goes into its file; one that cannot yet, or whose file was
 * changed by somebody else meanwhile, waits as a draft beside the catalog and is there again after a crash.
 */
export class Saving {
  readonly #options: SavingOptions;
  readonly #waiting = new Map<string, string | null>();
  #timer: NodeJS.Timeout | undefined;
  #running: Promise<void> = Promise.resolve();

  constructor(options: SavingOptions) {
    this.#options = options;
  }

  save(changes: readonly TextChange[]): void {
    for (const [path, text] of changes) this.#waiting.set(path, text);
    this.#tell(changes.map(([path]) => ({ path, state: 'saving' })));
    this.#timer ??= setTimeout(() => {
      this.#start();
    }, pause);
  }

  /** Drafts that lie on disk already and whose files may have become writable meanwhile. */
  takeUp(drafts: readonly StoredDraft[]): void {
    const { disk } = this.#options;
    for (const { path, base } of drafts) {
      // What the draft was made from, not what is there now: so a file that was changed since is noticed.
      if (base === null) disk.delete(path);
      else disk.set(path, base);
    }
    this.save(drafts.map(({ path, text }) => [path, text]));
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
    this.#running = this.#running.then(async () => {
      for (const [path, text] of changes) {
        // Something newer is on its way already.
        if (!this.#waiting.has(path)) await this.#bring(path, text);
      }
    });
  }

  async #bring(path: string, text: string | null): Promise<void> {
    const { drafts, disk } = this.#options;
    const base = disk.get(path) ?? null;
    try {
      if (text !== null && readJson(text, () => false).value === undefined) {
        await drafts.write({ path, text, base });
        this.#tell([{ path, state: 'held-back', message: 'It cannot be read as JSON yet.' }]);
        return;
      }
      const found = await this.#found(path);
      if (found !== base && found !== text) {
        await drafts.write({ path, text, base });
        this.#tell([{ path, state: 'held-back', message: 'Somebody else has changed the file meanwhile.' }]);
        return;
      }
      await this.#put(path, text);
      await drafts.remove(path);
      this.#tell([{ path, state: 'saved' }]);
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      this.#tell([{ path, state: 'failed', message }]);
    }
  }

  async #found(path: string): Promise<string | null> {
    return readFile(join(this.#options.directory, path), 'utf8').catch(() => null);
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

  #tell(states: readonly { path: string; state: SaveState; message?: string }[]): void {
    this.#options.emit('files.saving', states);
  }
}
