import { type Static, Type } from '@sinclair/typebox';
import { namedKind } from './catalog.js';
import { method } from './method.js';

/** What files would become; nothing is written by a plan itself. */
export type PlannedChanges = readonly { readonly path: string; readonly text: string | null }[];

/** What a change of many events would do; nothing is written by it. */
export interface BulkPlan {
  readonly files: readonly {
    readonly path: string;
    readonly before: string | null;
    readonly after: string;
  }[];
  /** Events that are left out, and why; '' where they are so already. */
  readonly skipped: readonly { readonly event: string; readonly reason: string }[];
}

/** What a change of one thing would do to the files; nothing is written by it. `after` is null for a file that goes. */
export interface ThingPlan {
  readonly files: readonly {
    readonly path: string;
    readonly before: string | null;
    readonly after: string | null;
  }[];
  /** Sentences that one should read before it is done. */
  readonly remarks: readonly string[];
}

const name = Type.String({ minLength: 1, maxLength: 200 });
const names = Type.Array(name, { maxItems: 1000 });

const comeAndGo = { add: names, remove: names };
const bulkChange = Type.Union([
  Type.Object({ kind: Type.Literal('owner'), owner: name }),
  Type.Object({ kind: Type.Literal('tags'), ...comeAndGo }),
  Type.Object({ kind: Type.Literal('destinations'), ...comeAndGo }),
  Type.Object({ kind: Type.Literal('activate') }),
  Type.Object({ kind: Type.Literal('deprecate'), reason: Type.String({ minLength: 1, maxLength: 10_000 }) }),
  /** As a new version, or in the newest where that is not published yet. */
  Type.Object({
    kind: Type.Literal('field'),
    field: name,
    required: Type.Boolean(),
    note: Type.String({ maxLength: 10_000 }),
  }),
]);
/** One change of many events. */
export type BulkChange = Static<typeof bulkChange>;

const thingChange = Type.Union([
  Type.Object({ change: Type.Literal('rename'), from: name, to: name }),
  /** Another field of the dictionary instead of this one, everywhere. */
  Type.Object({ change: Type.Literal('merge'), from: name, to: name }),
  Type.Object({ change: Type.Literal('delete'), kind: namedKind, name }),
]);
/** One change of a field, an owner, an environment or a destination as a whole. */
export type ThingChange = Static<typeof thingChange>;

export const authoringMethods = {
  'authoring.newEvent': method<PlannedChanges>()(
    Type.Object({
      name,
      title: Type.String({ maxLength: 1000 }),
      owner: name,
      environments: names,
      destinations: names,
      /** An event whose newest version is copied. */
      like: Type.Optional(name),
    }),
  ),
  'authoring.bulkEdit': method<BulkPlan>()(
    Type.Object({ events: Type.Array(name, { maxItems: 100_000 }), change: bulkChange }),
  ),
  'authoring.changeThing': method<ThingPlan>()(thingChange),
  'authoring.renameEvent': method<PlannedChanges>()(Type.Object({ from: name, to: name })),
};
