import { fieldPath } from '../catalog/paths.js';
import { declarationOf, isLocal } from '../catalog/resolve.js';
import { publishedDeclarationChanged } from '../check/rules/published-declaration-changed.js';
import { publishedFieldDeleted } from '../check/rules/published-field-deleted.js';
import type { Change } from './change.js';
import { compareDeclarations } from './compare-declarations.js';
import { type Comparison, holderIn, type HolderOfKind } from './comparison.js';
import { change } from './effect.js';
import { valueEffect } from './value-effect.js';

/** What happened to one field of the dictionary. */
export function* fieldChanges(comparison: Comparison, name: string): Iterable<Change> {
  const before = comparison.before.fields.get(name);
  const after = comparison.after.fields.get(name);
  const file = fieldPath(name);
  if (before === undefined) {
    yield change({ kind: 'added' }, { file });
    return;
  }
  const published = publishedUsers(comparison, name);
  if (after === undefined) {
    yield change(
      { kind: 'deleted' },
      published.length > 0 ? { file, rule: publishedFieldDeleted.id } : { file },
    );
    return;
  }
  const effect = valueEffect(comparison, published, name);
  for (const { what, pointer, isFixed, isAboutValues } of compareDeclarations(name, before, after)) {
    const rule = isFixed && published.length > 0 ? { rule: publishedDeclarationChanged.id } : {};
    const felt = isAboutValues
      ? { effect: effect(), columns: comparison.tables.effectsOn(name, tablesWith(comparison, name)) }
      : {};
    yield change(what, { file, pointer, ...felt, ...rule });
  }
}

/**
 * Who was published with the dictionary's declaration, and still goes by it. Who is gone, or has declared the field on
 * its own card since, is told about there.
 */
function publishedUsers(comparison: Comparison, field: string): HolderOfKind[] {
  return comparison.usersOf(field, 'before').filter(({ kind, holder }) => {
    if (kind === 'event' && holder.card.status === 'draft') return false;
    const standing = holderIn(comparison.after, kind, holder.name);
    if (standing === undefined || isLocal(standing, field)) return false;
    return declarationOf(comparison.before, holder, field) !== undefined;
  });
}

/** The events whose tables have the field, of their own or by an environment. */
function tablesWith(comparison: Comparison, field: string): string[] {
  const users = comparison.usersOf(field, 'after');
  const events = users.flatMap(({ kind, holder }) =>
    kind === 'event' ? [holder.name] : comparison.eventsOf(holder.name, 'after').map((event) => event.name),
  );
  return [...new Set(events)].sort();
}
