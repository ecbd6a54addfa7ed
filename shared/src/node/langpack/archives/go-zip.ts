import type { PackageFiles } from '../../../langpack/generator.js';
import type { Artifact } from './artifact.js';
import { zipOf } from './zip.js';

/** A module zip: every path begins with `<module>@v<version>/` (https://go.dev/ref/mod#zip-files). */
export function goZip(module: string, version: string, files: PackageFiles): Artifact {
  const below = new Map([...files].map(([path, text]) => [`${module}@v${version}/${path}`, text]));
  return { file: `v${version}.zip`, bytes: zipOf(below) };
}
