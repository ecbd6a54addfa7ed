import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Type } from '@sinclair/typebox';
import { Value } from '@sinclair/typebox/value';
import { writeFileAtomically } from '@eventbook/shared/node/atomic-write';
import type { KnownCatalog } from '../../api/catalog.js';

const schema = Type.Array(Type.Object({ directory: Type.String(), title: Type.String() }));

const most = 12;

/** The catalogs that were open last, the last one first. */
export class RecentCatalogs {
  readonly #directory: string;
  readonly #path: string;

  constructor(stateDirectory: string) {
    this.#directory = stateDirectory;
    this.#path = join(stateDirectory, 'recent.json');
  }

  async list(): Promise<readonly KnownCatalog[]> {
    const text = await readFile(this.#path, 'utf8').catch(() => '[]');
    try {
      const known: unknown = JSON.parse(text);
      return Value.Check(schema, known) ? known : [];
    } catch {
      return [];
    }
  }

  async add(catalog: KnownCatalog): Promise<void> {
    await this.#write([catalog, ...(await this.#without(catalog.directory))].slice(0, most));
  }

  async forget(directory: string): Promise<void> {
    await this.#write(await this.#without(directory));
  }

  async #without(directory: string): Promise<readonly KnownCatalog[]> {
    return (await this.list()).filter((known) => known.directory !== directory);
  }

  async #write(known: readonly KnownCatalog[]): Promise<void> {
    await mkdir(this.#directory, { recursive: true });
    await writeFileAtomically(this.#path, JSON.stringify(known));
  }
}
