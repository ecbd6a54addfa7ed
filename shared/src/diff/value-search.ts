import type { ValueShape, ValueType } from '../catalog/model.js';
import { decimalWidth, mostDigits } from '../event/number-text.js';
import { acceptedByAll, allowedBy, type Constraint, propertyConstraint } from './accepts.js';
import type { Doubt, Found } from './found.js';
import { numbers } from './number-candidates.js';
import { texts } from './text-candidates.js';

/** The longest list that is made up. */
const longestList = 2000;

/** A value that all of `inside` accept and some of `outside` refuses. */
export function valueBetween(inside: readonly Constraint[], outside: readonly Constraint[]): Found<unknown> {
  const doubt: Doubt = { isUnknown: false };
  for (const value of candidates(inside, outside, doubt)) {
    if (acceptedByAll(inside, value) && !acceptedByAll(outside, value)) return { value };
  }
  return doubt.isUnknown ? 'unknown' : 'none';
}

/** A value that all accept; undefined where none is found. */
export function valueWithin(all: readonly Constraint[]): { readonly value: unknown } | undefined {
  for (const value of candidates(all, [], { isUnknown: false })) {
    if (acceptedByAll(all, value)) return { value };
  }
  return undefined;
}

/**
 * Values worth trying when one is looked for that all of `inside` accept and some of `outside` refuses. Complete, but
 * for what `doubt` tells: if there is such a value, one of these is. The first ones are good for showing.
 */
function* candidates(
  inside: readonly Constraint[],
  outside: readonly Constraint[],
  doubt: Doubt,
): Iterable<unknown> {
  const lists = inside.flatMap((one) => allowedBy(one) ?? []);
  if (lists.length > 0) {
    yield* lists;
    yield null;
    return;
  }
  for (const { shape } of inside) yield* examplesOf(shape);
  const types = new Set(inside.map(({ shape }) => shape.type).filter((type) => type !== 'json'));
  if (types.size === 0) yield* ['text', 17, true, [], {}];
  for (const type of types) {
    if (type === 'string') yield* texts(inside, outside, doubt);
    else if (type === 'integer' || type === 'number') yield* numbers(inside, outside);
    else if (type === 'array') yield* listsOf(inside, outside, doubt);
    else if (type === 'object') yield* objects(inside, outside, doubt);
    else for (const { shape } of [...inside, ...outside]) yield* plainValues(shape);
  }
  yield null;
}

function examplesOf(shape: ValueShape & { readonly examples?: readonly unknown[] }): readonly unknown[] {
  return shape.examples ?? [];
}

/** Of the types that contracts cannot narrow: one as people know it, and one that is as long as may be. */
function plainValues(shape: ValueShape): readonly unknown[] {
  if (shape.type === 'bigint') return ['17', '9'.repeat(shape.precision ?? mostDigits)];
  if (shape.type === 'decimal') {
    const { precision, scale } = decimalWidth(shape);
    const whole = '9'.repeat(Math.max(0, precision - scale)) || '0';
    return ['0', scale === 0 ? whole : `${whole}.${'9'.repeat(scale)}`];
  }
  return usual[shape.type] ?? [];
}

const usual: Readonly<Partial<Record<ValueType, readonly unknown[]>>> = {
  boolean: [true, false],
  timestamp: [1_763_850_000_123_456],
  date: ['2026-11-25'],
  uuid: ['0192f3c4-7b1a-7d40-8c11-2b9f6a1d0e55'],
};

function* listsOf(
  inside: readonly Constraint[],
  outside: readonly Constraint[],
  doubt: Doubt,
): Iterable<unknown> {
  const itemsOf = (all: readonly Constraint[]): Constraint[] =>
    all.flatMap(({ shape: { items } }) => (items === undefined ? [] : [{ shape: items, use: {} }]));
  const own = itemsOf(inside);
  const usual = valueWithin([...own, ...itemsOf(outside)]) ?? valueWithin(own);
  const odd = valueBetween(own, itemsOf(outside));
  if (odd === 'unknown') doubt.isUnknown = true;
  const least = Math.max(0, ...inside.map(({ use }) => use.minItems ?? 0));
  const most = Math.min(...inside.map(({ use }) => use.maxItems ?? Infinity));
  const edges = outside.flatMap(({ use }) => [(use.minItems ?? 0) - 1, (use.maxItems ?? -2) + 1]);
  const lengths = [Math.max(least, 1), least, most, ...edges].filter((one) => one >= least && one <= most);
  if (lengths.some((length) => length > longestList && length !== Infinity)) doubt.isUnknown = true;
  for (const length of lengths.filter((one) => one <= longestList)) {
    if (length === 0) yield [];
    else if (usual !== undefined) yield Array.from({ length }, () => usual.value);
    if (length > 0 && typeof odd === 'object') {
      yield [odd.value, ...Array.from({ length: length - 1 }, () => usual?.value ?? odd.value)];
    }
  }
}

/** An object as it should be, then with one property odd, missing or too many. */
function* objects(
  inside: readonly Constraint[],
  outside: readonly Constraint[],
  doubt: Doubt,
): Iterable<unknown> {
  const all = [...inside, ...outside];
  const names = new Set(all.flatMap(({ shape }) => Object.keys(shape.properties ?? {})));
  const base = new Map<string, unknown>();
  const odds: [string, unknown][] = [];
  for (const name of names) {
    const own = propertiesNamed(inside, name);
    if (own.length < inside.length) continue;
    const theirs = propertiesNamed(outside, name);
    const usual = valueWithin([...own, ...theirs]) ?? valueWithin(own);
    const isRequired = all.some(({ shape }) => shape.properties?.[name]?.required === true);
    if (usual !== undefined && isRequired) base.set(name, usual.value);
    const odd = theirs.length < outside.length ? usual : valueBetween(own, theirs);
    if (odd === 'unknown') doubt.isUnknown = true;
    else if (typeof odd === 'object') odds.push([name, odd.value]);
  }
  yield Object.fromEntries(base);
  for (const odd of odds) yield Object.fromEntries([...base, odd]);
  for (const name of base.keys()) yield Object.fromEntries([...base].filter(([one]) => one !== name));
}

function propertiesNamed(all: readonly Constraint[], name: string): Constraint[] {
  return all.flatMap(({ shape: { properties = {} } }) => {
    const property = Object.hasOwn(properties, name) ? properties[name] : undefined;
    return property === undefined ? [] : [propertyConstraint(property)];
  });
}
