import type { Language } from '@eventbook/shared/catalog/langpack-settings';
import { buildArtifacts } from '@eventbook/shared/node/langpack/archives/build-artifacts';
import type { PackedRelease } from '@eventbook/shared/node/langpack/registries/registry';

/** The names under which the packages below are published. */
export const packageNames: Readonly<Record<Language, string>> = {
  typescript: '@shop/events-site',
  python: 'shop-events-site',
  php: 'shop/events-site',
  // Upper case, for it is written otherwise in a proxy's paths.
  go: 'git.shop.example/Events/events-site',
};

/** A package of each language that says its version and nothing else: what a registry needs to be tried by its clients. */
export async function handMadePackage(
  language: Language,
  version: string,
  name = packageNames[language],
): Promise<PackedRelease> {
  const built = { language, name, version, files: filesOf(language, version, name) };
  return { ...built, artifacts: await buildArtifacts(built), time: '2026-11-25T10:00:00Z' };
}

export function filesOf(language: Language, version: string, name: string): ReadonlyMap<string, string> {
  switch (language) {
    case 'typescript':
      return new Map([
        ['package.json', JSON.stringify({ name, version, type: 'module', exports: './index.js' })],
        ['index.js', `export const version = '${version}';\n`],
      ]);
    case 'python':
      return new Map([
        ['PKG-INFO', `Metadata-Version: 2.1\nName: ${name}\nVersion: ${version}\nRequires-Python: >=3.9\n`],
        ['shop_events_site/__init__.py', `version = "${version}"\n`],
      ]);
    case 'php':
      return new Map([
        [
          'composer.json',
          JSON.stringify({ name, type: 'library', autoload: { 'psr-4': { 'Shop\\': 'src/' } } }),
        ],
        [
          'src/Version.php',
          `<?php\nnamespace Shop;\nfinal class Version { public const TEXT = '${version}'; }\n`,
        ],
      ]);
    case 'go':
      return new Map([
        ['go.mod', `module ${name}\n\ngo 1.21\n`],
        ['version.go', `package events\n\nconst Version = "${version}"\n`],
      ]);
  }
}
