import type { Context } from './context.js';
import type { OtherFormat, Printer } from './printers/printer.js';

/** 0: clean. 1: findings, or something sent was not taken. What else can happen is an exception. */
type ExitCode = 0 | 1;

interface Argument {
  /** As commander writes it: `<needed>`, `[may be left out]`, and last perhaps `<many...>`. */
  readonly name: string;
  readonly description: string;
}

export interface Option {
  /** As commander writes it: `--base <ref>`. */
  readonly flags: string;
  readonly description: string;
  readonly required?: boolean;
  readonly default?: string;
  readonly choices?: readonly string[];
  /** An environment variable that stands in for it. */
  readonly env?: string;
}

interface Example {
  readonly line: string;
  readonly purpose: string;
}

/** What a command's handler is given. Options are under their long names in camel case; switches are true or absent. */
export interface Invocation {
  readonly arguments: readonly (string | undefined)[];
  readonly options: Readonly<Record<string, string | true | undefined>>;
  readonly context: Context;
  readonly printer: Printer;
}

/**
 * What a row of commands/table.ts names: what it is for, what it takes, what it does. docs/cli.md lists the same; a test
 * compares.
 */
export interface Command {
  /** What else there is to know, for its own help. */
  readonly description: string;
  readonly arguments: readonly Argument[];
  readonly options: readonly Option[];
  /** What `--format` takes beside text and json. */
  readonly formats?: readonly OtherFormat[];
  readonly examples: readonly Example[];
  /** Throws AppError. */
  readonly run: (invocation: Invocation) => Promise<ExitCode>;
}
