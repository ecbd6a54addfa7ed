import type { Catalog, Environment, Event } from '../catalog/model.js';
import type { Severity } from './finding.js';

/** What one rule says; the rule's id and severity are put in by the runner. */
export interface Remark {
  readonly file: string;
  readonly pointer: string;
  readonly message: string;
  readonly fix?: string;
  /** Only where one rule has to be softer than usual, e.g. for a contract published before the rule came. */
  readonly severity?: Severity;
}

/** The catalog under check and, where one is known, the catalog as it was published. */
export interface RuleContext {
  readonly catalog: Catalog;
  /** The catalog at the base commit: what stands there on a non-draft card is published. */
  readonly base: Catalog | undefined;
}

interface RuleDescription {
  /** Kebab case; for ever, because catalog.json and docs refer to it. */
  readonly id: string;
  /** One sentence: what it keeps from happening. */
  readonly purpose: string;
  readonly severity: Severity;
}

/**
 * A rule is a row of a table: what it is for, how much of the catalog it has to see, and a pure handler.
 * The scope is what lets a check after one keystroke look only at what changed: an `event` rule is run
 * again when its event, or a dictionary field, owner, environment or destination it names, has changed;
 * a `catalog` rule whenever anything has.
 */
export type Rule = RuleDescription &
  (
    | { readonly scope: 'event'; check(event: Event, context: RuleContext): Iterable<Remark> }
    | {
        readonly scope: 'environment';
        check(environment: Environment, context: RuleContext): Iterable<Remark>;
      }
    | { readonly scope: 'catalog'; check(context: RuleContext): Iterable<Remark> }
  );
