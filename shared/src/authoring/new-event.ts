import type { EventCard, FieldUse } from '../catalog/model.js';
import { cardPath, contractPath } from '../catalog/paths.js';
import { type CatalogEdit, type CatalogFiles, namesOf, notFound, written } from './catalog-files.js';
import { refuseName, titleFromName } from './new-name.js';

export interface NewEvent {
  readonly name: string;
  /** Made from the name where none is given. */
  readonly title?: string;
  readonly description?: string;
  readonly owner: string;
  /** `draft` unless said otherwise. */
  readonly status?: 'draft' | 'active';
  readonly environments: readonly string[];
  readonly destinations: readonly string[];
  readonly tags?: readonly string[];
  /** Fields of the dictionary, in their order. */
  readonly fields: Readonly<Record<string, FieldUse>>;
  readonly note?: string;
}

/**
 * A new event: its card, and a contract numbered 1.
 * @throws AppError name_invalid, name_taken, owner_not_found, environment_not_found, destination_not_found, field_not_found
 */
export function newEvent(files: CatalogFiles, event: NewEvent): CatalogEdit {
  refuseName('event', 'event', event.name, namesOf(files, 'event'));
  refuseUnknown(files, 'owner', [event.owner]);
  refuseUnknown(files, 'environment', event.environments);
  refuseUnknown(files, 'destination', event.destinations);
  refuseUnknown(files, 'field', Object.keys(event.fields));
  const card: EventCard = {
    title: event.title ?? titleFromName(event.name),
    ...(event.description === undefined ? {} : { description: event.description }),
    owner: event.owner,
    status: event.status ?? 'draft',
    environments: Object.fromEntries([...event.environments].sort().map((name) => [name, {}])),
    destinations: [...new Set(event.destinations)].sort(),
    ...(event.tags === undefined || event.tags.length === 0 ? {} : { tags: [...new Set(event.tags)].sort() }),
  };
  const contract = { version: 1, note: event.note ?? 'The first one', fields: event.fields };
  return new Map([
    written(cardPath('event', event.name), card),
    written(contractPath('event', event.name, 1), contract),
  ]);
}

const codes = {
  owner: 'owner_not_found',
  environment: 'environment_not_found',
  destination: 'destination_not_found',
  field: 'field_not_found',
} as const;

/** Throws where a name that was given stands for nothing in the catalog. */
export function refuseUnknown(files: CatalogFiles, kind: keyof typeof codes, names: readonly string[]): void {
  const known = namesOf(files, kind);
  const unknown = names.find((name) => !known.includes(name));
  if (unknown !== undefined) throw notFound(codes[kind], kind, unknown, known);
}
