import type { Catalog } from '@eventbook/shared/catalog/model';
import { CatalogSearch, type Hit, type SearchQuery } from '@eventbook/shared/search/catalog-search';

/** A search of whatever the catalog is now; the index is made when somebody asks. */
export class LiveSearch {
  #catalog: Catalog;
  #index: CatalogSearch | undefined;

  constructor(catalog: Catalog) {
    this.#catalog = catalog;
  }

  update(catalog: Catalog): void {
    this.#catalog = catalog;
    this.#index = undefined;
  }

  find(query: SearchQuery): Hit[] {
    this.#index ??= new CatalogSearch(this.#catalog);
    return this.#index.search(query);
  }
}
