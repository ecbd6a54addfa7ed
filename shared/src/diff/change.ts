import type { EventStatus, FieldUse, Scalar, VersionNote } from '../catalog/model.js';
import type { ColumnEffect } from './column-effect.js';
import type { Meaning } from './meaning.js';
import type { Witness } from './witness.js';

/** What a change is about; the settings of the whole catalog have no name but its own. */
export interface Subject {
  readonly kind: 'catalog' | 'owner' | 'field' | 'environment' | 'event' | 'destination';
  readonly name: string;
}

/** One key of something that is not as it was; undefined for what is not there. */
export interface Edit<Key extends string = string> {
  readonly key: Key;
  readonly before: unknown;
  readonly now: unknown;
}

/** What was done, as a value. `version` is that of the contract on whose account it was said. */
export type What =
  /** Events say as what and with which versions. */
  | {
      readonly kind: 'added' | 'deleted';
      readonly status?: EventStatus;
      readonly versions?: readonly number[];
    }
  | ({ readonly kind: 'key-changed' } & Edit)
  | { readonly kind: 'status-changed'; readonly before: EventStatus; readonly now: EventStatus }
  | {
      readonly kind: 'version-added';
      readonly version: number;
      readonly previous?: number;
      readonly note?: string;
    }
  | { readonly kind: 'version-deleted' | 'version-edited'; readonly version: number }
  | { readonly kind: 'opened' | 'closed'; readonly version: number }
  | {
      readonly kind: 'field-added';
      readonly version: number;
      readonly field: string;
      readonly required: boolean;
    }
  | { readonly kind: 'field-gone'; readonly version: number; readonly field: string }
  | {
      readonly kind: 'field-changed';
      readonly version: number;
      readonly field: string;
      readonly edits: readonly Edit<keyof FieldUse>[];
    }
  | {
      readonly kind: 'version-noted';
      readonly version: number;
      readonly before?: VersionNote;
      readonly now?: VersionNote;
    }
  | { readonly kind: 'environment-added' | 'environment-taken-off'; readonly environment: string }
  | {
      readonly kind: 'environment-ended';
      readonly environment: string;
      readonly before?: string;
      readonly now?: string;
    }
  | { readonly kind: 'route-added' | 'route-taken-off'; readonly destination: string }
  | { readonly kind: 'source-added' | 'source-taken-off'; readonly source: string }
  | {
      readonly kind: 'key-added' | 'key-revoked' | 'key-back' | 'key-taken-off';
      readonly source: string;
      readonly key: string;
    }
  | {
      readonly kind: 'declaration-added' | 'declaration-deleted' | 'declaration-moved';
      readonly field: string;
    }
  /** `inside` is the JSON pointer from the declaration on to the shape within it; '' for the declaration itself. */
  | ({ readonly kind: 'declaration-changed'; readonly field: string; readonly inside: string } & Edit)
  | {
      readonly kind: 'values-grown' | 'values-lost';
      readonly field: string;
      readonly inside: string;
      readonly values: readonly Scalar[];
    };

export type Affected = 'senders' | 'readers';

/** One thing that was changed, and what that means. */
export interface Change {
  readonly what: What;
  readonly meaning: Meaning;
  /** Whom it concerns. A change that takes a field away concerns both; a forbidden one may concern either, or nobody. */
  readonly affects: readonly Affected[];
  /** Where it stands now; for what is gone, where it stood. */
  readonly file: string;
  readonly pointer: string;
  /** For `forbidden`: the rule of `check` that says so. */
  readonly rule?: string;
  /** A payload that shows it, judged by the real judge. */
  readonly witness?: Witness;
  /** Whether the meaning is assumed, because no payload that shows it could be found or ruled out. */
  readonly assumed?: boolean;
  /** What it does to tables of the warehouse; none where it is not about fields. */
  readonly columns: readonly ColumnEffect[];
}

/** Whom and what the changes of one subject touch. All by name, sorted. */
export interface Touched {
  /** The events whose payloads, routes or tables are meant. */
  readonly events: readonly string[];
  readonly environments: readonly string[];
  /** `<environment>/<source>`. */
  readonly sources: readonly string[];
  readonly owners: readonly string[];
  readonly destinations: readonly string[];
  /** `<environment>/<language>`: the langpacks that get a new release. */
  readonly langpacks: readonly string[];
}

/** Everything that was changed about one subject. */
export interface SubjectChanges {
  readonly subject: Subject;
  /** The heaviest of its changes. */
  readonly meaning: Meaning;
  readonly changes: readonly Change[];
  readonly touched: Touched;
}

/** Subjects in the order of kinds and names. */
export interface CatalogDiff {
  readonly subjects: readonly SubjectChanges[];
}
