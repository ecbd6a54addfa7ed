import { Type } from '@sinclair/typebox';
import { method } from './method.js';

const key = Type.Union([Type.Literal('filters'), Type.Literal('tabs'), Type.Literal('live')]);

/** What this machine remembers of a person's work on one catalog from one session to the next; never in the catalog itself. */
export const memoryMethods = {
  /** Null where nothing was kept. */
  'memory.read': method<unknown>()(Type.Object({ key })),
  'memory.write': method<null>()(Type.Object({ key, value: Type.Unknown() })),
};
