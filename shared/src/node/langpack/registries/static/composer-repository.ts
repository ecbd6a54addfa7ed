import { AppError } from '../../../../errors/app-error.js';
import type { PackedRelease, Registry } from '../registry.js';
import { StaticTree } from './tree.js';
import { byVersion } from './versions.js';

/**
 * A Composer repository from files: `composer/packages.json`, the versions of a package in `composer/p2/<name>.json`, the
 * archives in `composer/dist/<name>/` (https://getcomposer.org/doc/05-repositories.md#composer). Composer wants whole
 * addresses in it, hence `url`, where `folder` is served.
 */
export function staticComposerRepository(folder: string, url: string): Registry {
  const tree = new StaticTree(folder);
  const base = `${url.replace(/\/*$/u, '/')}composer/`;
  return {
    name: folder,
    tryConnection: () => tree.tryWriting(),
    look: (reference) =>
      tree.look(
        reference,
        (file) => archivePath(reference.package, file),
        async () =>
          (await tree.text(versionsPath(reference.package))).includes(`"version": "${reference.version}"`) &&
          (await tree.text('composer/packages.json')).includes(`"${reference.package}"`),
      ),
    async put(release) {
      const { name, version, artifacts } = release;
      await tree.keepArtifacts(artifacts, (file) => archivePath(name, file));
      await tree.keep(
        `composer/dist/${name}/${version}.json`,
        `${JSON.stringify(versionDocument(release, base), null, 2)}\n`,
      );
      await tree.index(versionsPath(name), async () => versionsDocument(name, await versions(tree, name)));
      await tree.index('composer/packages.json', async () => root(base, await packages(tree)));
    },
  };
}

function versionsPath(name: string): string {
  return `composer/p2/${name}.json`;
}

function archivePath(name: string, file: string): string {
  return `composer/dist/${name}/${file}`;
}

interface VersionDocument {
  readonly version: string;
  readonly [key: string]: unknown;
}

function versionDocument(
  { name, version, files, artifacts, time }: PackedRelease,
  base: string,
): VersionDocument {
  const [archive] = artifacts;
  const manifest = files.get('composer.json');
  if (archive === undefined || manifest === undefined) {
    throw new AppError('bug', 'internal', `The langpack ${name} has no composer.json.`);
  }
  const url = `${base}dist/${name}/${archive.file}`;
  return {
    ...(JSON.parse(manifest) as Record<string, unknown>),
    version,
    time,
    dist: { type: 'zip', url, reference: version, shasum: '' },
  };
}

async function versions(tree: StaticTree, name: string): Promise<VersionDocument[]> {
  const known = await tree.documents<VersionDocument>(`composer/dist/${name}`);
  return known.sort((one, other) => byVersion(other.version, one.version));
}

function versionsDocument(name: string, known: readonly VersionDocument[]): string {
  return `${JSON.stringify({ packages: { [name]: known } }, null, 2)}\n`;
}

async function packages(tree: StaticTree): Promise<string[]> {
  const names: string[] = [];
  for (const vendor of await tree.list('composer/p2')) {
    for (const file of await tree.list(`composer/p2/${vendor}`))
      names.push(`${vendor}/${file.replace(/\.json$/u, '')}`);
  }
  return names;
}

function root(base: string, names: readonly string[]): string {
  const document = { packages: [], 'metadata-url': `${base}p2/%package%.json`, 'available-packages': names };
  return `${JSON.stringify(document, null, 2)}\n`;
}
