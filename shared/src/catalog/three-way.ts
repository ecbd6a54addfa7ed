import { pointerTo } from './pointer.js';
import { sameMeaning } from './same-meaning.js';

/** A place that both sides changed, each in its own way; undefined where a side has nothing there. */
export interface Collision {
  readonly pointer: string;
  readonly base: unknown;
  readonly ours: unknown;
  readonly theirs: unknown;
}

export interface Merged {
  /** With our value where the two collide; undefined where nothing is to be. */
  readonly value: unknown;
  /** Those that nobody has chosen for. */
  readonly collisions: readonly Collision[];
}

/** What is to stand where the two collide; nothing where nobody has said so yet. */
export type Choose = (collision: Collision) => { readonly value: unknown } | undefined;

/**
 * Brings two changes of one JSON value together, key by key. Lists of different scalars (tags, destinations, allowed
 * values) are taken as sets; other lists as wholes. Undefined stands for nothing being there.
 */
export function mergeValues(base: unknown, ours: unknown, theirs: unknown, choose?: Choose): Merged {
  const collisions: Collision[] = [];
  const collide = (collision: Collision): unknown => {
    const chosen = choose?.(collision);
    if (chosen !== undefined) return chosen.value;
    collisions.push(collision);
    return collision.ours;
  };
  return { value: merged(base, ours, theirs, '', collide), collisions };
}

type Collide = (collision: Collision) => unknown;

function merged(base: unknown, ours: unknown, theirs: unknown, pointer: string, collide: Collide): unknown {
  if (sameMeaning(ours, theirs) || sameMeaning(base, theirs)) return ours;
  if (sameMeaning(base, ours)) return theirs;
  if (isObject(ours) && isObject(theirs) && (isObject(base) || base === undefined)) {
    return mergedObjects(base ?? {}, ours, theirs, pointer, collide);
  }
  if (isSet(ours) && isSet(theirs) && isSet(base)) return mergedSets(base, ours, theirs);
  return collide({ pointer, base, ours, theirs });
}

type Keyed = Readonly<Record<string, unknown>>;

function mergedObjects(base: Keyed, ours: Keyed, theirs: Keyed, pointer: string, collide: Collide): unknown {
  // No prototype, so that no key of a file can reach one.
  const result = Object.create(null) as Record<string, unknown>;
  const at = (object: Keyed, key: string): unknown => (Object.hasOwn(object, key) ? object[key] : undefined);
  for (const key of keysInOrder(Object.keys(ours), Object.keys(theirs))) {
    const value = merged(at(base, key), at(ours, key), at(theirs, key), pointerTo(pointer, key), collide);
    if (value !== undefined) result[key] = value;
  }
  return result;
}

/** Our keys in our order; each of theirs alone behind the one that it follows there. */
function keysInOrder(ours: readonly string[], theirs: readonly string[]): string[] {
  const keys = [...ours];
  const known = new Set(ours);
  let after = -1;
  for (const key of theirs) {
    if (known.has(key)) after = keys.indexOf(key);
    else keys.splice(++after, 0, key);
  }
  return keys;
}

function mergedSets(
  base: readonly unknown[],
  ours: readonly unknown[],
  theirs: readonly unknown[],
): unknown[] {
  const kept = ours.filter((item) => !base.includes(item) || theirs.includes(item));
  return [...kept, ...theirs.filter((item) => !base.includes(item) && !ours.includes(item))];
}

function isObject(value: unknown): value is Keyed {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isSet(value: unknown): value is readonly unknown[] {
  return (
    Array.isArray(value) &&
    value.every((item) => ['string', 'number', 'boolean'].includes(typeof item)) &&
    new Set(value).size === value.length
  );
}
