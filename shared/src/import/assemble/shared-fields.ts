import type { FieldDeclaration } from '../../catalog/model.js';
import { sameMeaning } from '../../catalog/same-meaning.js';

/** A field of one event that nobody has declared yet. */
export interface NewField {
  readonly event: string;
  readonly name: string;
  readonly declaration: FieldDeclaration;
}

/**
 * Declarations that belong into the dictionary: those that at least two events have word for word, description and
 * all. A name alone does not make two fields one. Of several such declarations of a name the most frequent is taken;
 * the other events keep their own.
 */
export function sharedFields(
  fields: Iterable<NewField>,
  dictionary: ReadonlyMap<string, FieldDeclaration>,
): ReadonlyMap<string, FieldDeclaration> {
  const byName = new Map<
    string,
    { readonly declaration: FieldDeclaration; readonly events: Set<string> }[]
  >();
  for (const { event, name, declaration } of fields) {
    if (declaration.description === undefined || dictionary.has(name)) continue;
    const known = byName.get(name) ?? [];
    byName.set(name, known);
    const same = known.find((one) => sameMeaning(one.declaration, declaration));
    if (same === undefined) known.push({ declaration, events: new Set([event]) });
    else same.events.add(event);
  }
  const shared = new Map<string, FieldDeclaration>();
  for (const [name, all] of [...byName].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const [best] = [...all].sort((a, b) => b.events.size - a.events.size);
    if (best !== undefined && best.events.size > 1) shared.set(name, best.declaration);
  }
  return shared;
}
