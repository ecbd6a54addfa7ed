import type { PropertyShape, Scalar, ValueShape } from '../../catalog/model.js';
import { without } from '../without.js';

/**
 * One shape for two that differ in allowed values and words only; undefined where they truly differ. Allowed values
 * are those of both. Where `older` stands in a catalog already its list may grow but not be dropped.
 */
export function mergeShapes<Shape extends ValueShape>(
  older: Shape,
  newer: Shape,
  isFixed: boolean,
): Shape | undefined {
  if (older.type !== newer.type || older.precision !== newer.precision || older.scale !== newer.scale) {
    return undefined;
  }
  if (isFixed && older.values !== undefined && newer.values === undefined) return undefined;
  const items =
    older.items === undefined || newer.items === undefined
      ? older.items
      : mergeShapes(older.items, newer.items, isFixed);
  if ((older.items === undefined) !== (newer.items === undefined)) return undefined;
  if (older.items !== undefined && items === undefined) return undefined;
  const properties = mergeProperties(older.properties, newer.properties, isFixed);
  if (older.properties !== undefined && properties === undefined) return undefined;
  const values = mergeValues(older.values, newer.values);
  return {
    ...(without<ValueShape, 'values'>(older, 'values') as Shape),
    ...(values === undefined ? {} : { values }),
    ...(items === undefined ? {} : { items }),
    ...(properties === undefined ? {} : { properties }),
  };
}

/** Either allowed everything, or what is allowed is what one of them allowed. */
function mergeValues(
  older: readonly Scalar[] | undefined,
  newer: readonly Scalar[] | undefined,
): readonly Scalar[] | undefined {
  return older === undefined || newer === undefined ? undefined : [...new Set([...older, ...newer])];
}

type Properties = Readonly<Record<string, PropertyShape>>;

function mergeProperties(
  older: Properties | undefined,
  newer: Properties | undefined,
  isFixed: boolean,
): Properties | undefined {
  if (older === undefined || newer === undefined) return undefined;
  if (Object.keys(older).length !== Object.keys(newer).length) return undefined;
  const merged: Record<string, PropertyShape> = {};
  for (const [name, mine] of Object.entries(older)) {
    const theirs = Object.hasOwn(newer, name) ? newer[name] : undefined;
    if (theirs === undefined) return undefined;
    if ((mine.required ?? false) !== (theirs.required ?? false)) return undefined;
    if ((mine.nullable ?? false) !== (theirs.nullable ?? false)) return undefined;
    const one = mergeShapes(mine, theirs, isFixed);
    if (one === undefined) return undefined;
    merged[name] = one;
  }
  return merged;
}

/** Whether a shape lets values pass, inside of it, that another of the same structure does not. */
export function isWiderInside(shape: ValueShape, than: ValueShape): boolean {
  if (shape.items !== undefined && than.items !== undefined) {
    if (allowsMore(shape.items, than.items) || isWiderInside(shape.items, than.items)) return true;
  }
  return Object.entries(shape.properties ?? {}).some(([name, property]) => {
    const theirs = than.properties?.[name];
    return theirs !== undefined && (allowsMore(property, theirs) || isWiderInside(property, theirs));
  });
}

function allowsMore(shape: ValueShape, than: ValueShape): boolean {
  if (than.values === undefined) return false;
  return shape.values === undefined || shape.values.length > than.values.length;
}
