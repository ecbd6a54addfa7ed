import type { PackageFiles } from '../../../langpack/generator.js';
import type { Artifact } from './artifact.js';
import { zipOf } from './zip.js';

/** A Composer dist: the files at the top of a zip, which Composer unpacks as they are. */
export function composerZip(name: string, version: string, files: PackageFiles): Artifact {
  return { file: `${name.replaceAll('/', '-')}-${version}.zip`, bytes: zipOf(files) };
}
