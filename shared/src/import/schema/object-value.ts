import type { PropertyShape } from '../../catalog/model.js';
import type { Loss } from '../loss.js';
import { NameAllocator } from '../names/name-allocator.js';
import type { Renamed } from '../names/renames.js';
import { snakeCase } from '../names/snake-case.js';
import { isRecord, numberOf, own, recordOf, requiredOf, textOf, type Keywords } from './keywords.js';
import { below, type Place } from './place.js';
import { asJson, asProperty, loss, settled, translated, type TranslatedValue } from './translated-value.js';
import type { Inner } from './translator.js';

const mostProperties = 200;
const longestName = 60;

/** `type: object`, inside of an event: a closed one has a type, of any other only its text can be kept. */
export function objectValue(keywords: Keywords, place: Place, inner: Inner): TranslatedValue {
  const properties = Object.entries(recordOf(keywords, 'properties') ?? {});
  const open = whyOpen(keywords, properties.length);
  if (open !== undefined) return asJson(place, ...open);
  if (properties.length > mostProperties) {
    return asJson(place, 'properties', `It has more than ${mostProperties} properties.`);
  }
  const required = requiredOf(keywords);
  const known = new Set(properties.map(([name]) => name));
  const never = [...required].find((name) => !known.has(name));
  if (never !== undefined) return asJson(place, 'required', `It requires ${never}, which it does not allow.`);
  const names = new NameAllocator(longestName);
  const shapes: Record<string, PropertyShape> = {};
  const renames = new Map<string, Renamed>();
  const losses: Loss[] = [...countLosses(keywords, place, properties.length, required.size)];
  for (const [name, schema] of properties) {
    const at = below(place, 'properties', name);
    const value = settled(inner(isRecord(schema) || schema === false ? schema : undefined, at), at);
    const to = names.allocate(snakeCase(name, 'property'));
    shapes[to] = asProperty(value, wordsOf(schema), required.has(name));
    renames.set(name, { to, inside: value.renames });
    losses.push(...value.losses);
  }
  return translated({ type: 'object', properties: shapes }, { losses, renames });
}

/** Why an object cannot be closed, with the keyword that says so. */
function whyOpen(keywords: Keywords, properties: number): [keyword: string, reason: string] | undefined {
  if (recordOf(keywords, 'patternProperties') !== undefined) {
    return ['patternProperties', 'Its keys are known by a pattern only.'];
  }
  const further = own(keywords, 'additionalProperties');
  const isClosed = further === false || own(keywords, 'unevaluatedProperties') === false;
  if (!isClosed) {
    if (isRecord(further)) return ['additionalProperties', 'Its keys may be any, with values of one type.'];
    if (properties === 0) return ['open object', 'It says nothing of its keys.'];
    return ['open object', 'It may hold keys that it does not name; only a closed object has a type here.'];
  }
  return properties === 0 ? ['empty object', 'Only an empty object was allowed.'] : undefined;
}

export function* countLosses(keywords: Keywords, place: Place, most: number, fewest: number): Iterable<Loss> {
  const low = numberOf(keywords, 'minProperties');
  const high = numberOf(keywords, 'maxProperties');
  if (low !== undefined && low > fewest) {
    yield loss(
      'loosened',
      below(place, 'minProperties'),
      'minProperties',
      'A contract does not count properties.',
    );
  }
  if (high !== undefined && high < most) {
    yield loss(
      'loosened',
      below(place, 'maxProperties'),
      'maxProperties',
      'A contract does not count properties.',
    );
  }
  for (const keyword of ['dependencies', 'dependentRequired', 'dependentSchemas', 'propertyNames']) {
    if (own(keywords, keyword) === undefined) continue;
    yield loss('loosened', below(place, keyword), keyword, `A contract has no "${keyword}".`);
  }
}

/** Title and description, as long as a catalog takes them. */
export function wordsOf(schema: unknown): { readonly title?: string; readonly description?: string } {
  if (!isRecord(schema)) return {};
  const title = textOf(schema, 'title')?.trim().slice(0, 200) ?? '';
  const description = textOf(schema, 'description')?.trim().slice(0, 20_000) ?? '';
  return { ...(title === '' ? {} : { title }), ...(description === '' ? {} : { description }) };
}
