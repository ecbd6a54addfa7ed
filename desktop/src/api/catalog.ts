import type { Reference } from '@eventbook/shared/authoring/references';
import type {
  DestinationKind,
  EnvironmentKind,
  EventStatus,
  PrivacyClass,
  ValueType,
} from '@eventbook/shared/catalog/model';
import { Type } from '@sinclair/typebox';
import { method } from './method.js';

/** The catalog that is open. */
export interface OpenCatalog {
  readonly directory: string;
  readonly name: string;
  readonly title: string;
  /** What counts as published, or why nothing does, as half a sentence. */
  readonly base: string;
  /** Whether the folder is in a git repository. */
  readonly repository: boolean;
  /** The git e-mail of whoever works here. */
  readonly author?: string;
}

export interface KnownCatalog {
  readonly directory: string;
  readonly title: string;
}

/** What every row has. */
interface Row {
  readonly name: string;
  readonly title: string;
  /** Its file is there, but cannot be read: nothing else is known. */
  readonly unsound?: true;
}

export interface EventRow extends Row {
  readonly owner: string;
  readonly status: EventStatus;
  /** Numbers of its contracts, ascending. */
  readonly versions: readonly number[];
  readonly environments: readonly string[];
  readonly destinations: readonly string[];
  readonly tags: readonly string[];
  /** Classes of the fields that its newest contract names; what says none of itself is left out. */
  readonly privacy: readonly PrivacyClass[];
  /** Whether it counts as published. */
  readonly published: boolean;
}

export interface FieldRow extends Row {
  readonly type: ValueType;
  readonly owner?: string;
  readonly privacy?: PrivacyClass;
  /** How many events name it in their newest contract. */
  readonly uses: number;
  /** It counts as published: what it is stays as it is. */
  readonly published?: true;
}

export interface EnvironmentRow extends Row {
  readonly owner: string;
  readonly kind: EnvironmentKind;
  readonly versions: readonly number[];
}

export interface OwnerRow extends Row {
  readonly emails: readonly string[];
}

export interface DestinationRow extends Row {
  readonly kind: DestinationKind;
}

export interface OutlineRows {
  readonly event: EventRow;
  readonly field: FieldRow;
  readonly environment: EnvironmentRow;
  readonly owner: OwnerRow;
  readonly destination: DestinationRow;
}
export type OutlineKind = keyof OutlineRows;

/** Everything of the catalog in one row each, in the order of their names: what lists, filters and completion need. */
export type Outline = { readonly [Kind in OutlineKind]: readonly OutlineRows[Kind][] };

/** A row that is new or different; without one, the thing is gone. */
export type OutlineChange = {
  [Kind in OutlineKind]: {
    readonly kind: Kind;
    readonly name: string;
    readonly row?: OutlineRows[Kind];
  };
}[OutlineKind];

/** What has a page and may be named by others, beside events. */
export const namedKind = Type.Union([
  Type.Literal('field'),
  Type.Literal('environment'),
  Type.Literal('owner'),
  Type.Literal('destination'),
]);

export const catalogMethods = {
  /** The catalog that is open; none where a person has to choose one. */
  'catalog.current': method<OpenCatalog | null>()(Type.Object({})),
  'catalog.open': method<OpenCatalog>()(Type.Object({ directory: Type.String({ minLength: 1 }) })),
  /** The catalogs that were open last, the last one first. */
  'catalog.recent': method<readonly KnownCatalog[]>()(Type.Object({})),
  'catalog.forget': method<null>()(Type.Object({ directory: Type.String() })),
  /** Makes the catalog to begin with, in a folder that is empty or not there yet, and opens it. */
  'catalog.create': method<OpenCatalog>()(Type.Object({ directory: Type.String({ minLength: 1 }) })),
  /** Gets a repository from a remote, into a folder that is empty or not there yet, and opens it. */
  'catalog.clone': method<OpenCatalog>()(
    Type.Object({
      url: Type.String({ minLength: 1, maxLength: 2000 }),
      directory: Type.String({ minLength: 1 }),
      login: Type.Optional(
        Type.Object({ token: Type.String({ minLength: 1 }), username: Type.Optional(Type.String()) }),
      ),
    }),
  ),
  /** Where an event may be sent from as it is published; none where it is not. */
  'catalog.publishedEnvironments': method<readonly string[]>()(Type.Object({ event: Type.String() })),
  /** Everything that names a thing: events first, each kind in the order of its names. */
  'catalog.references': method<readonly Reference[]>()(Type.Object({ kind: namedKind, name: Type.String() })),
  'catalog.outline': method<Outline>()(Type.Object({})),
};

export interface CatalogEvents {
  readonly 'catalog.opened': OpenCatalog;
  /** What counts as published may be another: everything that was asked may have another answer. */
  readonly 'catalog.refreshed': OpenCatalog;
  readonly 'outline.changed': readonly OutlineChange[];
}
