import type { CheckOptions } from '../check.js';
import type { Finding } from '../finding.js';
import { IncrementalCheck } from '../incremental/incremental-check.js';
import { isFrozen } from '../published.js';
import { applyEdits } from './apply-edits.js';

export interface RepairedCatalog {
  /** The new texts of the files that changed, by path. */
  readonly changed: ReadonlyMap<string, string>;
  /** What was repaired, in the order in which it was. */
  readonly repaired: readonly Finding[];
}

/** One repair may make way for another; nobody needs more rounds than that. */
const mostRounds = 20;

/**
 * Carries out every mechanical repair, until there is none left: on what comes out, it does nothing. A repair is
 * done whole or not at all, and a published contract that stands as it stood is never touched.
 */
export function repairCatalog(
  files: ReadonlyMap<string, string>,
  options: CheckOptions = {},
): RepairedCatalog {
  const check = new IncrementalCheck(files, options);
  const repaired: Finding[] = [];
  const tried = new Set<string>();
  for (let round = 0; round < mostRounds; round++) {
    const edited = new Map<string, string>();
    // From the end of each file: an item that goes moves those behind it.
    for (const finding of [...check.result.findings].sort(fromTheEnd)) {
      const edits = finding.repair?.mechanical === true ? finding.repair.edits : [];
      const key = JSON.stringify([finding.rule, finding.file, finding.message, edits]);
      if (edits.length === 0 || tried.has(key)) continue;
      if (edits.some(({ file }) => isFrozen(check.result.catalog, options.base, file))) continue;
      const texts = applyEdits(new Map([...check.files, ...edited]), edits);
      if (texts === undefined) continue;
      tried.add(key);
      for (const [path, text] of texts) edited.set(path, text);
      repaired.push(finding);
    }
    if (edited.size === 0) break;
    check.edit(edited);
  }
  const changed = [...check.files].filter(([path, text]) => files.get(path) !== text);
  return { changed: new Map(changed), repaired };
}

const numeric = new Intl.Collator('en', { numeric: true });

function fromTheEnd(a: Finding, b: Finding): number {
  return b.file < a.file ? -1 : b.file > a.file ? 1 : numeric.compare(editedAt(b), editedAt(a));
}

function editedAt({ repair, pointer }: Finding): string {
  const [first] = repair?.edits ?? [];
  return first !== undefined && 'pointer' in first ? first.pointer : pointer;
}
