import type { Comparison, HolderOfKind } from './comparison.js';
import { type Effect, effectOf } from './effect.js';
import { payloadBetween } from './payload-search.js';
import { type PayloadSearch, type Place, showGain, showLoss } from './witness.js';

/** Whose payloads are accepted otherwise because a declaration is another; looked for once, and only if asked. */
export function valueEffect(
  comparison: Comparison,
  holders: readonly HolderOfKind[],
  field: string,
): () => Effect {
  let known: Effect | undefined;
  function* places(): Iterable<Place> {
    for (const holder of holders) yield* comparison.fieldPlaces(holder, field);
  }
  const search: PayloadSearch = (accepting, refusing) =>
    refusing === undefined ? 'none' : payloadBetween(accepting, refusing, field);
  return () => (known ??= effectOf({ loss: showLoss(places(), search), gain: showGain(places(), search) }));
}
