import type { CatalogDiff } from './change.js';

/** What is different between two catalogs, and which two they are. */
export interface ComparedCatalogs {
  readonly diff: CatalogDiff;
  readonly before: {
    /** Where it comes from, for people: `HEAD~1 (1fffb72c80)`. */
    readonly title: string;
    /** Why it is this one, where nobody named it and that is not plain. */
    readonly note?: string;
  };
  readonly after: { readonly title: string };
}

export function titleOf({ before, after }: Pick<ComparedCatalogs, 'before' | 'after'>): string {
  return `${before.title} to ${after.title}`;
}
