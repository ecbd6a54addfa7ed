import type { JsonSchema } from '../event/json-schema.js';
import { formatPatterns } from './format-patterns.js';
import { noLastLineBreak, portablePattern } from './portable-pattern.js';

/**
 * A schema of ours for any other validator of draft 2020-12: what our formats mean is spelled out, because to most
 * others `format` is a remark, and patterns are written so that every engine reads them alike.
 */
export function portableSchema(schema: JsonSchema): JsonSchema {
  const { pattern, format, maxLength, properties, items, allOf, ...rest } = schema;
  const made: Record<string, unknown> = { ...rest };
  const spelled = typeof format === 'string' ? formatPatterns[format] : undefined;
  const longest = [maxLength, spelled?.maxLength].filter((each) => typeof each === 'number');
  if (longest.length > 0) made['maxLength'] = Math.min(...longest);
  if (isSchema(properties)) made['properties'] = portableMembers(properties);
  if (isSchema(items)) made['items'] = portableSchema(items);
  const all = [
    ...(Array.isArray(allOf) ? (allOf as JsonSchema[]).map(portableSchema) : []),
    ...(typeof pattern === 'string' ? portablePattern(pattern) : []),
    ...(spelled?.patterns ?? []).map((each) => ({ pattern: each })),
    ...(spelled === undefined ? [] : [noLastLineBreak]),
  ];
  const [only] = all;
  if (all.length === 1 && isSchema(only) && 'pattern' in only) return { ...made, ...only };
  return all.length === 0 ? made : { ...made, allOf: all };
}

/** The same for schemas by name. */
export function portableMembers(properties: JsonSchema): JsonSchema {
  return Object.fromEntries(
    Object.entries(properties).map(([name, each]) => [name, isSchema(each) ? portableSchema(each) : each]),
  );
}

function isSchema(value: unknown): value is JsonSchema {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
