import { mergeTexts } from '@eventbook/shared/catalog/merge-texts';
import type { DraftFile } from '../../api/files.js';
import type { Transport } from '../../api/transport.js';
import type { SavingStates } from './saving-states.js';
import { Store } from './store.js';
import { UndoHistory, type Step } from './undo-history.js';

export interface TextEdit {
  readonly path: string;
  /** Null where the file is to go. */
  readonly text: string | null;
}

/**
 * The files that somebody looks at or edits here. An edit shows at once in every view of the file and travels to the backend
 * behind it, one request at a time; what is typed meanwhile travels together with the next.
 */
export class Drafts {
  readonly history = new UndoHistory();
  /** Files in which somebody else changed the same place at the same moment; what was typed here stands there now. */
  readonly overtaken = new Store<readonly string[]>([]);
  readonly #transport: Transport;
  readonly #saving: SavingStates;
  readonly #files = new Map<string, Store<DraftFile | undefined>>();
  readonly #folders = new Map<string, Store<readonly string[] | undefined>>();
  /** The texts that the backend is known to have. */
  readonly #known = new Map<string, string | null>();
  readonly #wanted = new Set<string>();
  readonly #waiting = new Map<string, string | null>();
  #sending: ReadonlySet<string> | undefined;

  constructor(transport: Transport, saving: SavingStates) {
    this.#transport = transport;
    this.#saving = saving;
  }

  /** A file, which is asked for where it is not here yet. */
  file(path: string): Store<DraftFile | undefined> {
    const known = this.#files.get(path);
    if (known !== undefined) return known;
    const store = new Store<DraftFile | undefined>(undefined);
    this.#files.set(path, store);
    this.#want(path);
    return store;
  }

