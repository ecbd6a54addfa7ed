import { pointerTo } from './pointer.js';

/** Whether two JSON values mean the same: the order of an object's keys says nothing, that of a list does. */
export function sameMeaning(a: unknown, b: unknown): boolean {
  return firstDifference(a, b) === undefined;
}

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
  const old = before as Readonly<Record<string, unknown>>;
  const fresh = now as Readonly<Record<string, unknown>>;
  for (const key of Object.keys(fresh)) {
    const at = pointerTo(pointer, key);
    if (!Object.hasOwn(old, key)) return at;
    const deeper = firstDifference(old[key], fresh[key], at);
    if (deeper !== undefined) return deeper;
  }
  return Object.keys(old).every((key) => Object.hasOwn(fresh, key)) ? undefined : pointer;
}
