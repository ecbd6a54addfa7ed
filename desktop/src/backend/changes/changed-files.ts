import type { ChangedFile } from '../../api/changes.js';

/** The files that are not the same in two states of a catalog, by path. */
export function changedFiles(
  before: ReadonlyMap<string, string>,
  after: ReadonlyMap<string, string>,
): ChangedFile[] {
  const found: ChangedFile[] = [];
  for (const [path, text] of after) {
    const was = before.get(path);
    if (was !== text) found.push({ path, kind: was === undefined ? 'added' : 'changed' });
  }
  for (const path of before.keys()) if (!after.has(path)) found.push({ path, kind: 'deleted' });
  return found.sort((a, b) => (a.path < b.path ? -1 : 1));
}
