import type { FieldUse, ValueShape } from '../../catalog/model.js';
import { decimalWidth, mostDigits } from '../../event/number-text.js';
import type { ViolationCode } from '../../event/violation.js';
import { sampleValue } from './sample-value.js';

/** A value as it would travel, and the first thing that is wrong with it. */
export interface BrokenValue {
  readonly value: unknown;
  readonly code: ViolationCode;
}

/** One broken value for each way in which a use of a shape can be broken by a value of the language's own type. */
export function* brokenValues(shape: ValueShape, use: FieldUse): Iterable<BrokenValue> {
  if (use.nullable !== true && shape.type !== 'json') yield { value: null, code: 'not_null' };
  const allowed = use.enum ?? shape.values;
  if (allowed !== undefined) {
    const other = shape.type === 'string' ? 'no such value' : 987_654_321;
    if (!allowed.includes(other)) yield { value: other, code: 'enum' };
    return;
  }
  switch (shape.type) {
    case 'string':
      yield* brokenTexts(use);
      return;
    case 'integer':
    case 'number':
      if (use.minimum !== undefined && use.minimum > -Number.MAX_SAFE_INTEGER) {
        yield { value: Math.ceil(use.minimum) - 1, code: 'minimum' };
      }
      if (use.maximum !== undefined && use.maximum < Number.MAX_SAFE_INTEGER) {
        yield { value: Math.floor(use.maximum) + 1, code: 'maximum' };
      }
      return;
    case 'bigint':
      yield { value: `1${'0'.repeat(shape.precision ?? mostDigits)}`, code: 'type' };
      return;
    case 'decimal': {
      const { precision, scale } = decimalWidth(shape);
      yield { value: `1${'0'.repeat(precision - scale)}`, code: 'type' };
      yield { value: `0.${'0'.repeat(scale)}1`, code: 'type' };
      return;
    }
    case 'array':
      yield* brokenLists(shape, use);
      return;
    case 'boolean':
    case 'date':
    case 'json':
    case 'object':
    case 'timestamp':
    case 'uuid':
  }
}

function* brokenTexts({ minLength = 0, maxLength, pattern, format }: FieldUse): Iterable<BrokenValue> {
  if (minLength > 0 && minLength <= 1000) yield { value: '😀'.repeat(minLength - 1), code: 'min_length' };
  if (maxLength !== undefined && maxLength <= 1000)
    yield { value: 'x'.repeat(maxLength + 1), code: 'max_length' };
  if (pattern !== undefined) {
    const compiled = new RegExp(pattern, 'u');
    const unfit = ['\n', '¡', 'a\n', '٣', '€€€'].map((text) => text.padEnd(minLength, '¡'));
    const value = unfit.find(
      (text) => !compiled.test(text) && Array.from(text).length <= (maxLength ?? Infinity),
    );
    if (value !== undefined) yield { value, code: 'pattern' };
  }
  if (format !== undefined && pattern === undefined) {
    const value = 'not one'.padEnd(minLength, ' ');
    if (value.length <= (maxLength ?? Infinity)) yield { value, code: 'format' };
  }
}

function* brokenLists({ items }: ValueShape, { minItems = 0, maxItems }: FieldUse): Iterable<BrokenValue> {
  const item = sampleValue(items ?? { type: 'json' }, {}, 'least');
  if (minItems > 0 && minItems <= 100) yield { value: [], code: 'min_items' };
  if (maxItems !== undefined && maxItems <= 100 && item !== undefined) {
    yield { value: Array.from({ length: maxItems + 1 }, () => item), code: 'max_items' };
  }
}
