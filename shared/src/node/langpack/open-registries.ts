import { resolve } from 'node:path';
import {
  languages,
  type Language,
  type Registries,
  type RegistryTarget,
} from '../../catalog/langpack-settings.js';
import { AppError } from '../../errors/app-error.js';
import { gitRegistry } from './registries/git-registry.js';
import { npmRegistry } from './registries/npm-registry.js';
import { pypiRegistry } from './registries/pypi-registry.js';
import type { Registry } from './registries/registry.js';
import { staticComposerRepository } from './registries/static/composer-repository.js';
import { staticGoProxy } from './registries/static/go-proxy.js';
import { staticNpmRegistry } from './registries/static/npm-registry.js';
import { staticPythonIndex } from './registries/static/python-index.js';

/** Where a static registry is expected to be served while nothing else is said: `eventbook registry serve`. */
export const defaultStaticUrl = 'http://127.0.0.1:8480/';

/**
 * The registries that a catalog names, by language.
 * @param directory the catalog's folder, which the paths of static registries begin at
 */
export function openRegistries(
  settings: Registries | undefined,
  directory: string,
): Record<Language, readonly Registry[]> {
  return byLanguage((language) =>
    (settings?.[language] ?? []).map((target) => openRegistry(language, target, directory)),
  );
}

/** One static tree for all languages. */
export function staticRegistries(folder: string, url: string): Record<Language, readonly Registry[]> {
  return byLanguage((language) => [staticRegistry(language, folder, url)]);
}

function byLanguage(of: (language: Language) => readonly Registry[]): Record<Language, readonly Registry[]> {
  return Object.fromEntries(languages.map((language) => [language, of(language)])) as Record<
    Language,
    readonly Registry[]
  >;
}

function openRegistry(language: Language, target: RegistryTarget, directory: string): Registry {
  const { kind, path, url, index } = target;
  if (kind === 'static' && path !== undefined) {
    return staticRegistry(language, resolve(directory, path), url ?? defaultStaticUrl);
  }
  if (kind === 'npm' && language === 'typescript' && url !== undefined) return npmRegistry(url);
  if (kind === 'pypi' && language === 'python' && url !== undefined) return pypiRegistry(url, index);
  if (kind === 'git' && (language === 'php' || language === 'go') && url !== undefined) {
    return gitRegistry(language, url);
  }
  // `check` says so too, with the place; this is for who asks without checking.
  throw new AppError(
    'user',
    'registry_missing',
    `A registry of kind ${kind} for ${language} lacks what it needs.`,
    {
      hint: 'See what `eventbook check` says of catalog.json.',
      data: { language, kind },
    },
  );
}

function staticRegistry(language: Language, folder: string, url: string): Registry {
  switch (language) {
    case 'typescript':
      return staticNpmRegistry(folder, url);
    case 'python':
      return staticPythonIndex(folder);
    case 'php':
      return staticComposerRepository(folder, url);
    case 'go':
      return staticGoProxy(folder);
  }
}
