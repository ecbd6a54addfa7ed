import type { Environment, Event, FieldUse, ValueType } from '../../catalog/model.js';
import { contractPath, type HolderKind } from '../../catalog/paths.js';
import { pointerTo } from '../../catalog/pointer.js';
import { quoted } from '../../catalog/quote.js';
import { declarationOf, newestContract } from '../../catalog/resolve.js';
import type { Remark, Rule, RuleContext } from '../rule.js';

/** What lets an empty value through unless a contract narrows it; the other types have a shape of their own. */
const advice: Readonly<Partial<Record<ValueType, string>>> = {
  string: '"minLength", "pattern", "format" or "enum"',
  integer: '"minimum"',
  number: '"minimum"',
  array: '"minItems"',
};

function isNarrowed(use: FieldUse | undefined): boolean {
  return Object.keys(use ?? {}).some((key) => key !== 'required' && key !== 'nullable');
}

function* check(kind: HolderKind, holder: Event | Environment, context: RuleContext): Iterable<Remark> {
  const newest = newestContract(holder);
  if (newest === undefined) return;
  for (const [name, use] of Object.entries(newest.fields)) {
    const declaration = use.required === true ? declarationOf(context.catalog, holder, name) : undefined;
    const narrowing = declaration === undefined ? undefined : advice[declaration.type];
    if (narrowing === undefined || declaration?.values !== undefined) continue;
    if ([...holder.contracts.values()].some(({ fields }) => isNarrowed(fields[name]))) continue;
    yield {
      file: contractPath(kind, holder.name, newest.version),
      pointer: pointerTo('/fields', name),
      message: `The field ${quoted(name)} is required, and yet any ${declaration?.type} will do, an empty or senseless one too.`,
      fix: `Narrow it in the next version: ${narrowing}.`,
    };
  }
}

export const requiredNotNarrowed: Rule = {
  id: 'required-not-narrowed',
  purpose: 'A field that every event must carry is narrowed to values that say something.',
  // Most catalogs would hear little else; those that want to be strict turn it on.
  severity: 'off',
  firm: false,
  handlers: {
    event: (event, context) => check('event', event, context),
    environment: (environment, context) => check('environment', environment, context),
  },
};
