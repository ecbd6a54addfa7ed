import type { NameShape } from '../names.js';
import { contractSchema } from './contract.js';
import { destinationSchema } from './destination.js';
import { environmentSchema } from './environment.js';
import { eventSchema } from './event.js';
import { fieldSchema } from './field.js';
import type { JsonSchema } from './json-schema.js';
import { ownerSchema } from './owner.js';
import { settingsSchema } from './settings.js';

export const fileKindNames = [
  'settings',
  'owner',
  'field',
  'environment',
  'event',
  'contract',
  'destination',
] as const;
export type FileKind = (typeof fileKindNames)[number];

interface FileKindDescription {
  /** As the design writes it. */
  readonly places: readonly string[];
  readonly schema: JsonSchema;
}

/** Every kind of file a catalog has: where it stands and what it holds. */
export const fileKinds: Readonly<Record<FileKind, FileKindDescription>> = {
  settings: { places: ['catalog.json'], schema: settingsSchema },
  owner: { places: ['owners/<owner>.json'], schema: ownerSchema },
  field: { places: ['fields/<field>.json'], schema: fieldSchema },
  environment: { places: ['environments/<environment>/environment.json'], schema: environmentSchema },
  event: { places: ['events/<event>/event.json'], schema: eventSchema },
  contract: {
    places: ['environments/<environment>/<n>.json', 'events/<event>/<n>.json'],
    schema: contractSchema,
  },
  destination: { places: ['destinations/<destination>.json'], schema: destinationSchema },
};

export const catalogFolders = ['owners', 'fields', 'environments', 'events', 'destinations'] as const;
export type CatalogFolder = (typeof catalogFolders)[number];

/** Where a file stands: its kind, the name its path gives it, and the number of a contract. */
export type FilePlace =
  | { readonly kind: 'settings' }
  | { readonly kind: 'owner' | 'field' | 'destination'; readonly name: string }
  | { readonly kind: 'environment' | 'event'; readonly name: string }
  | {
      readonly kind: 'contract';
      readonly holder: 'environment' | 'event';
      readonly name: string;
      readonly number: number;
    };

const contractFile = /^([1-9][0-9]{0,5})\.json$/u;

/** The place of a catalog file; undefined where the path is none (see `belongsToCatalog`). Names are not judged here. */
export function fileKindOf(path: string): FilePlace | undefined {
  if (path === 'catalog.json') return { kind: 'settings' };
  const [folder, second, third, ...more] = path.split('/');
  if (folder === undefined || second === undefined || second === '' || more.length > 0) return undefined;
  if (third === undefined) {
    const name = second.endsWith('.json') ? second.slice(0, -'.json'.length) : '';
    if (name === '') return undefined;
    if (folder === 'owners') return { kind: 'owner', name };
    if (folder === 'fields') return { kind: 'field', name };
    if (folder === 'destinations') return { kind: 'destination', name };
    return undefined;
  }
  const holder = folder === 'events' ? 'event' : folder === 'environments' ? 'environment' : undefined;
  if (holder === undefined) return undefined;
  if (third === `${holder}.json`) return { kind: holder, name: second };
  const number = contractFile.exec(third)?.[1];
  return number === undefined
    ? undefined
    : { kind: 'contract', holder, name: second, number: Number(number) };
}

/** Which shape the name of a kind of file has to have. */
export function nameShapeOf(kind: Exclude<FileKind, 'settings' | 'contract'>): NameShape {
  return kind === 'event' || kind === 'field' ? kind : 'kebab';
}
