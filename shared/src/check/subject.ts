import type {
  Catalog,
  CatalogSettings,
  Destination,
  Environment,
  Event,
  FieldDeclaration,
  Owner,
} from '../catalog/model.js';
import { settingsPath } from '../catalog/paths.js';

/** A file as it was read: what `check` knows of it beyond the model. */
export interface CatalogFile {
  readonly path: string;
  readonly text: string;
}

/** What a rule looks at, one at a time. */
export interface SubjectValues {
  readonly file: CatalogFile;
  readonly settings: CatalogSettings;
  readonly owner: Owner;
  /** Of the dictionary; local fields belong to their event or environment. */
  readonly field: FieldDeclaration;
  readonly destination: Destination;
  readonly environment: Environment;
  readonly event: Event;
}
export type SubjectKind = keyof SubjectValues;

/** In the order in which findings about several of them name the first. */
export const modelKinds = ['settings', 'owner', 'field', 'destination', 'environment', 'event'] as const;
export type ModelKind = (typeof modelKinds)[number];

export interface Subject<Kind extends SubjectKind = SubjectKind> {
  readonly kind: Kind;
  /** Path of a file, else the name in the catalog. */
  readonly name: string;
  readonly value: SubjectValues[Kind];
}

/** Everything in a catalog, kind by kind, each in the order of its names. */
export function* subjectsOf(catalog: Catalog): Iterable<Subject<ModelKind>> {
  yield { kind: 'settings', name: settingsPath, value: catalog.settings };
  for (const [name, value] of catalog.owners) yield { kind: 'owner', name, value };
  for (const [name, value] of catalog.fields) yield { kind: 'field', name, value };
  for (const [name, value] of catalog.destinations) yield { kind: 'destination', name, value };
  for (const [name, value] of catalog.environments) yield { kind: 'environment', name, value };
  for (const [name, value] of catalog.events) yield { kind: 'event', name, value };
}
