import { Type } from '@sinclair/typebox';
import { method } from './method.js';

/** A file of the catalog as it stands in the draft: what was typed last, saved or not. */
export interface DraftFile {
  readonly path: string;
  /** Null where there is no such file. */
  readonly text: string | null;
  /** Grows with each change of the file, whoever made it. */
  readonly revision: number;
  /** A contract that is published, and may not be edited any more. */
  readonly frozen: boolean;
}

/** What somebody else made of a file while it was edited here; a person has to decide. */
export interface Conflict {
  /** Null where the file is gone. */
  readonly theirs: string | null;
  /** Where both say something different, as JSON texts; undefined where a side has nothing there. */
  readonly places: readonly { readonly pointer: string; readonly ours?: string; readonly theirs?: string }[];
}

/** How far what was typed has come. */
export type FileState = {
  readonly path: string;
  /** Of the text that this is said of. */
  readonly revision: number;
} & (
  | { readonly state: 'saved' | 'saving' }
  /** It is no JSON yet, and waits in the drafts. */
  | { readonly state: 'held-back' }
  | { readonly state: 'conflict'; readonly conflict: Conflict }
  | { readonly state: 'failed'; readonly message: string }
);

export interface WriteAnswer {
  readonly written: readonly DraftFile[];
  /** Changed by somebody else meanwhile: nothing of the request was written, and this is how these files stand now. */
  readonly stale: readonly DraftFile[];
}

const path = Type.String({ minLength: 1, maxLength: 1000 });
const change = Type.Object({
  path,
  text: Type.Union([Type.String(), Type.Null()]),
  /** The revision of the text that was changed; 0 for a file that is to be new. */
  revision: Type.Integer({ minimum: 0 }),
});

export const filesMethods = {
  'files.read': method<readonly DraftFile[]>()(
    Type.Object({ paths: Type.Array(path, { maxItems: 10_000 }) }),
  ),
  /** Every file of a folder, as in `events/checkout.order_paid`. */
  'files.readFolder': method<readonly DraftFile[]>()(Type.Object({ folder: path })),
  /** Of files that are not on disk as they were typed. */
  'files.states': method<readonly FileState[]>()(Type.Object({})),
  /** Ends a conflict. */
  'files.resolve': method<null>()(
    Type.Object({ path, take: Type.Union([Type.Literal('ours'), Type.Literal('theirs')]) }),
  ),
  /** All of the changes are taken, or none. */
  'files.write': method<WriteAnswer>()(
    Type.Object({ changes: Type.Array(change, { minItems: 1, maxItems: 10_000 }) }),
  ),
};

export interface FilesEvents {
  readonly 'files.changed': readonly DraftFile[];
  readonly 'files.saving': readonly FileState[];
}
