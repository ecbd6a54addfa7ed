import type { ValueShape } from '../catalog/model.js';
import { decimalWidth, mostDigits } from '../event/number-text.js';

/**
 * A column's type, in no database's words. `wire` says how the value stands in a stored event where that
 * does not follow from the kind:
 *
 *     varchar   'string': text; 'json': any JSON value, kept as its text
 *     bigint    'number': a JSON number; 'digits': a string of digits
 *     decimal   'digits': a string of digits, with or without a point
 *     double, boolean: as in JSON
 *     timestamp a JSON number: microseconds since the epoch, UTC
 *     date      a string, YYYY-MM-DD
 */
export type ColumnType =
  | { readonly kind: 'varchar'; readonly wire: 'string' | 'json' }
  | { readonly kind: 'bigint'; readonly wire: 'number' | 'digits' }
  | { readonly kind: 'decimal'; readonly wire: 'digits'; readonly precision: number; readonly scale: number }
  | { readonly kind: 'double' }
  | { readonly kind: 'boolean' }
  | { readonly kind: 'timestamp' }
  | { readonly kind: 'date' }
  | { readonly kind: 'list'; readonly items: ColumnType }
  | { readonly kind: 'struct'; readonly properties: readonly StructProperty[] };

export interface StructProperty {
  readonly name: string;
  readonly type: ColumnType;
}

export const jsonText: ColumnType = { kind: 'varchar', wire: 'json' };

/** A bigint that may have more digits does not fit 64 bits. */
const digitsInBigint = 18;

/** How a declared value is kept in a table (design: tables). */
export function columnTypeOf(shape: ValueShape): ColumnType {
  switch (shape.type) {
    case 'string':
    case 'uuid':
      return { kind: 'varchar', wire: 'string' };
    case 'integer':
      return { kind: 'bigint', wire: 'number' };
    case 'bigint':
      return shape.precision !== undefined && shape.precision <= digitsInBigint
        ? { kind: 'bigint', wire: 'digits' }
        : { kind: 'decimal', wire: 'digits', precision: mostDigits, scale: 0 };
    case 'decimal':
      return { kind: 'decimal', wire: 'digits', ...decimalWidth(shape) };
    case 'number':
      return { kind: 'double' };
    case 'boolean':
    case 'timestamp':
    case 'date':
      return { kind: shape.type };
    case 'array':
      return { kind: 'list', items: shape.items === undefined ? jsonText : columnTypeOf(shape.items) };
    case 'object':
      return structOf(shape);
    case 'json':
      return jsonText;
  }
}

/** An object without properties has no columns to be kept in, so it is kept as text. */
function structOf(shape: ValueShape): ColumnType {
  const properties = Object.entries(shape.properties ?? {});
  if (properties.length === 0) return jsonText;
  return {
    kind: 'struct',
    properties: properties.map(([name, property]) => ({ name, type: columnTypeOf(property) })),
  };
}

export function sameColumnType(one: ColumnType, other: ColumnType): boolean {
  if (one === other) return true;
  if (one.kind === 'list') return other.kind === 'list' && sameColumnType(one.items, other.items);
  if (one.kind === 'struct')
    return other.kind === 'struct' && sameProperties(one.properties, other.properties);
  return JSON.stringify(one) === JSON.stringify(other);
}

function sameProperties(one: readonly StructProperty[], other: readonly StructProperty[]): boolean {
  return (
    one.length === other.length &&
    one.every(({ name, type }, index) => {
      const same = other[index];
      return same?.name === name && sameColumnType(type, same.type);
    })
  );
}
