import type { Finding, Severity } from '@eventbook/shared/check/finding';
import { fileKindOf } from '@eventbook/shared/catalog/schemas/file-kinds';

/** The worst that is found in a thing, and in the folders above it, by the ids of the tree's rows. */
export function severityMarks(
  findings: ReadonlyMap<string, readonly Finding[]>,
): ReadonlyMap<string, Severity> {
  const marks = new Map<string, Severity>();
  for (const [file, found] of findings) {
    const place = fileKindOf(file);
    if (place === undefined || place.kind === 'settings') continue;
    const severity = found.some((finding) => finding.severity === 'error') ? 'error' : 'warning';
    const kind = place.kind === 'contract' ? place.holder : place.kind;
    const id = `${kind}:${place.name}`;
    if (marks.get(id) !== 'error') marks.set(id, severity);
  }
  return marks;
}
