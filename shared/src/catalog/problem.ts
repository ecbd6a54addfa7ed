import type { Repair } from '../check/repairs/repair.js';

/** What is wrong with one file, as the parser says it; `check` makes a finding of it. */
export interface Problem {
  /** The id of a rule that the parser speaks for (see check/rules.ts). */
  readonly rule: ParserRule;
  readonly file: string;
  /** JSON pointer (RFC 6901); `''` is the whole file. */
  readonly pointer: string;
  readonly message: string;
  readonly fix?: string;
  readonly repair?: Repair;
}

/** The rules that are kept while reading, because what breaks them cannot be put into the model. */
export type ParserRule =
  | 'file-readable'
  | 'file-place'
  | 'json-syntax'
  | 'duplicate-key'
  | 'schema'
  | 'name-shape'
  | 'version-number'
  | 'card-missing';

/** A problem before it is known which file it is in. */
export type ProblemInFile = Omit<Problem, 'file'>;

/** More than this of one file are not told: they have one cause, and looking for all could take long. */
export const mostProblems = 20;
