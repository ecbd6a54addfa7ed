import type { CatalogDiff } from '@eventbook/shared/diff/change';
import { type Meaning, meanings } from '@eventbook/shared/diff/meaning';
import { meaningWords } from '@eventbook/shared/diff/sentences';
import type { PlacedCatalog } from '../diff/catalog-place.js';

/** What `diff` found, and all that is needed to tell it. */
export interface DiffFound {
  readonly diff: CatalogDiff;
  readonly before: Pick<PlacedCatalog, 'title' | 'note'>;
  readonly after: Pick<PlacedCatalog, 'title' | 'files'>;
  /** The lightest meaning that fails a build. */
  readonly failOn: Meaning;
  /** The catalog's folder inside the repository; '' where they are the same. */
  readonly prefix: string;
}

export function titleOf({ before, after }: DiffFound): string {
  return `${before.title} to ${after.title}`;
}

/** How many changes there are of each meaning. */
export function countsOf({ subjects }: CatalogDiff): Readonly<Record<Meaning, number>> {
  const counts = { safe: 0, 'affects-readers': 0, 'affects-senders': 0, forbidden: 0 };
  for (const { changes } of subjects) for (const { meaning } of changes) counts[meaning] += 1;
  return counts;
}

/** `1 forbidden, 2 affect senders, 3 safe`, heaviest first. */
export function countWords(counts: Readonly<Record<Meaning, number>>): string[] {
  return [...meanings]
    .reverse()
    .filter((meaning) => counts[meaning] > 0)
    .map((meaning) => {
      const words =
        counts[meaning] === 1 ? meaningWords[meaning] : meaningWords[meaning].replace('affects', 'affect');
      return `${counts[meaning]} ${words}`;
    });
}
