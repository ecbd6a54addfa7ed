import MiniSearch from 'minisearch';
import type { Catalog } from '../catalog/model.js';
import type { DocumentKind, SearchDocument } from './document.js';
import { searchDocuments } from './documents.js';
import { searchedFields, searchOptions } from './options.js';

export interface Hit {
  readonly document: SearchDocument;
  /** Higher is better; only comparable within one search. */
  readonly score: number;
  /** The words of the document that answer the query, in lower case: what to highlight. */
  readonly terms: ReadonlySet<string>;
}

export interface SearchQuery {
  readonly words: string;
  /** Only these; all of them where nothing is said. */
  readonly kinds?: readonly DocumentKind[];
  readonly limit?: number;
}

/**
 * Finds things of a catalog by words: ranked, forgiving of typing errors and of half words. Indexing 10,000 events
 * takes a second or so, a search a few milliseconds.
 */
export class CatalogSearch {
  readonly #documents: readonly SearchDocument[];
  readonly #index: MiniSearch<{ readonly id: number }>;

  constructor(catalog: Catalog) {
    this.#documents = searchDocuments(catalog);
    this.#index = new MiniSearch({ fields: [...searchedFields], searchOptions });
    this.#index.addAll(this.#documents.map((document, id) => ({ id, ...document })));
  }

  /** All words have to be found; where no document has them all, those that have some. Best first. */
  search({ words, kinds, limit = 20 }: SearchQuery): Hit[] {
    const strict = this.#hits(words, 'AND', kinds);
    const hits = strict.length > 0 ? strict : this.#hits(words, 'OR', kinds);
    return hits.slice(0, limit);
  }

  #hits(words: string, combineWith: 'AND' | 'OR', kinds: readonly DocumentKind[] | undefined): Hit[] {
    const hits: Hit[] = [];
    for (const result of this.#index.search(words, { combineWith })) {
      const document = this.#documents[result.id as number];
      if (document === undefined || kinds?.includes(document.kind) === false) continue;
      const exact = document.name.toLowerCase() === words.trim().toLowerCase() ? 10 : 1;
      const score = result.score * document.weight * exact;
      hits.push({ document, score, terms: new Set(result.terms) });
    }
    return hits.sort((a, b) => b.score - a.score || (a.document.name < b.document.name ? -1 : 1));
  }
}
