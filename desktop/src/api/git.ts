import { Type } from '@sinclair/typebox';
import { method } from './method.js';

export interface Person {
  readonly name: string;
  readonly email: string;
}

/** What another program has begun in the repository and not ended. */
export type Unfinished = 'merge' | 'rebase' | 'cherry-pick' | 'revert' | 'bisect';

/** Where the repository stands. */
export interface GitState {
  /** The branch that is checked out; none where HEAD is detached. */
  readonly branch?: string;
  /** None before the first commit. */
  readonly commit?: string;
  readonly unfinished?: Unfinished;
  /** Whoever commits here, as git is configured; none where it is not. */
  readonly author?: Person;
}

/** A file that is not as the last commit has it. */
export interface UncommittedFile {
  /** From the top of the repository on. */
  readonly path: string;
  readonly kind: 'added' | 'changed' | 'deleted';
  /** Whether it is one of the catalog's own. */
  readonly catalog: boolean;
}

export interface Uncommitted {
  readonly files: readonly UncommittedFile[];
  /** A message that says what the changes mean. */
  readonly message: string;
}

const path = Type.String({ minLength: 1, maxLength: 2000 });
const words = Type.String({ minLength: 1, maxLength: 300 });

export const gitMethods = {
  /** Null where the catalog is in no repository. */
  'git.state': method<GitState | null>()(Type.Object({})),
  'git.uncommitted': method<Uncommitted>()(Type.Object({})),
  /** Commits these files and nothing else; answers with the commit. */
  'git.commit': method<string>()(
    Type.Object({
      message: Type.String({ minLength: 1, maxLength: 100_000 }),
      paths: Type.Array(path, { minItems: 1, maxItems: 100_000 }),
      /** Where git knows nobody: kept in the repository's settings. */
      author: Type.Optional(Type.Object({ name: words, email: words })),
    }),
  ),
};

export interface GitEvents {
  /** HEAD, a branch, or what was begun: everything that was asked about git may have another answer. */
  readonly 'git.changed': GitState;
}
