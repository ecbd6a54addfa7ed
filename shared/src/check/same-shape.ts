import type { PropertyShape, ValueShape } from '../catalog/model.js';
import { pointerTo } from '../catalog/pointer.js';
import { quoted } from '../catalog/quote.js';

/** The first thing about a value's shape that is not as it was: what it is called, and where it stands now. */
export interface ShapeChange {
  /** As in `"type"`, `property "width"`. */
  readonly what: string;
  readonly before: unknown;
  readonly now: unknown;
  /** JSON pointer from the declaration on; always there now. */
  readonly pointer: string;
}

/** What fixes a column: type, precision and scale, and the same of whatever is inside. */
export function shapeChange(before: ValueShape, now: ValueShape, pointer = ''): ShapeChange | undefined {
  for (const key of ['type', 'precision', 'scale'] as const) {
    if (before[key] !== now[key]) return change(key, before[key], now[key], pointer, now);
  }
  if (before.items !== undefined && now.items !== undefined) {
    return shapeChange(before.items, now.items, pointerTo(pointer, 'items'));
  }
  return propertiesChange(before, now, pointer);
}

function change(
  what: keyof PropertyShape,
  before: unknown,
  now: unknown,
  pointer: string,
  at: object,
): ShapeChange {
  return {
    what: quoted(what),
    before,
    now,
    pointer: Object.hasOwn(at, what) ? pointerTo(pointer, what) : pointer,
  };
}

function propertiesChange(before: ValueShape, now: ValueShape, pointer: string): ShapeChange | undefined {
  const old = before.properties ?? {};
  const fresh = now.properties ?? {};
  const inside = pointerTo(pointer, 'properties');
  for (const [name, property] of Object.entries(fresh)) {
    const at = pointerTo(inside, name);
    const was = Object.hasOwn(old, name) ? old[name] : undefined;
    if (was === undefined)
      return { what: `property ${quoted(name)}`, before: undefined, now: property.type, pointer: at };
    for (const key of ['required', 'nullable'] as const) {
      const [then, today] = [was[key] ?? false, property[key] ?? false];
      if (then !== today) return change(key, then, today, at, property);
    }
    const deeper = shapeChange(was, property, at);
    if (deeper !== undefined) return deeper;
  }
  const gone = Object.keys(old).find((name) => !Object.hasOwn(fresh, name));
  if (gone === undefined) return undefined;
  const held = now.properties === undefined ? pointer : inside;
  return { what: `property ${quoted(gone)}`, before: old[gone]?.type, now: undefined, pointer: held };
}
