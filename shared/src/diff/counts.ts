import type { CatalogDiff } from './change.js';
import { type Meaning, meanings } from './meaning.js';
import { meaningWords } from './sentences.js';

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
