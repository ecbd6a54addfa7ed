import { cardPath, fieldPath } from '../catalog/paths.js';
import { pointerTo } from '../catalog/pointer.js';
import { declarationOf, fieldsNamed, isLocal } from '../catalog/resolve.js';
import { publishedDeclarationChanged } from '../check/rules/published-declaration-changed.js';
import { publishedFieldDeleted } from '../check/rules/published-field-deleted.js';
import type { Change } from './change.js';
import { compareDeclarations } from './compare-declarations.js';
import type { HolderPair } from './compare-holder.js';
import type { Comparison } from './comparison.js';
import { change } from './effect.js';
import { valueEffect } from './value-effect.js';

/** What happened to the declarations on a card, also those that moved to the dictionary or came from there. */
export function* localFieldChanges(comparison: Comparison, pair: HolderPair): Iterable<Change> {
  const cards = [pair.before.holder.card, pair.after.holder.card];
  const locals = new Set(cards.flatMap((card) => Object.keys(card.fields ?? {})));
  const named = fieldsNamed(pair.before.holder);
  for (const field of locals) yield* changesOf(comparison, pair, field, named.has(field));
}

/** @param isNamed whether a contract named it before: then its declaration was meant, wherever that stood */
function* changesOf(
  comparison: Comparison,
  pair: HolderPair,
  field: string,
  isNamed: boolean,
): Iterable<Change> {
  const { kind, holder } = pair.before;
  const [wasLocal, local] = [isLocal(holder, field), isLocal(pair.after.holder, field)];
  const was = wasLocal || isNamed ? declarationOf(comparison.before, holder, field) : undefined;
  const is = local || isNamed ? declarationOf(comparison.after, pair.after.holder, field) : undefined;
  const onCard = { file: cardPath(kind, holder.name), pointer: pointerTo('/fields', field) };
  const isPublished = pair.isPublished && isNamed;
  if (was === undefined) {
    yield change({ kind: 'declaration-added', field }, onCard);
  } else if (is === undefined) {
    const rule = isPublished ? { rule: publishedFieldDeleted.id } : {};
    yield change({ kind: 'declaration-deleted', field }, { file: onCard.file, ...rule });
  } else {
    const place = local ? onCard : { file: fieldPath(field), pointer: '' };
    if (wasLocal !== local) yield change({ kind: 'declaration-moved', field }, place);
    const effect = valueEffect(comparison, [pair.before], field);
    for (const { what, pointer, isFixed, isAboutValues } of compareDeclarations(field, was, is)) {
      yield change(what, {
        file: place.file,
        pointer: place.pointer + pointer,
        ...(isAboutValues
          ? { effect: effect(), columns: comparison.tables.effectsOn(field, pair.tables) }
          : {}),
        ...(isPublished && isFixed ? { rule: publishedDeclarationChanged.id } : {}),
      });
    }
  }
}
