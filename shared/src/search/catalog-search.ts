import MiniSearch, { type Query } from 'minisearch';
import type { Catalog } from '../catalog/model.js';
import type { DocumentKind, SearchDocument } from './document.js';
import { searchDocuments } from './documents.js';
import { namingFields, searchedFields, searchOptions } from './options.js';

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

interface Indexed {
  readonly document: SearchDocument;
  readonly lowerName: string;
}

/** Half of what is written begins with one of these letters: where a word is not finished, it has to be one of a name. */
const fewLetters = 2;

/**
 * Finds things of a catalog by words: ranked, forgiving of typing errors and of half words. Indexing 10,000 events
 * takes a second or so, a search a few milliseconds.
 */
export class CatalogSearch {
  readonly #indexed = new Map<string, Indexed>();
  readonly #index = new MiniSearch<SearchDocument & { readonly id: string }>({
    fields: [...searchedFields],
    searchOptions,
  });

  constructor(catalog?: Catalog) {
    if (catalog !== undefined) Array.from(this.taking(catalog));
  }

  /**
   * Takes a catalog in the place of the one before, a thing at each step, and says whether it had to be indexed; what is as it
   * was is not indexed again. Between two steps a search finds some of both.
   */
  *taking(catalog: Catalog): Generator<boolean, void, void> {
    const gone = new Set(this.#indexed.keys());
    for (const document of searchDocuments(catalog)) {
      const id = `${document.kind}:${document.name}`;
      gone.delete(id);
      yield this.#take(id, document);
    }
    for (const id of gone) {
      this.#index.discard(id);
      this.#indexed.delete(id);
      yield true;
    }
  }

  /** Whether it was another one before, or none. */
  #take(id: string, document: SearchDocument): boolean {
    const known = this.#indexed.get(id);
    if (known !== undefined && isSame(known.document, document)) return false;
    if (known !== undefined) this.#index.discard(id);
    this.#index.add({ id, ...document });
    this.#indexed.set(id, { document, lowerName: document.name.toLowerCase() });
    return true;
  }

  /** All words have to be found; where no document has them all, those that have some. Best first. */
  search({ words, kinds, limit = 20 }: SearchQuery): Hit[] {
    const asked = { words, ...(kinds === undefined ? {} : { kinds }), limit };
    const strict = this.#hits(asked, 'AND');
    return strict.length > 0 ? strict : this.#hits(asked, 'OR');
  }

  #hits({ words, kinds, limit }: SearchQuery, combineWith: 'AND' | 'OR'): Hit[] {
    const asked = words.trim().toLowerCase();
    const found: (Omit<Hit, 'terms'> & { readonly terms: readonly string[] })[] = [];
    for (const result of this.#index.search(queryOf(words, combineWith))) {
      const indexed = this.#indexed.get(result.id as string);
      if (indexed === undefined) continue;
      const { document, lowerName } = indexed;
      if (kinds?.includes(document.kind) === false) continue;
      const exact = lowerName === asked ? 10 : 1;
      found.push({ document, score: result.score * document.weight * exact, terms: result.terms });
    }
    return found
      .sort((a, b) => b.score - a.score || (a.document.name < b.document.name ? -1 : 1))
      .slice(0, limit)
      .map((hit) => ({ ...hit, terms: new Set(hit.terms) }));
  }
}

function queryOf(words: string, combineWith: 'AND' | 'OR'): Query {
  const parted = tokenize(words).filter((word) => word !== '');
  return {
    combineWith,
    queries: parted.map((word) =>
      word.length > fewLetters
        ? word
        : {
            combineWith: 'OR',
            queries: [
              { queries: [word], fields: [...namingFields] },
              { queries: [word], prefix: false, fuzzy: false },
            ],
          },
    ),
  };
}

const tokenize = MiniSearch.getDefault('tokenize') as (text: string) => string[];

function isSame(one: SearchDocument, other: SearchDocument): boolean {
  const keys = Object.keys(other) as (keyof SearchDocument)[];
  return keys.every((key) => one[key] === other[key]);
}
