import type { Catalog } from '../catalog/model.js';
import { IndexTable, type CatalogIndex, type IndexEntry } from './catalog-index.js';
import { subjectsOf, type ModelKind, type SubjectValues } from './subject.js';

/** All indexes that were asked so far; each is made when it is asked first. */
export class Indexes {
  readonly #tables = new Map<CatalogIndex, IndexTable>();
  readonly #catalog: () => Catalog;

  constructor(catalog: () => Catalog) {
    this.#catalog = catalog;
  }

  find(index: CatalogIndex, key: string): readonly IndexEntry[] {
    let table = this.#tables.get(index);
    if (table === undefined) {
      table = new IndexTable(index, subjectsOf(this.#catalog()));
      this.#tables.set(index, table);
    }
    return table.find(key);
  }

  /** Returns what answers differently since. */
  replace(
    kind: ModelKind,
    name: string,
    value: SubjectValues[ModelKind] | undefined,
  ): readonly (readonly [index: CatalogIndex, key: string])[] {
    return [...this.#tables].flatMap(([index, table]) =>
      table.replace(kind, name, value).map((key) => [index, key] as const),
    );
  }
}
