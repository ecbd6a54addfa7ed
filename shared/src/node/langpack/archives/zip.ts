import { strToU8, zipSync, type Zippable } from 'fflate';
import type { PackageFiles } from '../../../langpack/generator.js';

/** The first day that a zip can name. Local time, as zip has it: the same fields on any machine. */
const firstDay = new Date(1980, 0, 1);
/** Unix, an ordinary file, rw-r--r--. */
const attributes = { os: 3, attrs: (0o100644 << 16) >>> 0, mtime: firstDay, level: 9 } as const;

/** A zip with the files in the order of their paths. fflate, being plain JavaScript, packs alike everywhere. */
export function zipOf(files: PackageFiles): Uint8Array {
  const entries: Zippable = {};
  for (const [path, text] of [...files].sort(([one], [other]) => (one < other ? -1 : 1))) {
    entries[path] = [strToU8(text), attributes];
  }
  return zipSync(entries);
}
