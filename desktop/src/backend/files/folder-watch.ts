import { type FSWatcher, watch } from 'node:fs';
import { join } from 'node:path';

/** Milliseconds in which changes that come together are told together. */
const pause = 120;

/**
 * Tells which folders of a catalog something happened in, whoever did it. Where the system watches whole trees it does that;
 * on Linux every folder is watched by itself, which costs ten microseconds each.
 */
export class FolderWatch {
  readonly #directory: string;
  readonly #watchers = new Map<string, FSWatcher>();
  readonly #touched = new Set<string>();
  readonly #wholeTree = process.platform === 'darwin' || process.platform === 'win32';
  #onChange: ((folders: ReadonlySet<string>) => void) | undefined;
  #timer: NodeJS.Timeout | undefined;

  constructor(directory: string) {
    this.#directory = directory;
  }

  /** From now on it is told; also of what has happened since the first folder is watched. */
  listen(onChange: (folders: ReadonlySet<string>) => void): void {
    this.#onChange = onChange;
    if (this.#touched.size > 0) this.#later();
  }

  /** Watches these folders besides those that are watched; '' is the catalog's own. */
  add(folders: Iterable<string>): void {
    for (const folder of this.#wholeTree ? [''] : folders) {
      if (this.#watchers.has(folder)) continue;
      try {
        const watcher = watch(
          join(this.#directory, folder),
          { recursive: this.#wholeTree },
          (_kind, name) => {
            this.#touch(folder, name ?? '');
          },
        );
        // A folder that goes takes its watcher along.
        watcher.on('error', () => this.#drop(folder));
        this.#watchers.set(folder, watcher);
      } catch {
        // It is gone already, or the system watches no more of them: then a save still looks before it writes.
      }
    }
  }

  close(): void {
    clearTimeout(this.#timer);
    for (const watcher of this.#watchers.values()) watcher.close();
    this.#watchers.clear();
  }

  #touch(folder: string, name: string): void {
    const path = folder === '' ? name.replaceAll('\\', '/') : `${folder}/${name}`;
    const steps = path.split('/');
    // A file is told by its folder, a new folder by itself; of what lies at the top only catalog.json matters.
    this.#touched.add(
      folder === '' && steps.length === 1 ? '' : folder === '' ? steps.slice(0, 2).join('/') : folder,
    );
    if (folder !== '' && steps.length === 2) this.#touched.add(path);
    this.#later();
  }

  #later(): void {
    if (this.#onChange === undefined) return;
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      const touched = new Set(this.#touched);
      this.#touched.clear();
      this.#onChange?.(touched);
    }, pause);
  }

  #drop(folder: string): void {
    this.#watchers.get(folder)?.close();
    this.#watchers.delete(folder);
  }
}
