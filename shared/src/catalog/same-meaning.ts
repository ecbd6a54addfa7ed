import { pointerTo } from './pointer.js';

/** Whether two JSON values mean the same: the order of an object's keys says nothing, that of a list does. */
export function sameMeaning(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return a === b;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const [one, other] = [a as Keyed, b as Keyed];
  const keys = Object.keys(one);
  return (
    keys.length === Object.keys(other).length &&
    keys.every((key) => Object.hasOwn(other, key) && sameMeaning(one[key], other[key]))
  );
}

type Keyed = Readonly<Record<string, unknown>>;

/**
 * The JSON pointer to the first place where `now` differs from `before`, or undefined where they mean the same.
 * The place is always there in `now`: for something that is gone it is what held it.
 */
export function firstDifference(before: unknown, now: unknown, pointer = ''): string | undefined {
  if (Object.is(before, now)) return undefined;
  if (typeof before !== 'object' || typeof now !== 'object' || before === null || now === null) {
    return before === now ? undefined : pointer;
  }
  if (Array.isArray(before) !== Array.isArray(now)) return pointer;
  const [old, fresh] = [before as Keyed, now as Keyed];
  for (const key of Object.keys(fresh)) {
    if (!Object.hasOwn(old, key)) return pointerTo(pointer, key);
    if (!sameMeaning(old[key], fresh[key]))
      return firstDifference(old[key], fresh[key], pointerTo(pointer, key));
  }
  return Object.keys(old).every((key) => Object.hasOwn(fresh, key)) ? undefined : pointer;
}
