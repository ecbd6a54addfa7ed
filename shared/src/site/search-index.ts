import type { Catalog } from '../catalog/model.js';
import { documentKinds, type SearchDocument } from '../search/document.js';
import { searchDocuments } from '../search/documents.js';
import { searchedFields, searchOptions } from '../search/options.js';
import { pageOf } from './places.js';

/** What the search page loads, in this order: the library, the documents, and what puts the two together. */
export const searchScripts = ['assets/minisearch.js', 'assets/search-index.js', 'assets/search.js'] as const;

/** So much of a description is looked through in a browser; the command line and the desktop know all of it. */
const longestDescription = 600;

/** One document as a row, which is half as large as an object; `client/search.ts` reads it. */
export type SearchRow = readonly [
  kind: number,
  name: string,
  title: string,
  description: string,
  tags: string,
  owner: string,
  fields: string,
  words: string,
  weight: number,
  status: string,
];

/** The data of the search page. */
export interface SearchData {
  readonly kinds: readonly string[];
  readonly folders: readonly string[];
  readonly fields: readonly string[];
  readonly options: object;
  readonly rows: readonly SearchRow[];
}

/**
 * The documents of the search as a script: a page that was opened from a disk may load a script, but not ask for data.
 */
export function searchIndex(catalog: Catalog): string {
  const data: SearchData = {
    kinds: documentKinds,
    folders: documentKinds.map((kind) => pageOf(kind, '').replace('.html', '')),
    fields: searchedFields,
    options: searchOptions,
    rows: Array.from(searchDocuments(catalog), row),
  };
  return `globalThis.eventbookSearch = ${JSON.stringify(data)};\n`;
}

function row(document: SearchDocument): SearchRow {
  const { kind, name, title, description, tags, owner, fields, words, weight, status } = document;
  const flat = description.replaceAll(/\s+/gu, ' ').slice(0, longestDescription);
  return [documentKinds.indexOf(kind), name, title, flat, tags, owner, fields, words, weight, status ?? ''];
}
