import { isFrozen } from './published.js';
import type { Remark, Rule, RuleContext } from './rule.js';
import { rules } from './rules.js';
import type { Subject, SubjectKind } from './subject.js';

/** What a rule said, before catalog.json was asked how much it counts. */
export interface Told {
  readonly rule: Rule;
  readonly remark: Remark;
  /** Whether it is about a file that nobody may mend. */
  readonly frozen: boolean;
}

type AnyHandler = (value: unknown, context: RuleContext, name: string) => Iterable<Remark>;

const byKind = new Map<SubjectKind, readonly (readonly [Rule, AnyHandler])[]>();

function rulesFor(kind: SubjectKind): readonly (readonly [Rule, AnyHandler])[] {
  let found = byKind.get(kind);
  if (found === undefined) {
    found = rules.flatMap((rule) => {
      const handler = rule.handlers[kind] as AnyHandler | undefined;
      return handler === undefined ? [] : [[rule, handler] as const];
    });
    byKind.set(kind, found);
  }
  return found;
}

/** What all rules of its scope say of one subject. */
export function toldOf(subject: Subject, context: RuleContext, told: Told[] = []): Told[] {
  for (const [rule, handler] of rulesFor(subject.kind)) {
    for (const remark of handler(subject.value, context, subject.name)) {
      told.push({ rule, remark, frozen: isFrozen(context.catalog, context.base, remark.file) });
    }
  }
  return told;
}

/** The rules that look at the whole catalog at once. */
export const catalogRules: readonly Rule[] = rules.filter((rule) => rule.handlers.catalog !== undefined);

/** What one of them says. */
export function toldByCatalogRule(rule: Rule, context: RuleContext, told: Told[] = []): Told[] {
  for (const remark of rule.handlers.catalog?.(context) ?? []) {
    told.push({ rule, remark, frozen: isFrozen(context.catalog, context.base, remark.file) });
  }
  return told;
}
