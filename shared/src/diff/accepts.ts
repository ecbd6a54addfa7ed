import type { FieldUse, Scalar, ValueShape } from '../catalog/model.js';
import { formats } from '../event/formats.js';
import { bigintPattern, decimalPattern, decimalWidth, mostDigits } from '../event/number-text.js';
import { parseTimestamp, isDate } from '../event/timestamp.js';

/** What one contract asks of one value: its declared shape, and how it is narrowed. */
export interface Constraint {
  readonly shape: ValueShape;
  readonly use: FieldUse;
}

/** What asks nothing. */
export const anything: Constraint = { shape: { type: 'json' }, use: {} };

/**
 * Whether a value satisfies a constraint: what event/value-schema.ts says as JSON Schema, asked directly. Compiling a
 * schema costs a thousand times as much, and a diff asks thousands of times; accepts.test.ts holds the two together.
 */
export function accepts({ shape, use }: Constraint, value: unknown): boolean {
  if (value === null) return use.nullable === true || (shape.type === 'json' && isAllowed(shape, use, value));
  return isAllowed(shape, use, value) && fitsType(shape, use, value);
}

export function acceptedByAll(constraints: readonly Constraint[], value: unknown): boolean {
  return constraints.every((constraint) => accepts(constraint, value));
}

/** The values that a constraint lists; undefined where it lists none. */
export function allowedBy({ shape, use }: Constraint): readonly Scalar[] | undefined {
  return use.enum ?? shape.values;
}

function isAllowed(shape: ValueShape, use: FieldUse, value: unknown): boolean {
  const allowed = allowedBy({ shape, use });
  return allowed === undefined || allowed.includes(value as Scalar);
}

function fitsType(shape: ValueShape, use: FieldUse, value: unknown): boolean {
  switch (shape.type) {
    case 'string':
      return typeof value === 'string' && fitsText(use, value);
    case 'integer':
      return Number.isSafeInteger(value) && isWithin(use, value as number);
    case 'number':
      return typeof value === 'number' && Number.isFinite(value) && isWithin(use, value);
    case 'bigint':
      return matches(bigintPattern(shape.precision ?? mostDigits), value);
    case 'decimal': {
      const { precision, scale } = decimalWidth(shape);
      return matches(decimalPattern(precision, scale), value);
    }
    case 'boolean':
      return typeof value === 'boolean';
    case 'timestamp':
      return typeof value === 'string' ? parseTimestamp(value) !== undefined : Number.isSafeInteger(value);
    case 'date':
      return typeof value === 'string' && isDate(value);
    case 'uuid':
      return matches('^[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$', value);
    case 'array':
      return Array.isArray(value) && fitsList(shape, use, value);
    case 'object':
      return typeof value === 'object' && !Array.isArray(value) && fitsObject(shape, value as object);
    case 'json':
      return true;
  }
}

function isWithin(use: FieldUse, value: number): boolean {
  return value >= (use.minimum ?? -Infinity) && value <= (use.maximum ?? Infinity);
}

function fitsText(use: FieldUse, value: string): boolean {
  if (use.minLength !== undefined || use.maxLength !== undefined) {
    const length = Array.from(value).length;
    if (length < (use.minLength ?? 0) || length > (use.maxLength ?? Infinity)) return false;
  }
  if (use.pattern !== undefined && !matches(use.pattern, value)) return false;
  return use.format === undefined || formats[use.format]?.(value) === true;
}

function fitsList(shape: ValueShape, use: FieldUse, value: readonly unknown[]): boolean {
  if (value.length < (use.minItems ?? 0) || value.length > (use.maxItems ?? Infinity)) return false;
  const { items } = shape;
  return items === undefined || value.every((item) => accepts({ shape: items, use: {} }, item));
}

function fitsObject(shape: ValueShape, value: object): boolean {
  const properties = Object.entries(shape.properties ?? {});
  const known = properties.every(([name, property]) =>
    Object.hasOwn(value, name)
      ? accepts(propertyConstraint(property), (value as Readonly<Record<string, unknown>>)[name])
      : property.required !== true,
  );
  return known && Object.keys(value).every((name) => properties.some(([one]) => one === name));
}

/** What an object asks of one of its properties. */
export function propertyConstraint(property: ValueShape & { readonly nullable?: boolean }): Constraint {
  return { shape: property, use: property.nullable === true ? { nullable: true } : {} };
}

const compiled = new Map<string, RegExp | undefined>();
const mostCompiled = 1000;

/** A pattern that does not compile matches nothing: `check` tells about it. */
function matches(pattern: string, value: unknown): boolean {
  if (typeof value !== 'string') return false;
  if (!compiled.has(pattern)) {
    if (compiled.size >= mostCompiled) compiled.clear();
    compiled.set(pattern, compile(pattern));
  }
  return compiled.get(pattern)?.test(value) === true;
}

function compile(pattern: string): RegExp | undefined {
  try {
    return new RegExp(pattern, 'u');
  } catch {
    return undefined;
  }
}
