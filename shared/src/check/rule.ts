import type { Catalog, RuleSetting } from '../catalog/model.js';
import type { CatalogIndex, IndexEntry } from './catalog-index.js';
import type { Severity } from './finding.js';
import type { Repair } from './repairs/repair.js';
import type { Senders } from './senders.js';
import type { SubjectKind, SubjectValues } from './subject.js';

/** What one rule says; the rule's id and severity are put in by the runner. */
export interface Remark {
  readonly file: string;
  readonly pointer: string;
  readonly message: string;
  readonly fix?: string;
  readonly repair?: Repair;
  /** Only where one rule has to be softer than usual, e.g. for a name published before the rule came. */
  readonly severity?: Severity;
}

/** The catalog under check and, where one is known, the catalog as it was published. */
export interface RuleContext {
  readonly catalog: Catalog;
  /** The catalog at the base commit: what stands there on a non-draft card is published. */
  readonly base: Catalog | undefined;
  /** Paths that are there but could not be used; what stands in them is not to be called missing. */
  readonly unsound: ReadonlySet<string>;
  /** The whole table, for the rule that reads what catalog.json says of rules. */
  readonly rules: readonly Rule[];
  /** RFC 3339 date. */
  readonly today: string;
  /** The git e-mail of whoever makes the change, where it is known. */
  readonly author: string | undefined;
  /** Who sent what lately, where a warehouse was named. */
  readonly senders: Senders | undefined;
  /** What the whole catalog answers to a key of an index. */
  readonly find: (index: CatalogIndex, key: string) => readonly IndexEntry[];
}

/**
 * What a rule looks at is its scope: one file, one event, one field …, or with `catalog` everything. What else it
 * reads it takes from the context, and the incremental check remembers what that was: the handler runs again when
 * its subject, or anything it has read, has changed. So a rule that wants to know about all others asks an index,
 * and walks through the whole catalog only where that is cheap.
 *
 * A rule may have several handlers. They are pure.
 */
export type RuleHandlers = {
  readonly [Kind in SubjectKind]?: (
    value: SubjectValues[Kind],
    context: RuleContext,
    name: string,
  ) => Iterable<Remark>;
} & { readonly catalog?: (context: RuleContext) => Iterable<Remark> };

/** A rule is a row of a table. */
export interface Rule {
  /** Kebab case; for ever, because catalog.json and docs refer to it. */
  readonly id: string;
  /** One sentence: what it keeps from happening. Its page, docs/rules/<id>.md, opens with the same. */
  readonly purpose: string;
  /** `off` for what not every catalog wants; catalog.json turns it on. */
  readonly severity: RuleSetting;
  /** Whether catalog.json may not soften or waive it, because what breaks it cannot work. */
  readonly firm: boolean;
  /** What has to be known beside the catalog; without it the rule is silent. */
  readonly needs?: 'author' | 'senders';
  readonly handlers: RuleHandlers;
}
