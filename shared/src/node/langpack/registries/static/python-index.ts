import { sha256 } from '../../archives/artifact.js';
import { metadataOf } from '../../archives/python-archives.js';
import type { Registry } from '../registry.js';
import { StaticTree } from './tree.js';

/**
 * A simple index from files: `pypi/simple/<name>/index.html` (PEP 503) and `index.json` (PEP 691), the archives in
 * `pypi/files/<name>/` with the wheel's metadata beside it (PEP 658). All links are relative.
 */
export function staticPythonIndex(folder: string): Registry {
  const tree = new StaticTree(folder);
  return {
    name: folder,
    tryConnection: () => tree.tryWriting(),
    look: (reference) =>
      tree.look(
        reference,
        (file) => archivePath(reference.package, file),
        async () => {
          const listed = await tree.text(`pypi/simple/${normalised(reference.package)}/index.json`);
          return reference.artifacts.every(({ file }) => listed.includes(`"filename": "${file}"`));
        },
      ),
    async put({ name, files, artifacts }) {
      await tree.keepArtifacts(artifacts, (file) => archivePath(name, file));
      for (const { file } of artifacts.filter((each) => each.file.endsWith('.whl'))) {
        await tree.keep(archivePath(name, `${file}.metadata`), metadataOf(name, files));
      }
      const project = normalised(name);
      await tree.index('pypi/simple/index.html', async () => rootPage(await tree.list('pypi/files')));
      await tree.index(`pypi/simple/${project}/index.html`, async () =>
        page(project, await distributions(tree, name)),
      );
      await tree.index(`pypi/simple/${project}/index.json`, async () =>
        simpleJson(project, await distributions(tree, name)),
      );
    },
  };
}

/** https://packaging.python.org/en/latest/specifications/name-normalization/ */
function normalised(name: string): string {
  return name.toLowerCase().replace(/[-_.]+/gu, '-');
}

function archivePath(name: string, file: string): string {
  return `pypi/files/${normalised(name)}/${file}`;
}

interface Distribution {
  readonly file: string;
  readonly sha256: string;
  readonly size: number;
  /** Of a wheel: of its metadata. */
  readonly metadataSha256: string | undefined;
  readonly requiresPython: string | undefined;
}

async function distributions(tree: StaticTree, name: string): Promise<Distribution[]> {
  const found: Distribution[] = [];
  const names = await tree.list(`pypi/files/${normalised(name)}`);
  for (const file of names.filter((each) => !each.endsWith('.metadata'))) {
    const bytes = await tree.read(archivePath(name, file));
    if (bytes === undefined) continue;
    // A wheel whose metadata is not there yet is on its way: it comes with the next listing.
    const wheel = file.endsWith('.whl') ? await tree.read(archivePath(name, `${file}.metadata`)) : undefined;
    if (file.endsWith('.whl') && wheel === undefined) continue;
    found.push({
      file,
      sha256: sha256(bytes),
      size: bytes.length,
      metadataSha256: wheel && sha256(wheel),
      requiresPython: wheel && /^Requires-Python: (.+)$/mu.exec(Buffer.from(wheel).toString())?.[1],
    });
  }
  return found;
}

function page(project: string, found: readonly Distribution[]): string {
  const links = found.map(({ file, sha256: hash, metadataSha256, requiresPython }) => {
    const metadata = metadataSha256 === undefined ? '' : ` data-core-metadata="sha256=${metadataSha256}"`;
    const python =
      requiresPython === undefined ? '' : ` data-requires-python="${inAttribute(requiresPython)}"`;
    return `    <a href="../../files/${project}/${file}#sha256=${hash}"${python}${metadata}>${file}</a><br>`;
  });
  return document(`Links for ${project}`, links);
}

/** `>=3.9` has a character that may not stand there as it is. */
function inAttribute(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

function rootPage(projects: readonly string[]): string {
  return document(
    'Langpacks',
    projects.map((project) => `    <a href="${project}/">${project}</a><br>`),
  );
}

function document(title: string, lines: readonly string[]): string {
  return [
    '<!DOCTYPE html>',
    '<html lang="en">',
    '  <head>',
    '    <meta charset="utf-8">',
    '    <meta name="pypi:repository-version" content="1.1">',
    `    <title>${title}</title>`,
    '  </head>',
    '  <body>',
    ...lines,
    '  </body>',
    '</html>',
    '',
  ].join('\n');
}

function simpleJson(project: string, found: readonly Distribution[]): string {
  const files = found.map(({ file, sha256: hash, size, metadataSha256, requiresPython }) => ({
    filename: file,
    url: `../../files/${project}/${file}`,
    hashes: { sha256: hash },
    size,
    ...(requiresPython === undefined ? {} : { 'requires-python': requiresPython }),
    ...(metadataSha256 === undefined ? {} : { 'core-metadata': { sha256: metadataSha256 } }),
  }));
  const versions = [...new Set(found.map(({ file }) => /-(\d+\.\d+\.\d+)/u.exec(file)?.[1] ?? ''))].sort();
  return `${JSON.stringify({ meta: { 'api-version': '1.1' }, name: project, versions, files }, null, 2)}\n`;
}
