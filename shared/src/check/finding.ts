import type { Repair } from './repairs/repair.js';

export type Severity = 'error' | 'warning';

/** One thing that `check` has to say. */
export interface Finding {
  /** The id of the rule that says it; its page is `docs/rules/<rule>.md`. */
  readonly rule: string;
  readonly severity: Severity;
  /** Path inside the catalog, with forward slashes. */
  readonly file: string;
  /** JSON pointer (RFC 6901) into the file; `''` is the whole file. */
  readonly pointer: string;
  /** What is wrong and what was expected, in one or two sentences. */
  readonly message: string;
  /** What to do about it, where that can be said. */
  readonly fix?: string;
  /** The same as data, where a program can do it. */
  readonly repair?: Repair;
}
