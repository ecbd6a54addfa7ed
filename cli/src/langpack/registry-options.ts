import { resolve } from 'node:path';
import type { Language } from '@eventbook/shared/catalog/langpack-settings';
import type { Catalog } from '@eventbook/shared/catalog/model';
import {
  defaultStaticUrl,
  openRegistries,
  staticRegistries,
} from '@eventbook/shared/node/langpack/open-registries';
import type { Registry } from '@eventbook/shared/node/langpack/registries/registry';
import type { Invocation, Option } from '../command.js';
import { textOption } from '../options.js';

/** Where packages go, for the commands that put them there or look for them. */
export const registryOptions: readonly Option[] = [
  {
    flags: '--to <folder>',
    description: 'a static registry for all languages, instead of those of catalog.json',
  },
  {
    flags: '--url <address>',
    description: 'with --to: where that folder is served, which npm and Composer have to be told',
    default: defaultStaticUrl,
  },
];

export function registriesOf(
  invocation: Invocation,
  catalog: Catalog,
  directory: string,
): Record<Language, readonly Registry[]> {
  const to = textOption(invocation, 'to');
  if (to === undefined) return openRegistries(catalog.settings.registries, directory);
  return staticRegistries(
    resolve(invocation.context.cwd, to),
    textOption(invocation, 'url') ?? defaultStaticUrl,
  );
}
