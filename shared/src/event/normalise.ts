import type { ValueShape } from '../catalog/model.js';
import { parseTimestamp } from './timestamp.js';

/** Gives back the value itself where there was nothing to change, else a changed copy. */
export type Normaliser = (value: unknown) => unknown;

/**
 * What makes the spellings of one value equal: RFC 3339 times become microseconds, UUIDs lower case.
 * Undefined for shapes that hold neither. For values that were found valid, or null.
 */
export function normaliserOf(shape: ValueShape): Normaliser | undefined {
  if (shape.type === 'timestamp')
    return (value) => (typeof value === 'string' ? parseTimestamp(value) : value);
  if (shape.type === 'uuid') return (value) => (typeof value === 'string' ? value.toLowerCase() : value);
  if (shape.type === 'array' && shape.items !== undefined) return ofItems(normaliserOf(shape.items));
  if (shape.type !== 'object') return undefined;
  return ofMembers(
    Object.entries(shape.properties ?? {}).map(([name, property]) => [name, normaliserOf(property)]),
  );
}

/** The same for an object's members, by name. */
export function ofMembers(
  all: Iterable<readonly [name: string, normalise: Normaliser | undefined]>,
): Normaliser | undefined {
  const members: [string, Normaliser][] = [];
  for (const [name, normalise] of all) if (normalise !== undefined) members.push([name, normalise]);
  if (members.length === 0) return undefined;
  return (value) => {
    if (typeof value !== 'object' || value === null) return value;
    const before = value as Readonly<Record<string, unknown>>;
    let after: Record<string, unknown> | undefined;
    for (const [name, normalise] of members) {
      if (!Object.hasOwn(before, name)) continue;
      const changed = normalise(before[name]);
      if (changed === before[name]) continue;
      after ??= { ...before };
      after[name] = changed;
    }
    return after ?? before;
  };
}

function ofItems(normalise: Normaliser | undefined): Normaliser | undefined {
  if (normalise === undefined) return undefined;
  return (value) => {
    if (!Array.isArray(value)) return value;
    const before = value as readonly unknown[];
    const after = before.map((item) => normalise(item));
    return after.some((item, index) => item !== before[index]) ? after : before;
  };
}
