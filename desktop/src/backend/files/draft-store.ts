import { mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { writeFileAtomically } from '@eventbook/shared/node/atomic-write';
import { nameFor } from '../state/name-for.js';

/** What was typed and could not go into its file yet. */
export interface StoredDraft {
  readonly path: string;
  /** Null where the file is to go. */
  readonly text: string | null;
  /** What the file held when the draft was begun; null where there was none. */
  readonly base: string | null;
}

/** The drafts of one catalog, one small file each, outside of the catalog's folder: git never sees them. */
export class DraftStore {
  readonly #folder: string;

  constructor(stateDirectory: string, catalogDirectory: string) {
    this.#folder = join(stateDirectory, 'drafts', nameFor(catalogDirectory));
  }

  async write(draft: StoredDraft): Promise<void> {
    await mkdir(this.#folder, { recursive: true });
    await writeFileAtomically(this.#fileOf(draft.path), JSON.stringify(draft));
  }

  async remove(path: string): Promise<void> {
    await rm(this.#fileOf(path), { force: true });
  }

  async readAll(): Promise<StoredDraft[]> {
    const names = await readdir(this.#folder).catch(() => []);
    const drafts: StoredDraft[] = [];
    for (const name of names.filter((each) => each.endsWith('.json')).sort()) {
      const text = await readFile(join(this.#folder, name), 'utf8');
      drafts.push(JSON.parse(text) as StoredDraft);
    }
    return drafts;
  }

  #fileOf(path: string): string {
    return join(this.#folder, `${nameFor(path)}.json`);
  }
}
