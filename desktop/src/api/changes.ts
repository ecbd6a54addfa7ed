import type { CatalogDiff } from '@eventbook/shared/diff/change';
import { Type } from '@sinclair/typebox';
import { method } from './method.js';

/** A file of the catalog that is not the same on both sides. */
export interface ChangedFile {
  readonly path: string;
  readonly kind: 'added' | 'changed' | 'deleted';
}

/** What is different between two states of the catalog. */
export interface Changes {
  readonly before: { readonly title: string; readonly note?: string };
  readonly after: { readonly title: string };
  /** What weighs most comes first. */
  readonly diff: CatalogDiff;
  readonly files: readonly ChangedFile[];
  /** The owners whom the changes concern, by name. */
  readonly owners: readonly string[];
}

export interface ChangeCount {
  /** Events, fields, environments … that say something else. */
  readonly subjects: number;
  readonly files: number;
}

export interface FileTexts {
  /** Null where it is not there. */
  readonly before: string | null;
  readonly after: string | null;
  /** The contract before this one, where this one is new: its text stands in `before`. */
  readonly previous?: string;
}

const name = Type.String({ minLength: 1, maxLength: 400 });

/**
 * Two states of the catalog. `before` is a branch, tag or commit, and what is published where it is left out; `after` is one,
 * too, and what was typed last where it is left out.
 */
const sides = { before: Type.Optional(name), after: Type.Optional(name) };

export const changesMethods = {
  'changes.list': method<Changes>()(Type.Object(sides)),
  /** What is in no commit yet; none where there is no repository. */
  'changes.count': method<ChangeCount>()(Type.Object({})),
  /** A file as it is on both sides. */
  'changes.file': method<FileTexts>()(
    Type.Object({ ...sides, path: Type.String({ minLength: 1, maxLength: 1000 }) }),
  ),
  /** For a review. */
  'changes.markdown': method<string>()(Type.Object(sides)),
};
