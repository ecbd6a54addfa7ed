import type { Manifest, ManifestTable } from '@eventbook/shared/warehouse/manifest';
import { filesOf } from './manifest-file.js';

/**
 * An hour that is written in parts (`part_minutes`): a table that holds much gets a file before the hour's end, and all
 * others wait for it. The manifest says where each part ended, and each such file of how many parts it holds the rows:
 * that is all the state there is. What is read first stays where an event came twice, so rows are read part by part
 * for ever after; a rewrite comes to the same rows, in one file a table.
 */

/** Whether everything that was written of an hour is parts of it. */
export function isInParts(manifest: Manifest | undefined): manifest is Manifest {
  return manifest?.parts !== undefined && filesOf(manifest).every(({ part }) => part !== undefined);
}

/** By table: of how many of the hour's first parts its rows are in files. */
export function writtenParts(tables: Manifest['tables'] | undefined): ReadonlyMap<string, number> {
  return new Map(
    Object.entries(tables ?? {}).map(([name, { files }]) => [
      name,
      Math.max(...files.map(({ part = 0 }) => part)),
    ]),
  );
}

/** What was written before, and what is written now. */
export function mergedTables(
  before: Manifest['tables'] | undefined,
  now: Manifest['tables'],
): Record<string, ManifestTable> {
  const merged: Record<string, ManifestTable> = { ...before };
  for (const [name, { rows, files }] of Object.entries(now)) {
    const known = merged[name];
    merged[name] = { rows: (known?.rows ?? 0) + rows, files: [...(known?.files ?? []), ...files] };
  }
  return Object.fromEntries(Object.entries(merged).sort(([one], [other]) => (one < other ? -1 : 1)));
}
