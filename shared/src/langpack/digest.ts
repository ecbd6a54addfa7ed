import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import type { PackageFiles, Release } from './generator.js';

/** What a package is generated with where only its digest is wanted: no snapshot and no number. */
export const noRelease: Release = { version: '0.0.0', snapshot: '0'.repeat(64), sequence: 0 };

/**
 * SHA-256 over paths and texts, 64 lower-case hex digits. Of files that were generated with `noRelease`, it says
 * whether a langpack needs a new N: where it comes from does not count.
 */
export function filesDigest(files: PackageFiles): string {
  const hash = sha256.create();
  for (const [path, text] of [...files].sort(([one], [other]) => (one < other ? -1 : 1))) {
    const bytes = utf8ToBytes(text);
    // Lengths first, so that no two sets of files run together into the same bytes.
    hash.update(utf8ToBytes(`${utf8ToBytes(path).length} ${bytes.length} ${path}\n`)).update(bytes);
  }
  return bytesToHex(hash.digest());
}
