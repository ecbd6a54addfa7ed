import type { Finding } from '@eventbook/shared/check/finding';
import type { FindingsByFile } from '../../api/findings.js';

/** What is found now, by file, and what has changed since the last time. */
export class FindingsLog {
  #byFile: ReadonlyMap<string, readonly Finding[]>;

  constructor(findings: readonly Finding[]) {
    this.#byFile = grouped(findings);
  }

  get byFile(): FindingsByFile {
    return Object.fromEntries(this.#byFile);
  }

  /** Takes all findings there are now and answers with the files that have others than before. */
  update(findings: readonly Finding[]): FindingsByFile {
    const before = this.#byFile;
    this.#byFile = grouped(findings);
    const changed: Record<string, readonly Finding[]> = {};
    for (const [file, now] of this.#byFile) {
      if (!same(before.get(file), now)) changed[file] = now;
    }
    for (const file of before.keys()) if (!this.#byFile.has(file)) changed[file] = [];
    return changed;
  }
}

function grouped(findings: readonly Finding[]): Map<string, Finding[]> {
  const byFile = new Map<string, Finding[]>();
  for (const finding of findings) {
    const known = byFile.get(finding.file);
    if (known === undefined) byFile.set(finding.file, [finding]);
    else known.push(finding);
  }
  return byFile;
}

function same(before: readonly Finding[] | undefined, now: readonly Finding[]): boolean {
  return before?.length === now.length && now.every((finding, index) => alike(finding, before[index]));
}

function alike(a: Finding, b: Finding | undefined): boolean {
  return (
    a === b ||
    (a.rule === b?.rule &&
      a.pointer === b.pointer &&
      a.message === b.message &&
      a.severity === b.severity &&
      a.fix === b.fix &&
      JSON.stringify(a.repair) === JSON.stringify(b.repair))
  );
}
