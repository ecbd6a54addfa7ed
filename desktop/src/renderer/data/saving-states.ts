import type { FileState } from '../../api/files.js';
import { Store } from './store.js';

/**
 * Which files are not on disk as they were typed. What the backend says of a file holds only once it has seen all that was
 * typed here; until then the file is being saved.
 */
export class SavingStates {
  /** Without those that are saved. */
  readonly store = new Store<ReadonlyMap<string, FileState>>(new Map());
  readonly #reported = new Map<string, FileState>();
  readonly #pending = new Set<string>();

  /** Begins anew with what the backend says of all files. */
  reset(states: readonly FileState[]): void {
    this.#reported.clear();
    this.report(states);
  }

  report(states: readonly FileState[]): void {
    for (const state of states) {
      // Events and answers travel apart: what is said of an older text may come after a newer one was acknowledged.
      if (state.revision < (this.#reported.get(state.path)?.revision ?? 0)) continue;
      this.#reported.set(state.path, state);
    }
    this.#settle();
  }

  /** Somebody types into files. */
  edited(paths: readonly string[]): void {
    for (const path of paths) this.#pending.add(path);
    this.#settle();
  }

  /** The backend has a file as it was typed last, as a revision that it may have saved already. */
  acknowledged(path: string, revision: number): void {
    this.#pending.delete(path);
    const reported = this.#reported.get(path);
    if (reported === undefined || reported.revision < revision) {
      this.#reported.set(path, { path, revision, state: 'saving' });
    }
    this.#settle();
  }

  #settle(): void {
    const states = new Map<string, FileState>();
    for (const [path, state] of this.#reported) if (state.state !== 'saved') states.set(path, state);
    for (const path of this.#pending) states.set(path, { path, revision: 0, state: 'saving' });
    this.store.set(states);
  }
}
