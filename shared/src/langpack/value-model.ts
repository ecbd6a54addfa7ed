import type { FieldUse, ValueShape } from '../catalog/model.js';
import { decimalWidth, mostDigits } from '../event/number-text.js';
import type { AllowedValues, ValueModel } from './model.js';
import type { Declared, TypeTable } from './type-table.js';

/** A value with its declaration's shape and its contract's narrowing in one. */
export function valueModel(
  shape: ValueShape,
  use: FieldUse,
  declared: Declared,
  types: TypeTable,
): ValueModel {
  switch (shape.type) {
    case 'string':
      return {
        type: 'string',
        allowed: allowedValues(shape, use, declared, types),
        minLength: use.minLength,
        maxLength: use.maxLength,
        pattern: use.pattern,
        format: use.format,
      };
    case 'integer':
    case 'number':
      return {
        type: shape.type,
        allowed: allowedValues(shape, use, declared, types),
        minimum: use.minimum,
        maximum: use.maximum,
      };
    case 'bigint':
      return { type: 'bigint', precision: shape.precision ?? mostDigits };
    case 'decimal':
      return { type: 'decimal', ...decimalWidth(shape) };
    case 'array':
      return {
        type: 'array',
        items: shape.items === undefined ? { type: 'json' } : valueModel(shape.items, {}, declared, types),
        minItems: use.minItems,
        maxItems: use.maxItems,
      };
    case 'object':
      return { type: 'object', object: types.objectOf(declared, shape) };
    case 'boolean':
    case 'timestamp':
    case 'date':
    case 'uuid':
    case 'json':
      return { type: shape.type };
  }
}

function allowedValues(
  shape: ValueShape,
  use: FieldUse,
  declared: Declared,
  types: TypeTable,
): AllowedValues | undefined {
  const values = use.enum ?? shape.values;
  if (values === undefined) return undefined;
  const type = shape.values === undefined ? undefined : types.enumOf(declared, shape);
  return { type, values, isAll: use.enum === undefined };
}
