import { type FSWatcher, watch } from 'node:fs';
import { join } from 'node:path';
import type { Repository } from '@eventbook/shared/node/git/repository';

/** Milliseconds in which git has done all that belongs to one command. */
const pause = 250;

/** Tells when something happened in a repository, whoever did it: a commit, another branch, a fetch in a terminal. */
export class GitWatch {
  readonly #onChange: () => void;
  readonly #watchers: FSWatcher[] = [];
  #timer: NodeJS.Timeout | undefined;

  constructor({ worktreeDirectory, directory }: Repository, onChange: () => void) {
    this.#onChange = onChange;
    // HEAD, the index, MERGE_HEAD and FETCH_HEAD are in the one; a branch that is moved by itself is only in the other.
    for (const folder of [worktreeDirectory, join(directory, 'refs/heads')]) {
      try {
        const watcher = watch(folder, () => this.#later());
        watcher.on('error', () => undefined);
        this.#watchers.push(watcher);
      } catch {
        // The system watches no more folders: then git is looked at when the window is, and before each of our own commands.
      }
    }
  }

  close(): void {
    clearTimeout(this.#timer);
    for (const watcher of this.#watchers) watcher.close();
  }

  #later(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(this.#onChange, pause);
  }
}
