import type { Generator } from '@eventbook/shared/langpack/generator';

/** How one language's packages are taken up, checked and run, with the language's own tools. */
export interface LanguageUnderTest {
  readonly language: Generator['language'];
  /**
   * Lays a package of these files where programs find it as their registry would have: in a folder of its own,
   * next to whatever was taken up there before.
   */
  readonly takeUp: (files: ReadonlyMap<string, string>, folder: string) => Promise<Package>;
  /** What a wrong program is, in a few lines: each fails to build, to type-check or to run. Parts by what is wrong. */
  readonly wrongPrograms: Readonly<Record<string, string>>;
  /** A program that sends every case of conformance.json, by its id and time, and ends. */
  readonly sendEverything: string;
}

/** A package that was taken up. */
export interface Package {
  readonly folder: string;
  /** Runs the tests that the package brings along. Answers what they said where they fail. */
  readonly ownTests: () => Promise<string | undefined>;
  /** Has the compiler, the type checker and the linter look at all of the package. Answers their complaints. */
  readonly complaints: () => Promise<string | undefined>;
  /** Checks a program that uses the package, and runs it where nothing is wrong. */
  readonly run: (program: string, env?: Readonly<Record<string, string>>) => Promise<ProgramResult>;
}

export interface ProgramResult {
  /** Whether it was built or type-checked, and ended well. */
  readonly succeeded: boolean;
  readonly output: string;
}
