import { createHash } from 'node:crypto';
import { AppError } from '../../../../errors/app-error.js';
import type { PackedRelease, Registry } from '../registry.js';
import { StaticTree } from './tree.js';
import { byVersion } from './versions.js';

/**
 * npm from files: `npm/<name>` is the package's document and `npm/-/<name>/` has its archives. npm wants whole addresses in
 * it, hence `url`, where `folder` is served.
 */
export function staticNpmRegistry(folder: string, url: string): Registry {
  const tree = new StaticTree(folder);
  const base = url.replace(/\/*$/u, '/');
  return {
    name: folder,
    tryConnection: () => tree.tryWriting(),
    look: (reference) =>
      tree.look(
        reference,
        (file) => archivePath(reference.package, file),
        async () => (await tree.text(`npm/${reference.package}`)).includes(`"${reference.version}": {`),
      ),
    async put(release) {
      const { name, version, artifacts } = release;
      await tree.keepArtifacts(artifacts, (file) => archivePath(name, file));
      await tree.keep(
        `npm/-/${name}/${version}.json`,
        `${JSON.stringify(versionDocument(release, base), null, 2)}\n`,
      );
      await tree.index(`npm/${name}`, () => packageDocument(tree, name));
    },
  };
}

function archivePath(name: string, file: string): string {
  return `npm/-/${name}/${file}`;
}

interface VersionDocument {
  readonly version: string;
  readonly time: string;
  readonly manifest: Readonly<Record<string, unknown>>;
}

/** What a registry tells of a version: its package.json, and where and what its archive is. */
function versionDocument(
  { name, version, files, artifacts, time }: PackedRelease,
  base: string,
): VersionDocument {
  const [archive] = artifacts;
  const manifest = files.get('package.json');
  if (archive === undefined || manifest === undefined) {
    throw new AppError('bug', 'internal', `The langpack ${name} has no package.json.`);
  }
  const hash = (algorithm: string): Buffer => createHash(algorithm).update(archive.bytes).digest();
  return {
    version,
    time,
    manifest: {
      ...(JSON.parse(manifest) as Record<string, unknown>),
      _id: `${name}@${version}`,
      dist: {
        tarball: `${base}${archivePath(name, archive.file)}`,
        shasum: hash('sha1').toString('hex'),
        integrity: `sha512-${hash('sha512').toString('base64')}`,
      },
    },
  };
}

/** https://github.com/npm/registry/blob/main/docs/responses/package-metadata.md */
async function packageDocument(tree: StaticTree, name: string): Promise<string> {
  const known = await tree.documents<VersionDocument>(`npm/-/${name}`);
  known.sort((one, other) => byVersion(one.version, other.version));
  const packument = {
    _id: name,
    name,
    'dist-tags': { latest: known.at(-1)?.version },
    versions: Object.fromEntries(known.map(({ version, manifest }) => [version, manifest])),
    time: Object.fromEntries(known.map(({ version, time }) => [version, time])),
  };
  return `${JSON.stringify(packument, null, 2)}\n`;
}
