/**
 * - `loosened`: some values pass that did not pass before;
 * - `json`: the same, so far that any value passes;
 * - `narrowed`: some values no longer pass.
 */
export type LossEffect = 'loosened' | 'json' | 'narrowed';

/** One thing that a schema said and a contract cannot say. */
export interface Loss {
  readonly effect: LossEffect;
  /** JSON pointer into the foreign schema, to where the keyword stands. */
  readonly pointer: string;
  /** What was lost, for counting: a keyword of JSON Schema, mostly. */
  readonly keyword: string;
  /** The reason, as a sentence. */
  readonly reason: string;
}
