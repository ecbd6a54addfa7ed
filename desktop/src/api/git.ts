import type { Forge } from '@eventbook/shared/catalog/code-owners';
import type { Meaning } from '@eventbook/shared/diff/meaning';
import { Type } from '@sinclair/typebox';
import type { PlannedChanges } from './authoring.js';
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
  /** Another git holds its lock for longer than its work takes: a person is in the middle of it, or it was cut off. */
  readonly locked?: string;
  /** Nothing can be written to the folder or its repository. */
  readonly readOnly?: true;
  /** Whoever commits here, as git is configured; none where it is not. */
  readonly author?: Person;
  /** None where nothing can be sent anywhere. */
  readonly remote?: RemoteState;
}

/** How the branch that is checked out stands to what was fetched last. */
export interface RemoteState {
  /** The address, without credentials. */
  readonly address: string;
  /** `origin/work`; none where the remote has no such branch, or none is checked out. */
  readonly upstream?: string;
  /** Commits to send, where there is an upstream. */
  readonly ahead: number;
  /** Commits to get. */
  readonly behind: number;
  /** Where a forge asks others to agree to this branch; none where the forge is not known, or it is not there yet. */
  readonly change?: { readonly forge: Forge; readonly address: string };
  /** The branch that is published, at the remote, where another one is checked out. */
  readonly published?: { readonly name: string; readonly behind: number };
}

/** A branch, as people speak of it. */
export interface Draft {
  readonly branch: string;
  readonly title: string;
  readonly place: 'here' | 'remote' | 'both';
  readonly current: boolean;
  readonly commit: string;
  /** Of its last commit. RFC 3339. */
  readonly when: string;
  readonly who: string;
  readonly last: string;
}

export interface LogEntry {
  readonly commit: string;
  readonly parent?: string;
  readonly title: string;
  readonly body: string;
  readonly who: string;
  /** RFC 3339. */
  readonly when: string;
  readonly merge: boolean;
}

/** Something in the catalog that has a history of its own. */
export interface Thing {
  readonly kind: 'event' | 'environment' | 'field' | 'owner' | 'destination';
  readonly name: string;
}

/** A commit, and the places of a file that are as it made them. */
export interface Blame {
  readonly commit: string;
  readonly parent?: string;
  readonly title: string;
  readonly who: string;
  /** RFC 3339. */
  readonly when: string;
  /** JSON pointers: keys, and each of `fields`. */
  readonly pointers: readonly string[];
}

/** What it takes for a thing to be again as it was. */
export interface RestorePlan {
  readonly changes: PlannedChanges;
  /** Published contracts that differ, and stay as they are. */
  readonly kept: readonly string[];
  /** What that would change, in words. What is not published may change in whatever way: no meaning is told. */
  readonly meant: readonly string[];
}

/** What a commit meant, heaviest first. */
export interface CommitMeaning {
  readonly changes: readonly { readonly meaning: Meaning; readonly words: string }[];
  /** How many are not told. */
  readonly more: number;
}

/** What came of a pull; `undecided`: both changed the same, nothing was done yet, and a person has to decide. */
export interface BroughtIn {
  readonly kind: 'nothing' | 'forward' | 'merged' | 'undecided';
  readonly from: string;
  readonly commits: number;
}

export type TransferJob = 'clone' | 'fetch' | 'pull' | 'push';

export interface Progress {
  readonly job: TransferJob;
  /** As git says it: `Receiving objects`. */
  readonly phase: string;
  readonly done: number;
  readonly all?: number;
}

/** A file that is not as the last commit has it. */
export interface UncommittedFile {
  /** From the top of the repository on. */
  readonly path: string;
  readonly kind: 'added' | 'changed' | 'deleted';
  /** Whether it is one of the catalog's own. */
  readonly catalog: boolean;
}

/** An owner whom changes concern. */
export interface Approvers {
  readonly owner: string;
  readonly title: string;
  readonly members: readonly Person[];
}

export interface Uncommitted {
  readonly files: readonly UncommittedFile[];
  readonly approvers: readonly Approvers[];
  /** A message that says what the changes mean. */
  readonly message: string;
}

const path = Type.String({ minLength: 1, maxLength: 2000 });
const words = Type.String({ minLength: 1, maxLength: 300 });
const commit = Type.String({ pattern: '^[0-9a-f]{40}$' });
const thing = Type.Object({
  kind: Type.Union(
    (['event', 'environment', 'field', 'owner', 'destination'] as const).map((kind) => Type.Literal(kind)),
  ),
  name: words,
});

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
  'git.drafts': method<readonly Draft[]>()(Type.Object({})),
  /** Makes one and switches to it; answers with its name in git. */
  'git.newDraft': method<string>()(
    Type.Object({ title: words, from: Type.Union([Type.Literal('here'), Type.Literal('published')]) }),
  ),
  'git.switch': method<null>()(Type.Object({ branch: words })),
  /** The commits that made the catalog, or one thing in it, what it is; newest first. */
  'git.log': method<{ readonly entries: readonly LogEntry[]; readonly more: boolean }>()(
    Type.Object({ of: Type.Optional(thing), limit: Type.Integer({ minimum: 1, maximum: 10_000 }) }),
  ),
  'git.meaning': method<CommitMeaning>()(Type.Object({ commit, of: Type.Optional(thing) })),
  /** Who last changed what in a file of the catalog, as the last commit has it; newest first. */
  'git.blame': method<readonly Blame[]>()(Type.Object({ path })),
  'git.restorePlan': method<RestorePlan>()(Type.Object({ commit, of: thing })),
  /** Says where the repository of others is, where nobody has; nothing is sent or fetched yet. */
  'git.connect': method<null>()(Type.Object({ url: Type.String({ minLength: 1, maxLength: 2000 }) })),
  'git.fetch': method<null>()(Type.Object({})),
  /** Fetches, and brings in what the remote has of this branch, or what is published. */
  'git.pull': method<BroughtIn>()(
    Type.Object({ from: Type.Union([Type.Literal('upstream'), Type.Literal('published')]) }),
  ),
  /** Who to be at the remote, for as long as the program runs; kept in memory only. */
  'git.login': method<null>()(
    Type.Object({
      token: Type.String({ minLength: 1, maxLength: 10_000 }),
      /** Where the remote wants one. */
      username: Type.Optional(words),
    }),
  ),
  /** Sends the branch that is checked out; answers with its name. */
  'git.push': method<string>()(Type.Object({})),
};

export interface GitEvents {
  /** HEAD, a branch, or what was begun: everything that was asked about git may have another answer. */
  readonly 'git.changed': GitState;
  /** Null when it has ended. */
  readonly 'git.progress': Progress | null;
}
