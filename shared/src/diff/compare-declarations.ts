import type { FieldDeclaration, PropertyShape, Scalar, ValueShape } from '../catalog/model.js';
import { pointerTo } from '../catalog/pointer.js';
import { sameMeaning } from '../catalog/same-meaning.js';
import type { What } from './change.js';

/** One difference between two declarations. */
export interface DeclarationDifference {
  readonly what: What;
  /** From the declaration on; always there now. */
  readonly pointer: string;
  /** Whether a published declaration may not be changed so. */
  readonly isFixed: boolean;
  /** Whether the values that are accepted may be others. */
  readonly isAboutValues: boolean;
}

const words = ['title', 'description', 'owner', 'privacy', 'examples'] as const;
const fixed = ['type', 'precision', 'scale', 'unit', 'required', 'nullable'] as const;

type Declaration = FieldDeclaration & PropertyShape;

/** What is different in the second declaration of a field, and further inside of it. */
export function* compareDeclarations(
  field: string,
  before: Declaration,
  now: Declaration,
  inside = '',
): Iterable<DeclarationDifference> {
  for (const key of words) {
    if (!sameMeaning(before[key], now[key])) yield difference(field, inside, key, before, now);
  }
  for (const key of fixed) {
    const [was, is] = [before[key] ?? false, now[key] ?? false];
    if (was !== is) yield difference(field, inside, key, before, now);
  }
  yield* compareValues(field, before, now, inside);
  if (before.items !== undefined && now.items !== undefined) {
    yield* compareDeclarations(field, before.items, now.items, pointerTo(inside, 'items'));
  } else if ((before.items === undefined) !== (now.items === undefined)) {
    yield difference(field, inside, 'items', before, now);
  }
  yield* compareProperties(
    field,
    before.properties ?? {},
    now.properties ?? {},
    pointerTo(inside, 'properties'),
  );
}

function* compareProperties(
  field: string,
  before: Readonly<Record<string, PropertyShape>>,
  now: Readonly<Record<string, PropertyShape>>,
  inside: string,
): Iterable<DeclarationDifference> {
  const keys = new Set([...Object.keys(before), ...Object.keys(now)]);
  for (const key of keys) {
    const was = Object.hasOwn(before, key) ? before[key] : undefined;
    const is = Object.hasOwn(now, key) ? now[key] : undefined;
    if (was !== undefined && is !== undefined) {
      yield* compareDeclarations(field, was, is, pointerTo(inside, key));
    } else {
      yield {
        what: { kind: 'declaration-changed', field, inside, key, before: was, now: is },
        pointer: is === undefined ? '' : pointerTo(inside, key),
        isFixed: true,
        isAboutValues: true,
      };
    }
  }
}

/** A list of values may grow; that it comes, goes or loses one is not allowed. */
function* compareValues(
  field: string,
  before: ValueShape,
  now: ValueShape,
  inside: string,
): Iterable<DeclarationDifference> {
  if (before.values === undefined || now.values === undefined) {
    if (before.values !== now.values) yield difference(field, inside, 'values', before, now);
    return;
  }
  const lost = without(before.values, now.values);
  const grown = without(now.values, before.values);
  const common = { pointer: pointerTo(inside, 'values'), isAboutValues: true };
  if (lost.length > 0) {
    yield { what: { kind: 'values-lost', field, inside, values: lost }, isFixed: true, ...common };
  }
  if (grown.length > 0) {
    yield { what: { kind: 'values-grown', field, inside, values: grown }, isFixed: false, ...common };
  }
  if (lost.length + grown.length === 0 && !sameMeaning(before.values, now.values)) {
    // The same values in another order.
    yield { ...difference(field, inside, 'values', before, now), isFixed: false, isAboutValues: false };
  }
}

function without(values: readonly Scalar[], others: readonly Scalar[]): Scalar[] {
  const taken = new Set(others);
  return values.filter((value) => !taken.has(value));
}

function difference(
  field: string,
  inside: string,
  key: keyof Declaration,
  before: Declaration,
  now: Declaration,
): DeclarationDifference {
  const isFixed = !(words as readonly string[]).includes(key);
  return {
    what: { kind: 'declaration-changed', field, inside, key, before: before[key], now: now[key] },
    pointer: now[key] === undefined ? inside : pointerTo(inside, key),
    isFixed,
    isAboutValues: isFixed && key !== 'unit',
  };
}
