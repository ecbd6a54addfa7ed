import { setImmediate as others } from 'node:timers/promises';
import type { Catalog } from '@eventbook/shared/catalog/model';
import { CatalogSearch, type Hit, type SearchQuery } from '@eventbook/shared/search/catalog-search';

/** Milliseconds after a change in which most often another one comes. */
const pause = 2000;
/** Milliseconds for which things are indexed before others have their turn. */
const slice = 12;

/** A search of whatever the catalog is now. What changes is indexed beside all else, or when somebody asks. */
export class LiveSearch {
  readonly #search = new CatalogSearch();
  #catalog: Catalog;
  #indexed: Catalog | undefined;
  #indexing: Promise<void> | undefined;
  #timer: NodeJS.Timeout | undefined;

  constructor(catalog: Catalog) {
    this.#catalog = catalog;
  }

  update(catalog: Catalog): void {
    this.#catalog = catalog;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.ready(), pause).unref();
  }

  async find(query: SearchQuery): Promise<Hit[]> {
    await this.ready();
    return this.#search.search(query);
  }

  /** Answers when everything is indexed. */
  ready(): Promise<void> {
    return (this.#indexing ??= this.#index().finally(() => (this.#indexing = undefined)));
  }

  async #index(): Promise<void> {
    while (this.#indexed !== this.#catalog) {
      const catalog = this.#catalog;
      const steps = this.#search.taking(catalog);
      let begun = performance.now();
      while (steps.next().done !== true) {
        if (performance.now() - begun < slice) continue;
        await others();
        begun = performance.now();
      }
      this.#indexed = catalog;
    }
  }
}
