import type { ForeignSchema } from '../foreign.js';

/** A schema that is an object; `true` and what is no schema at all come out as one that says nothing. */
export type Keywords = Readonly<Record<string, unknown>>;

export const jsonTypes = ['null', 'boolean', 'integer', 'number', 'string', 'array', 'object'] as const;
export type JsonType = (typeof jsonTypes)[number];

export function isRecord(value: unknown): value is Keywords {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The keywords of a schema; `false` is the one that nothing fits. */
export function keywordsOf(schema: ForeignSchema | undefined): Keywords {
  if (schema === false) return { not: {} };
  return isRecord(schema) ? schema : {};
}

/** A keyword's own value: never one of the prototype's. */
export function own(keywords: Keywords, name: string): unknown {
  return Object.hasOwn(keywords, name) ? keywords[name] : undefined;
}

export function numberOf(keywords: Keywords, name: string): number | undefined {
  const value = own(keywords, name);
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
}

export function textOf(keywords: Keywords, name: string): string | undefined {
  const value = own(keywords, name);
  return typeof value === 'string' ? value : undefined;
}

export function listOf(keywords: Keywords, name: string): readonly unknown[] | undefined {
  const value = own(keywords, name);
  return Array.isArray(value) ? (value as unknown[]) : undefined;
}

export function recordOf(keywords: Keywords, name: string): Keywords | undefined {
  const value = own(keywords, name);
  return isRecord(value) ? value : undefined;
}

/** The names of `required`. */
export function requiredOf(keywords: Keywords): ReadonlySet<string> {
  const names = listOf(keywords, 'required') ?? [];
  return new Set(names.filter((name) => typeof name === 'string'));
}

/** The allowed values that `enum` and `const` leave, or undefined where neither is there. */
export function allowedValues(keywords: Keywords): readonly unknown[] | undefined {
  const list = listOf(keywords, 'enum');
  if (!Object.hasOwn(keywords, 'const')) return list;
  const only = keywords['const'];
  return list === undefined || list.includes(only) ? [only] : [];
}

/**
 * The JSON types that a schema lets through: those of `type`, or where `enum` says more, only those of its values.
 * Undefined where any type is.
 */
export function typesOf(keywords: Keywords): ReadonlySet<JsonType> | undefined {
  const given = own(keywords, 'type');
  const named = (Array.isArray(given) ? given : [given]).filter((type): type is JsonType =>
    (jsonTypes as readonly unknown[]).includes(type),
  );
  const types = named.length === 0 ? undefined : new Set(named);
  const values = allowedValues(keywords);
  if (values === undefined) return types;
  const found = new Set<JsonType>();
  for (const value of values) {
    const type = typeOfValue(value);
    if (types === undefined || types.has(type)) found.add(type);
    else if (type === 'integer' && types.has('number')) found.add('number');
  }
  return found;
}

export function typeOfValue(value: unknown): JsonType {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'number';
  if (typeof value === 'string' || typeof value === 'boolean') return typeof value as JsonType;
  return 'object';
}

/** Whether a schema says anything that a value could break. */
export function saysNothing(keywords: Keywords): boolean {
  return !Object.keys(keywords).some((name) => constraining.has(name));
}

const constraining: ReadonlySet<string> = new Set(
  (
    '$ref type enum const allOf anyOf oneOf not if multipleOf minimum maximum exclusiveMinimum exclusiveMaximum ' +
    'minLength maxLength pattern format items prefixItems additionalItems contains minItems maxItems uniqueItems ' +
    'properties patternProperties additionalProperties propertyNames required minProperties maxProperties ' +
    'dependencies dependentRequired dependentSchemas unevaluatedProperties unevaluatedItems'
  ).split(' '),
);
