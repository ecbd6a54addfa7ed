import type { ForeignSchema } from '../foreign.js';
import type { ObservedKind, ValueObservation } from './value-observation.js';

/** From so many on, what was always there is proposed as required. */
const enoughToRequire = 10;
/** Texts are proposed as allowed values where there are few and each came often enough not to be chance. */
const mostValues = 20;
const enoughOfEach = 5;
const longestValue = 60;

type Schema = Record<string, unknown>;

/**
 * The narrowest schema that everything seen passes and that a person would have written; bounds and patterns are not
 * guessed. @param fromText whether all values came as text, as they do in CSV, so that texts may be numbers
 */
export function proposeSchema(seen: ValueObservation, fromText: boolean): Exclude<ForeignSchema, boolean> {
  const kinds = new Set(seen.kinds.keys());
  const isNullable = kinds.delete('null');
  if (kinds.has('number')) kinds.delete('integer');
  const [kind] = kinds;
  // Several kinds, or nothing but null, or too much to name: anything.
  if (kind === undefined || kinds.size > 1 || seen.isUnwieldy) return {};
  const schema = ofKind(kind, seen, fromText);
  return isNullable ? nullable(schema) : schema;
}

function nullable(schema: Schema): Schema {
  const { type, enum: values } = schema;
  return {
    ...schema,
    ...(type === undefined ? {} : { type: [type, 'null'] }),
    ...(Array.isArray(values) ? { enum: [...(values as unknown[]), null] } : {}),
  };
}

function ofKind(kind: ObservedKind, seen: ValueObservation, fromText: boolean): Schema {
  switch (kind) {
    case 'string':
      return textSchema(seen, fromText);
    case 'integer':
      return Math.max(-seen.smallest, seen.largest) > Number.MAX_SAFE_INTEGER
        ? { type: 'number' }
        : { type: 'integer' };
    case 'array':
      return seen.items === undefined
        ? { type: 'array' }
        : { type: 'array', items: proposeSchema(seen.items, fromText) };
    case 'object':
      return proposeObject(seen.properties, seen.kinds.get('object') ?? 0, fromText);
    case 'number':
    case 'boolean':
    case 'null':
      return { type: kind };
  }
}

function textSchema({ forms, distinct, seen }: ValueObservation, fromText: boolean): Schema {
  if (fromText && forms.integer) return { type: 'integer' };
  if (fromText && forms.number) return { type: 'number' };
  if (fromText && forms.boolean) return { type: 'boolean' };
  if (forms.uuid) return { type: 'string', format: 'uuid' };
  if (forms.date) return { type: 'string', format: 'date' };
  if (forms.time) return { type: 'string', format: 'eventbook-timestamp' };
  const isEnumeration =
    distinct !== undefined &&
    distinct.size <= mostValues &&
    seen >= mostValues * enoughOfEach &&
    [...distinct].every(([text, count]) => count >= enoughOfEach && text.length <= longestValue);
  return isEnumeration ? { type: 'string', enum: [...distinct.keys()].sort() } : { type: 'string' };
}

/**
 * A closed object: what was not seen is not allowed.
 * @param times how often the object itself was seen
 */
export function proposeObject(
  properties: ReadonlyMap<string, ValueObservation>,
  times: number,
  fromText: boolean,
): Schema {
  if (properties.size === 0) return {};
  const required = [...properties].filter(([, seen]) => times >= enoughToRequire && seen.seen === times);
  return {
    type: 'object',
    additionalProperties: false,
    properties: Object.fromEntries(
      [...properties].map(([name, seen]) => [name, proposeSchema(seen, fromText)]),
    ),
    ...(required.length === 0 ? {} : { required: required.map(([name]) => name) }),
  };
}
