import { gzipSync } from 'fflate';
import { buffer } from 'node:stream/consumers';
import { pack } from 'tar-stream';
import type { PackageFiles } from '../../../langpack/generator.js';

/** What npm itself puts there (1985-10-26T08:15:00Z): archives of a day that never was. */
const packedAt = new Date(499_162_500_000);

/**
 * A gzipped tar of the files, in the order of their paths, below one folder. gzip comes from fflate, because what
 * zlib makes of the same bytes differs between its versions.
 */
export async function tarballOf(folder: string, files: PackageFiles): Promise<Uint8Array> {
  const tar = pack();
  const whole = buffer(tar);
  for (const [path, text] of [...files].sort(([one], [other]) => (one < other ? -1 : 1))) {
    tar.entry({ name: `${folder}/${path}`, mode: 0o644, mtime: packedAt }, text);
  }
  tar.finalize();
  return gzipSync(await whole, { level: 9, mtime: packedAt });
}
