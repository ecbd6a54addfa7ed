import { mkdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { writeFileAtomically } from '@eventbook/shared/node/atomic-write';
import { nameFor } from './name-for.js';

/** Small things to remember of one catalog, a file each, outside of the catalog's folder. */
export class CatalogMemory {
  readonly #folder: string;
  #writing: Promise<unknown> = Promise.resolve();

  constructor(stateDirectory: string, catalogDirectory: string) {
    this.#folder = join(stateDirectory, 'memory', nameFor(catalogDirectory));
  }

  /** Null where nothing was kept, or what was kept cannot be read any more: it is only a convenience. */
  async read(key: string): Promise<unknown> {
    const text = await readFile(this.#fileOf(key), 'utf8').catch(() => 'null');
    try {
      return JSON.parse(text) as unknown;
    } catch {
      return null;
    }
  }

  async write(key: string, value: unknown): Promise<void> {
    const file = this.#fileOf(key);
    // One after the other: what was said last stands there in the end.
    const written = this.#writing.then(async () => {
      await mkdir(dirname(file), { recursive: true });
      await writeFileAtomically(file, JSON.stringify(value));
    });
    this.#writing = written.catch(() => undefined);
    await written;
  }

  #fileOf(key: string): string {
    return join(this.#folder, `${key}.json`);
  }
}
