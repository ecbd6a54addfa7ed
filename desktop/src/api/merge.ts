import type { HolderKind } from '@eventbook/shared/catalog/paths';
import { Type } from '@sinclair/typebox';
import { method } from './method.js';

/** A place that both sides changed, each in its own way; a side that has nothing there is left out. */
export interface MergePlace {
  /** JSON pointer; '' is the whole file. */
  readonly pointer: string;
  readonly base?: string;
  readonly ours?: string;
  readonly theirs?: string;
}

/** A file that a person has to decide about. */
export interface MergeFile {
  /** From the top of the repository on. */
  readonly path: string;
  /** The same in the catalog; none for a file beside it. */
  readonly catalogPath?: string;
  /** Whether its places are JSON values, texts, or only told of and not shown. */
  readonly form: 'json' | 'text' | 'bytes';
  readonly places: readonly MergePlace[];
}

/** A contract of ours that gets another number, because theirs has that one. */
export interface Renumbered {
  readonly holder: HolderKind;
  readonly name: string;
  readonly from: number;
  readonly to: number;
}

/** What a merge would come to, before anything is changed. */
export interface MergePlan {
  /** `origin/work` */
  readonly from: string;
  /** The branch that is checked out. */
  readonly into: string;
  /** The two commits that it was planned for. */
  readonly ours: string;
  readonly theirs: string;
  /** How many commits come in. */
  readonly commits: number;
  /** The last of them. */
  readonly last: { readonly who: string; readonly when: string; readonly title: string };
  readonly files: readonly MergeFile[];
  readonly renumbered: readonly Renumbered[];
}

const path = Type.String({ minLength: 1, maxLength: 2000 });
const place = { path, pointer: Type.String({ maxLength: 2000 }) };
const from = Type.String({ pattern: '^[^/]+/.+$', maxLength: 300 });
const commit = Type.String({ pattern: '^[0-9a-f]{40}$' });

export const mergeMethods = {
  /** As far as it was fetched; null where there is nothing to bring in. */
  'git.mergePlan': method<MergePlan | null>()(Type.Object({ from })),
  /** Merges as it was planned, with what a person has decided; answers with the commit. */
  'git.merge': method<string>()(
    Type.Object({
      from,
      ours: commit,
      theirs: commit,
      choices: Type.Array(
        Type.Union([
          Type.Object({ ...place, take: Type.Union([Type.Literal('ours'), Type.Literal('theirs')]) }),
          /** JSON, or the text of a file that is none. */
          Type.Object({ ...place, value: Type.String({ maxLength: 10_000_000 }) }),
        ]),
        { maxItems: 100_000 },
      ),
    }),
  ),
};
