import type { CatalogDiff, Change } from './change.js';
import { change } from './effect.js';

/**
 * What never bends is what is published. A change between two catalogs that are newer than that is forbidden only where
 * the published one, compared with how things are now, forbids the same; else it is of something that nobody sends or
 * reads by yet, and may be anything.
 */
export function forbiddenBy(published: () => CatalogDiff): (change: Change) => Change {
  let kept: ReadonlySet<string> | undefined;
  return (one) => {
    if (one.rule === undefined) return one;
    kept ??= new Set(rulesOf(published()));
    if (kept.has(ruleAt(one))) return one;
    const { what, file, pointer, columns } = one;
    return change(what, { file, pointer, columns });
  };
}

function* rulesOf({ subjects }: CatalogDiff): Iterable<string> {
  for (const { changes } of subjects) {
    for (const one of changes) if (one.rule !== undefined) yield ruleAt(one);
  }
}

function ruleAt({ rule = '', file }: Change): string {
  return `${rule} ${file}`;
}
