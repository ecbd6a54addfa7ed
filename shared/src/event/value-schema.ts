import type { FieldUse, ValueShape } from '../catalog/model.js';
import type { JsonSchema } from './json-schema.js';
import { bigintPattern, decimalPattern, decimalWidth, mostDigits } from './number-text.js';

const largest = Number.MAX_SAFE_INTEGER;
const uuidPattern = '^[0-9A-Fa-f]{8}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{12}$';

/**
 * The schema of one value on the wire: what its shape says, and how its use narrows it. `description` says
 * in words what is expected; `$comment` is the declared type. A type's own bounds and spelling are told from
 * a contract's narrowing by those (see contract-violations.ts).
 */
export function valueSchema(shape: ValueShape, use: FieldUse = {}): JsonSchema {
  const schema = { $comment: shape.type, ...typeSchema(shape, use) };
  const allowed = use.enum ?? shape.values;
  const limited = allowed === undefined ? schema : { ...schema, enum: [...allowed] };
  return use.nullable === true ? orNull(limited) : limited;
}

function orNull(schema: Readonly<Record<string, unknown>>): JsonSchema {
  const { type, enum: allowed } = schema;
  return {
    ...schema,
    ...(type === undefined ? {} : { type: [...(Array.isArray(type) ? (type as string[]) : [type]), 'null'] }),
    ...(Array.isArray(allowed) ? { enum: [...(allowed as unknown[]), null] } : {}),
  };
}

function typeSchema(shape: ValueShape, use: FieldUse): Readonly<Record<string, unknown>> {
  switch (shape.type) {
    case 'string':
      return { description: 'a text', type: 'string', ...pick(use, textKeywords) };
    case 'integer':
      return {
        description: `a whole number from -${largest} to ${largest}`,
        type: 'integer',
        minimum: Math.max(use.minimum ?? -largest, -largest),
        maximum: Math.min(use.maximum ?? largest, largest),
      };
    case 'bigint': {
      const digits = shape.precision ?? mostDigits;
      return {
        description: `a whole number as text, of at most ${digits} digits`,
        type: 'string',
        pattern: bigintPattern(digits),
      };
    }
    case 'decimal': {
      const { precision, scale } = decimalWidth(shape);
      return {
        description: `a decimal number as text, at most ${precision - scale} digits before the point and ${scale} after it`,
        type: 'string',
        pattern: decimalPattern(precision, scale),
      };
    }
    case 'number':
      return { description: 'a number', type: 'number', ...pick(use, numberKeywords) };
    case 'boolean':
      return { description: 'true or false', type: 'boolean' };
    case 'timestamp':
      return {
        description: 'a time: microseconds since the epoch, or RFC 3339 text',
        type: ['integer', 'string'],
        minimum: -largest,
        maximum: largest,
        format: 'date-time',
      };
    case 'date':
      return { description: 'a date, YYYY-MM-DD', type: 'string', format: 'date' };
    case 'uuid':
      return { description: 'a UUID', type: 'string', pattern: uuidPattern };
    case 'array':
      return {
        description: 'a list',
        type: 'array',
        ...pick(use, listKeywords),
        ...(shape.items === undefined ? {} : { items: valueSchema(shape.items) }),
      };
    case 'object':
      return { description: 'an object', ...objectSchema(shape) };
    case 'json':
      return { description: 'any JSON value' };
  }
}

function objectSchema(shape: ValueShape): Readonly<Record<string, unknown>> {
  const properties = Object.entries(shape.properties ?? {});
  return {
    type: 'object',
    properties: Object.fromEntries(
      properties.map(([name, property]) => [
        name,
        valueSchema(property, property.nullable === true ? { nullable: true } : {}),
      ]),
    ),
    required: properties.filter(([, property]) => property.required === true).map(([name]) => name),
    additionalProperties: false,
  };
}

const textKeywords = ['minLength', 'maxLength', 'pattern', 'format'] as const;
const numberKeywords = ['minimum', 'maximum'] as const;
const listKeywords = ['minItems', 'maxItems'] as const;

function pick(use: FieldUse, keys: readonly (keyof FieldUse)[]): Readonly<Record<string, unknown>> {
  return Object.fromEntries(keys.filter((key) => use[key] !== undefined).map((key) => [key, use[key]]));
}
