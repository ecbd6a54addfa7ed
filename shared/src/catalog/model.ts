/**
 * The catalog in memory: what the files say, parsed and put in their places. Words are the glossary's.
 * Everything is plain data, so a snapshot's content is this model written down.
 */

import type { Delivery, LangpackSettings, Language, Registries } from './langpack-settings.js';

/** `catalog.json`. */
export interface CatalogSettings {
  readonly format: 1;
  readonly name: string;
  readonly title?: string;
  readonly description?: string;
  /** The branch whose commits are published; `main` unless said otherwise. */
  readonly published_branch?: string;
  /** Severity by rule id, over the rule's own default. */
  readonly rules?: Readonly<Record<string, RuleSetting>>;
  /** Findings that are known and borne for a while. */
  readonly waivers?: readonly Waiver[];
  readonly langpack?: LangpackSettings;
  readonly registries?: Registries;
}

export type RuleSetting = 'error' | 'warning' | 'off';

/** One place where a rule may be broken, why, and until when. */
export interface Waiver {
  readonly rule: string;
  /** A file or folder of the catalog, perhaps with a JSON pointer behind `#`. */
  readonly where: string;
  readonly reason: string;
  /** RFC 3339 date; the last day on which it holds. */
  readonly until: string;
}

/** `owners/<owner>.json`: the team that answers. */
export interface Owner {
  readonly title: string;
  readonly members: readonly { readonly name: string; readonly email: string }[];
  readonly contacts?: { readonly email?: string; readonly chat?: string };
}

export const valueTypes = [
  'string',
  'integer',
  'bigint',
  'decimal',
  'number',
  'boolean',
  'timestamp',
  'date',
  'uuid',
  'array',
  'object',
  'json',
] as const;
export type ValueType = (typeof valueTypes)[number];

export type Scalar = string | number | boolean;

/** What a value is: fixed for ever once published. */
export interface ValueShape {
  readonly type: ValueType;
  /** For `array`. */
  readonly items?: ValueShape;
  /** For `object`; closed, in the order given. */
  readonly properties?: Readonly<Record<string, PropertyShape>>;
  /** For `decimal`: digits in all, and digits after the point. A `bigint` may say how many digits it has. */
  readonly precision?: number;
  readonly scale?: number;
  /** The allowed values of a string, integer or number; may only grow. */
  readonly values?: readonly Scalar[];
}

export interface PropertyShape extends ValueShape {
  readonly required?: boolean;
  readonly nullable?: boolean;
  readonly title?: string;
  readonly description?: string;
  readonly privacy?: PrivacyClass;
}

export const privacyClasses = ['none', 'pseudonymous', 'personal', 'sensitive'] as const;
export type PrivacyClass = (typeof privacyClasses)[number];

/** `fields/<field>.json`, or an entry of a card's `fields`. */
export interface FieldDeclaration extends ValueShape {
  readonly title?: string;
  readonly description?: string;
  /** Local fields without one belong to the owner of their card. */
  readonly owner?: string;
  readonly unit?: string;
  readonly privacy?: PrivacyClass;
  readonly examples?: readonly unknown[];
}

export const stringFormats = ['uri', 'email', 'ip'] as const;
export type StringFormat = (typeof stringFormats)[number];

/** How one contract uses one field: required or not, and narrower than its declaration. */
export interface FieldUse {
  readonly required?: boolean;
  readonly nullable?: boolean;
  readonly enum?: readonly Scalar[];
  readonly minimum?: number;
  readonly maximum?: number;
  /** In code points. */
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly pattern?: string;
  readonly format?: StringFormat;
  readonly minItems?: number;
  readonly maxItems?: number;
}

/** `events/<event>/<n>.json` or `environments/<environment>/<n>.json`: numbered, immutable once published. */
export interface Contract {
  readonly version: number;
  readonly note?: string;
  /** Unknown fields are kept, as text, in `_extra` instead of breaking the contract. */
  readonly open?: boolean;
  readonly fields: Readonly<Record<string, FieldUse>>;
}

export const environmentKinds = ['backend', 'frontend', 'mobile', 'daemon', 'partner'] as const;
export type EnvironmentKind = (typeof environmentKinds)[number];

export const invalidPolicies = ['flag', 'quarantine', 'reject'] as const;
/** What happens to an event that breaks its contract. */
export type InvalidPolicy = (typeof invalidPolicies)[number];

