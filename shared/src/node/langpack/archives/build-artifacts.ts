import type { Language } from '../../../catalog/langpack-settings.js';
import type { PackageFiles } from '../../../langpack/generator.js';
import type { Artifact } from './artifact.js';
import { composerZip } from './composer-zip.js';
import { goZip } from './go-zip.js';
import { npmTarball } from './npm-tarball.js';
import { pythonSdist, pythonWheel } from './python-archives.js';

/** A generated langpack, ready to be packed. */
export interface BuiltPackage {
  readonly language: Language;
  /** As its registries know it. */
  readonly name: string;
  /** `0.G.N`. */
  readonly version: string;
  readonly files: PackageFiles;
}

/** What the registries of its language hand out of a package; at least one. */
export async function buildArtifacts(built: BuiltPackage): Promise<readonly Artifact[]> {
  const { language, name, version, files } = built;
  switch (language) {
    case 'typescript':
      return [await npmTarball(name, version, files)];
    case 'python':
      return [pythonWheel(name, version, files), await pythonSdist(name, version, files)];
    case 'php':
      return [composerZip(name, version, files)];
    case 'go':
      return [goZip(name, version, files)];
  }
}
