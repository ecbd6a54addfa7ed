import type { Catalog } from '../catalog/model.js';
import { cardPath, destinationPath, fieldPath, ownerPath } from '../catalog/paths.js';
import { AppError } from '../errors/app-error.js';
import type { ErrorCode } from '../errors/codes.js';
import { type CatalogEdit, type CatalogFiles, namesOf, notFound } from './catalog-files.js';
import { type NamedKind, referencesTo, referenceWords } from './references.js';
import { shownList } from './replace-field.js';

const collections = {
  field: 'fields',
  environment: 'environments',
  owner: 'owners',
  destination: 'destinations',
} as const;
const missing: Readonly<Record<NamedKind, ErrorCode>> = {
  field: 'field_not_found',
  environment: 'environment_not_found',
  owner: 'owner_not_found',
  destination: 'destination_not_found',
};
const files = { field: fieldPath, owner: ownerPath, destination: destinationPath };

/**
 * Takes away a thing that was never published and that nothing names; an environment goes with its contracts.
 * @param base the catalog as it is published; undefined where nothing is
 * @throws AppError field_not_found, environment_not_found, owner_not_found, destination_not_found; edit_refused where it is published or still named
 */
export function deleteThing(
  all: CatalogFiles,
  { catalog, base }: { readonly catalog: Catalog; readonly base: Catalog | undefined },
  kind: NamedKind,
  name: string,
): CatalogEdit {
  const names = namesOf(all, kind);
  if (!names.includes(name)) throw notFound(missing[kind], kind, name, names);
  if (base?.[collections[kind]].has(name) === true) {
    throw new AppError('user', 'edit_refused', `The ${kind} ${name} is published and cannot be deleted.`, {
      hint: 'What is published stays: senders and data that is stored may name it. Take it off what uses it instead.',
      data: { kind, name },
    });
  }
  const uses = referencesTo(catalog, kind, name).map(referenceWords);
  if (uses.length > 0) {
    throw new AppError(
      'user',
      'edit_refused',
      `The ${kind} ${name} cannot be deleted: it is still used by ${shownList(uses)}.`,
      { hint: `Take it off them first, or name another ${kind} there.`, data: { kind, name, uses } },
    );
  }
  if (kind !== 'environment') return new Map([[files[kind](name), undefined]]);
  const folder = cardPath('environment', name).slice(0, -'environment.json'.length);
  return new Map([...all.keys()].filter((path) => path.startsWith(folder)).map((path) => [path, undefined]));
}