/** A write key as the catalog knows it: by its hash alone. */
export interface WriteKey {
  readonly id: string;
  /** SHA-256 of the key, 64 lower-case hex digits. */
  readonly sha256: string;
  /** RFC 3339 date. */
  readonly created: string;
  readonly revoked?: string;
}

/** One sender inside an environment. */
export interface Source {
  readonly title: string;
  readonly keys?: readonly WriteKey[];
}

/** `environments/<environment>/environment.json`. */
export interface EnvironmentCard {
  readonly title: string;
  readonly description?: string;
  readonly owner: string;
  readonly kind: EnvironmentKind;
  readonly exposure: 'internal' | 'public';
  /** `quarantine` unless said otherwise. */
  readonly on_invalid?: InvalidPolicy;
  /** The generations still produced, by language. */
  readonly langpacks?: Readonly<Partial<Record<Language, readonly number[]>>>;
  readonly sources: Readonly<Record<string, Source>>;
  readonly fields?: Readonly<Record<string, FieldDeclaration>>;
}

export interface Environment {
  readonly name: string;
  readonly card: EnvironmentCard;
  /** By number, ascending. */
  readonly contracts: ReadonlyMap<number, Contract>;
}

export const eventStatuses = ['draft', 'active', 'deprecated'] as const;
export type EventStatus = (typeof eventStatuses)[number];

export interface Deprecation {
  /** RFC 3339 date. */
  readonly since: string;
  readonly reason: string;
  readonly replacement?: string;
  readonly sunset?: string;
}

/** What a card says of one of its versions. */
export interface VersionNote {
  readonly status: 'deprecated' | 'withdrawn';
  readonly since: string;
  readonly reason: string;
}

export const mediaKinds = ['image', 'video', 'design', 'document'] as const;
export type MediaKind = (typeof mediaKinds)[number];

/** Something to look at that shows when an event is sent; kept elsewhere. */
export interface Media {
  readonly title: string;
  /** https only. */
  readonly url: string;
  readonly kind?: MediaKind;
}

/** `events/<event>/event.json`: the part of an event that may change. */
export interface EventCard {
  readonly title: string;
  /** Markdown. */
  readonly description?: string;
  readonly owner: string;
  readonly status: EventStatus;
  readonly deprecation?: Deprecation;
  readonly versions?: Readonly<Record<string, VersionNote>>;
  /** Where it may be sent from; never taken off, only ended from a date. */
  readonly environments: Readonly<Record<string, { readonly ended?: string }>>;
  readonly destinations: readonly string[];
  readonly tags?: readonly string[];
  readonly media?: readonly Media[];
  readonly renamed_from?: string;
  /** What langpacks are told at run time. */
  readonly delivery?: Delivery;
  readonly fields?: Readonly<Record<string, FieldDeclaration>>;
}

export interface Event {
  readonly name: string;
  readonly card: EventCard;
  /** By number, ascending. */
  readonly contracts: ReadonlyMap<number, Contract>;
}

export const destinationKinds = ['warehouse', 'queue', 'rabbitmq', 'mongodb', 'webhook', 's3'] as const;
export type DestinationKind = (typeof destinationKinds)[number];

/** `destinations/<destination>.json`: a recipient of events; never a secret. */
export interface Destination {
  readonly title: string;
  readonly description?: string;
  readonly owner?: string;
  readonly kind: DestinationKind;
  /** NSQ topic; the destination's name unless said otherwise. */
  readonly topic?: string;
  readonly framing?: 'event' | 'batch';
  readonly takes_flagged?: boolean;
  /** Of a mongodb: where its documents go; the destination's name unless said otherwise. */
  readonly collection?: string;
  /** Of a mongodb: it removes what was received longer ago. It keeps everything unless said otherwise. */
  readonly keep_days?: number;
}

/** A whole catalog: every file parsed and put in its place. Maps are in the order of their names. */
export interface Catalog {
  readonly settings: CatalogSettings;
  readonly owners: ReadonlyMap<string, Owner>;
  readonly fields: ReadonlyMap<string, FieldDeclaration>;
  readonly environments: ReadonlyMap<string, Environment>;
  readonly events: ReadonlyMap<string, Event>;
  readonly destinations: ReadonlyMap<string, Destination>;
}
