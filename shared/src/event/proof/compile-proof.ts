import { formats } from '../formats.js';
import type { JsonSchema } from '../json-schema.js';
import { type Kind, kinds, type Member, type ObjectProof, type ValueProof } from './proof-model.js';
import { KnownText } from './known-text.js';
import { TextTable } from './text-table.js';

/*
 * Proofs are made from the very schemas that validators are compiled from (contract-schema.ts). A schema that is not
 * wholly understood has no proof: then the validator decides.
 */

/** The level of a field's value: the envelope is the first, its `fields` the second. */
const levelOfValues = 3;
/** Deeper schemas are left to the validator. */
const deepest = 40;

/** The proof for a `fields` object, or an object below it. */
export function objectProof(schema: JsonSchema, level = levelOfValues): ObjectProof | undefined {
  const { properties = {}, required = [] } = schema;
  const members = Object.entries(properties as Record<string, JsonSchema>);
  const needed = new Set(required as readonly string[]);
  // JSON.parse puts what looks like an index first, and `__proto__` is no name like others.
  if (members.some(([name]) => !/^[A-Za-z][A-Za-z0-9_]*$/.test(name))) return undefined;
  if (Object.keys(schema).some((key) => !knownOfObjects.has(key))) return undefined;
  if ([...needed].some((name) => !Object.hasOwn(properties as object, name))) return undefined;
  const byKey = new TextTable<Member>();
  for (const [name, inner] of members) {
    const key = `${JSON.stringify(name)}:`;
    byKey.set(key, {
      key: new KnownText(key),
      value: valueProof(inner, level),
      isRequired: needed.has(name),
      seen: 0,
      next: undefined,
    });
  }
  return { byKey, required: needed.size, first: undefined, proving: 0 };
}

/** The proof for a schema of value-schema.ts; undefined where there is none. */
function valueProof(schema: JsonSchema, level: number): ValueProof | undefined {
  const { $comment: declared, type, enum: allowed } = schema;
  const kind = kindOf(schema);
  if (kind === undefined || level > deepest || Object.keys(schema).some((key) => !known.has(key)))
    return undefined;
  const object = kind === kinds.object ? objectProof(schema, level + 1) : undefined;
  const items = kind === kinds.list ? itemsProof(schema, level + 1) : undefined;
  if ((kind === kinds.object && object === undefined) || (kind === kinds.list && items === undefined))
    return undefined;
  const { minimum = -Infinity, maximum = Infinity, ...bounds } = schema as Bounds;
  const { minItems, maxItems, minLength, maxLength } = bounds;
  const isNumber = kind === kinds.integer || kind === kinds.number;
  const isSafe = minimum <= -Number.MAX_SAFE_INTEGER && maximum >= Number.MAX_SAFE_INTEGER;
  // What the judge spells otherwise than its sender is not proven.
  const tests = [...testsOf(schema), ...(declared === 'uuid' ? [isLowerCase] : [])];
  return {
    kind,
    isNullable: Array.isArray(type) && type.includes('null'),
    allowed: Array.isArray(allowed) ? tableOf(allowed) : undefined,
    minimum,
    maximum,
    least: minItems ?? minLength ?? 0,
    most: maxItems ?? maxLength ?? Infinity,
    isBounded: isNumber ? !isSafe : minLength !== undefined || maxLength !== undefined,
    test: tests.length === 0 ? undefined : (text) => tests.every((test) => test(text)),
    items,
    object,
    level,
  };
}

interface Bounds {
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
}

const knownOfObjects: ReadonlySet<string> = new Set([
  '$comment',
  'description',
  'type',
  'properties',
  'required',
  'additionalProperties',
]);

const known: ReadonlySet<string> = new Set([
  ...['$comment', 'description', 'type', 'enum', 'minimum', 'maximum', 'minLength', 'maxLength', 'pattern'],
  ...['format', 'minItems', 'maxItems', 'items', 'properties', 'required', 'additionalProperties'],
]);

function kindOf(schema: JsonSchema): Kind | undefined {
  switch (schema['$comment']) {
    case 'string': {
      const isPlain = ['enum', 'pattern', 'format'].some((key) => schema[key] !== undefined);
      return isPlain ? kinds.plainText : kinds.text;
    }
    case 'bigint':
    case 'decimal':
    case 'date':
    case 'uuid':
      return kinds.plainText;
    case 'integer':
    case 'timestamp':
      // RFC 3339 texts become microseconds: they are not proven, and the judge writes them.
      return kinds.integer;
    case 'number':
      return kinds.number;
    case 'boolean':
      return kinds.boolean;
    case 'array':
      return kinds.list;
    case 'object':
      return kinds.object;
    case 'json':
      return schema['enum'] === undefined ? kinds.any : undefined;
    default:
      return undefined;
  }
}

/** A timestamp's format is about its texts, of which none is proven. */
function testsOf({ $comment: declared, pattern, format }: JsonSchema): ((text: string) => boolean)[] {
  const tests: ((text: string) => boolean)[] = [];
  if (typeof pattern === 'string') {
    const expression = new RegExp(pattern, 'u');
    tests.push((text) => expression.test(text));
  }
  if (typeof format === 'string' && declared !== 'timestamp') tests.push(formats[format] ?? (() => false));
  return tests;
}

function isLowerCase(text: string): boolean {
  return text === text.toLowerCase();
}

function itemsProof({ items }: JsonSchema, level: number): ValueProof | undefined {
  return valueProof(items === undefined ? { $comment: 'json' } : (items as JsonSchema), level);
}

function tableOf(allowed: readonly unknown[]): TextTable<true> {
  const table = new TextTable<true>();
  for (const value of allowed) table.set(JSON.stringify(value), true);
  return table;
}
