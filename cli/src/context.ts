import type { Readable, Writable } from 'node:stream';

/** What a command knows of the world; a test gives it another one. */
export interface Context {
  readonly stdin: Readable;
  /** Results. */
  readonly stdout: Writable;
  /** Progress and what went wrong. */
  readonly stderr: Writable;
  /** Absolute. */
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Whether a person types the input, watches the results, or the progress. */
  readonly isTerminal: { readonly stdin: boolean; readonly stdout: boolean; readonly stderr: boolean };
}
