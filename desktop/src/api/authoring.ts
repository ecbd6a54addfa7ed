import { Type } from '@sinclair/typebox';
import { method } from './method.js';

/** What files would become; nothing is written by a plan itself. */
export type PlannedChanges = readonly { readonly path: string; readonly text: string | null }[];

const name = Type.String({ minLength: 1, maxLength: 200 });
const names = Type.Array(name, { maxItems: 1000 });

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
  'authoring.renameEvent': method<PlannedChanges>()(Type.Object({ from: name, to: name })),
};
