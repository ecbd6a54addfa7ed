import type { Catalog, Environment, Event } from '../catalog/model.js';
import type { Severity } from './finding.js';

/** What one rule says; the rule's id and severity are put in by the runner. */
export interface Remark {
  readonly file: string;
  readonly pointer: string;
  readonly message: string;
  readonly fix?: string;
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
}

/**
 * What a rule looks at is its scope, which is what lets a check after one keystroke look only at what changed:
 * - `event`, `environment`: one of them with its contracts, and the fields, owners, environments and destinations
 *   that it names;
 * - `catalog`: everything; run again whenever anything has changed;
 * - none: a file by itself; the parser keeps such a rule.
 *
 * A rule may have several. Handlers are pure.
 */
export interface RuleHandlers {
  readonly event?: (event: Event, context: RuleContext) => Iterable<Remark>;
  readonly environment?: (environment: Environment, context: RuleContext) => Iterable<Remark>;
  readonly catalog?: (context: RuleContext) => Iterable<Remark>;
}

/** A rule is a row of a table. */
export interface Rule {
  /** Kebab case; for ever, because catalog.json and docs refer to it. */
  readonly id: string;
  /** One sentence: what it keeps from happening. Its page, docs/rules/<id>.md, opens with the same. */
  readonly purpose: string;
  readonly severity: Severity;
  /** Whether catalog.json may not soften it, because what breaks it cannot work. */
  readonly firm: boolean;
  readonly handlers: RuleHandlers;
}