  /** Asks for files that are not here yet, and returns when they are. Throws what the transport throws. */
  async load(paths: readonly string[]): Promise<void> {
    const missing = paths.filter((path) => this.#files.get(path)?.get() === undefined);
    for (const path of missing)
      if (!this.#files.has(path)) this.#files.set(path, new Store<DraftFile | undefined>(undefined));
    if (missing.length > 0) this.receive(await this.#transport.request('files.read', { paths: missing }));
  }

  /** The paths of the files of a folder; undefined until they are known. */
  folder(folder: string): Store<readonly string[] | undefined> {
    const known = this.#folders.get(folder);
    if (known !== undefined) return known;
    const store = new Store<readonly string[] | undefined>(undefined);
    this.#folders.set(folder, store);
    void this.#readFolder(folder, store);
    return store;
  }

  /** Changes files, as one step that can be undone. `merge` says what it is part of: typing is one step, not one per key. */
  edit(edits: readonly TextEdit[], { label, merge }: { label: string; merge?: string }): void {
    const changes = edits
      .map(({ path, text }) => ({ path, before: this.file(path).get()?.text ?? null, after: text }))
      .filter(({ before, after }) => before !== after);
    if (changes.length === 0) return;
    this.history.push({ label, changes, ...(merge === undefined ? {} : { merge }) });
    this.#put(edits);
  }

  undo(): Step | undefined {
    const step = this.history.undo((path) => this.file(path).get()?.text ?? null);
    if (step !== undefined) this.#put(step.changes.map(({ path, before }) => ({ path, text: before })));
    return step;
  }

  redo(): Step | undefined {
    const step = this.history.redo((path) => this.file(path).get()?.text ?? null);
    if (step !== undefined) this.#put(step.changes.map(({ path, after }) => ({ path, text: after })));
    return step;
  }

  /** Takes what the backend says of files. What is on its way there is newer than what comes from there. */
  receive(files: readonly DraftFile[]): void {
    for (const file of files) {
      if (this.#waiting.has(file.path) || this.#sending?.has(file.path) === true) continue;
      const store = this.#files.get(file.path);
      const known = store?.get();
      const isNews = known === undefined || known.revision < file.revision || known.frozen !== file.frozen;
      if (isNews && (known?.revision ?? 0) <= file.revision) {
        store?.set(file);
        this.#known.set(file.path, file.text);
      }
      this.#noteInFolder(file);
    }
  }

  /** Asks for everything anew, as when another branch was checked out. */
  reload(): void {
    for (const path of this.#files.keys()) this.#want(path);
    for (const [folder, store] of this.#folders) void this.#readFolder(folder, store);
  }

  /** Forgets everything, as when another catalog was opened, and asks for what is shown. */
  clear(): void {
    this.history.clear();
    this.#waiting.clear();
    for (const store of this.#files.values()) store.set(undefined);
    this.reload();
  }

  #put(edits: readonly TextEdit[]): void {
    for (const { path, text } of edits) {
      const store = this.file(path);
      const { revision = 0, frozen = false } = store.get() ?? {};
      const file = { path, text, revision, frozen };
      store.set(file);
      this.#noteInFolder(file);
      this.#waiting.set(path, text);
    }
    this.#saving.edited(edits.map(({ path }) => path));
    void this.#send();
  }

  async #send(): Promise<void> {
    if (this.#sending !== undefined || this.#waiting.size === 0) return;
    const changes = [...this.#waiting].map(([path, text]) => ({
      path,
      text,
      revision: this.#files.get(path)?.get()?.revision ?? 0,
    }));
    this.#sending = new Set(this.#waiting.keys());
    this.#waiting.clear();
    try {
      const { written, stale } = await this.#transport.request('files.write', { changes });
      for (const { path, text, revision, frozen } of written) {
        const store = this.#files.get(path);
        const now = store?.get();
        if (now !== undefined) store?.set({ ...now, revision, frozen });
        this.#known.set(path, text);
        if (!this.#waiting.has(path)) this.#saving.acknowledged(path, revision);
      }
      this.#sending = undefined;
      if (stale.length > 0) this.#overtake(stale, changes);
    } catch {
      // The backend is not there. What was typed stays here, and goes with the next edit or when it is there again.
      this.#sending = undefined;
      for (const { path, text } of changes) if (!this.#waiting.has(path)) this.#waiting.set(path, text);
      return;
    }
    await this.#send();
  }

  /** Sends what could not be sent. */
  retry(): void {
    void this.#send();
  }

  /**
   * Somebody else changed files at the same moment. What was typed here goes on top of that; only where both changed the
   * very same place does it stand alone, and the person is told.
   */
  #overtake(stale: readonly DraftFile[], changes: readonly TextEdit[]): void {
    const theirs = new Map(stale.map((file) => [file.path, file]));
    const clashed: string[] = [];
    for (const { path, text } of changes) {
      const file = theirs.get(path);
      const store = this.#files.get(path);
      const ours = store?.get()?.text ?? null;
      if (file === undefined) {
        if (!this.#waiting.has(path)) this.#waiting.set(path, text);
        continue;
      }
      const merged = mergeTexts(path, this.#known.get(path) ?? null, ours, file.text).text;
      if (merged === undefined) clashed.push(path);
      const next = merged === undefined ? ours : merged;
      store?.set({ ...file, text: next });
      this.#known.set(path, file.text);
      if (next === file.text) {
        this.#waiting.delete(path);
        this.#saving.acknowledged(path, file.revision);
      } else this.#waiting.set(path, next);
    }
    if (clashed.length > 0) this.overtaken.set(clashed);
  }

  #want(path: string): void {
    if (this.#wanted.size === 0) queueMicrotask(() => void this.#readWanted());
    this.#wanted.add(path);
  }

  async #readWanted(): Promise<void> {
    const paths = [...this.#wanted];
    this.#wanted.clear();
    const files = await this.#transport.request('files.read', { paths }).catch(() => []);
    this.receive(files);
  }

  async #readFolder(folder: string, store: Store<readonly string[] | undefined>): Promise<void> {
    const files = await this.#transport.request('files.readFolder', { folder }).catch(() => []);
    for (const { path } of files)
      if (!this.#files.has(path)) this.#files.set(path, new Store<DraftFile | undefined>(undefined));
    this.receive(files);
    store.set(files.map(({ path }) => path));
  }

  #noteInFolder({ path, text }: DraftFile): void {
    const store = this.#folders.get(path.slice(0, path.lastIndexOf('/')));
    const paths = store?.get();
    if (paths === undefined) return;
    if (text === null) store?.set(paths.filter((each) => each !== path));
    else if (!paths.includes(path)) store?.set([...paths, path].sort());
  }
}
