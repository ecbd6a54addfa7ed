import type { PackageFiles } from '../../../langpack/generator.js';
import type { Artifact } from './artifact.js';
import { tarballOf } from './tarball.js';

/** What `npm pack` makes: the files below `package/`. */
export async function npmTarball(name: string, version: string, files: PackageFiles): Promise<Artifact> {
  return { file: npmTarballFile(name, version), bytes: await tarballOf('package', files) };
}

/** `@shop/events-site` of version 0.1.3 is `shop-events-site-0.1.3.tgz`, as with `npm pack`. */
function npmTarballFile(name: string, version: string): string {
  return `${name.replace(/^@/u, '').replaceAll('/', '-')}-${version}.tgz`;
}
