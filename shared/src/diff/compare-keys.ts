import { pointerTo } from '../catalog/pointer.js';
import { sameMeaning } from '../catalog/same-meaning.js';
import type { Affected, Change } from './change.js';
import { change } from './effect.js';

/** Whom a change of a key affects; `own`: it is compared more closely elsewhere. */
export type KeyMeaning = 'safe' | Affected | 'own';

/** By the keys of the model, so that a key that is added there has to be given a meaning here. */
export type KeyMeanings<Thing> = Readonly<Record<keyof Thing, KeyMeaning>>;

/** The keys of something that are not as they were. `isFelt`: whether anybody sends or reads by it. */
export function* keyChanges<Thing extends object>(
  before: Thing,
  after: Thing,
  meanings: KeyMeanings<Thing>,
  file: string,
  isFelt: boolean,
): Iterable<Change> {
  for (const [key, meaning] of Object.entries(meanings) as [keyof Thing & string, KeyMeaning][]) {
    if (meaning === 'own') continue;
    const [was, now] = [before[key], after[key]];
    if (sameMeaning(was, now)) continue;
    const affects: readonly Affected[] = meaning === 'safe' || !isFelt ? [] : [meaning];
    const pointer = now === undefined ? '' : pointerTo('', key);
    yield change({ kind: 'key-changed', key, before: was, now }, { file, pointer, effect: { affects } });
  }
}
