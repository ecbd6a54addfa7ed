import { createHash } from 'node:crypto';
import type { PackageFiles } from '../../langpack/generator.js';

/**
 * SHA-256 over paths and texts, 64 lower-case hex digits. Of files that were generated with `noRelease`, it says
 * whether a langpack needs a new N: where it comes from does not count.
 */
export function filesDigest(files: PackageFiles): string {
  const hash = createHash('sha256');
  for (const [path, text] of [...files].sort(([one], [other]) => (one < other ? -1 : 1))) {
    // Lengths first, so that no two sets of files run together into the same bytes.
    hash.update(`${Buffer.byteLength(path)} ${Buffer.byteLength(text)} ${path}\n`).update(text);
  }
  return hash.digest('hex');
}
