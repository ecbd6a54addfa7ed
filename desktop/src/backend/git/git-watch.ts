import { type FSWatcher, watch } from 'node:fs';
import type { Repository } from '@eventbook/shared/node/git/repository';

/** Milliseconds in which git has done all that belongs to one command. */
const pause = 250;

/** Tells when something happened in a repository, whoever did it: a commit, another branch, a fetch in a terminal. */
export class GitWatch {
  readonly #onChange: () => void;
  readonly #watchers: FSWatcher[] = [];
  #timer: NodeJS.Timeout | undefined;

  constructor({ worktreeDirectory }: Repository, onChange: () => void) {
    this.#onChange = onChange;
    try {
      // HEAD, the index, MERGE_HEAD and FETCH_HEAD are here; every command that matters writes one of them.
      const watcher = watch(worktreeDirectory, () => this.#later());
      watcher.on('error', () => undefined);
      this.#watchers.push(watcher);
    } catch {
      // The system watches no more folders: then git is looked at when the window is, and before each of our own commands.
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
