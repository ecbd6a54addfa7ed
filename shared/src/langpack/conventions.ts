import type { Style } from './words.js';

/** How a language writes identifiers, and which it keeps for itself. Reserved words are in lower case. */
export interface Conventions {
  /** Of fields and properties. */
  readonly members: Style;
  /** Of allowed values. */
  readonly constants: Style;
  /** That no class, and no type of a field, may be called. */
  readonly reservedTypes: ReadonlySet<string>;
  /** That no field and no property may be called: words of the language, and members that every event has. */
  readonly reservedMembers: ReadonlySet<string>;
  readonly reservedConstants: ReadonlySet<string>;
  /** Endings of the names of further types that each class brings along, such as its builder's. */
  readonly companions?: readonly string[];
}
