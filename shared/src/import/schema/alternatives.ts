import { sameMeaning } from '../../catalog/same-meaning.js';
import type { ForeignSchema } from '../foreign.js';
import { intersection } from './intersection.js';
import { isRecord, keywordsOf, listOf, saysNothing, typesOf, type Keywords } from './keywords.js';
import { below, type Place } from './place.js';
import { asJson, loss, type Narrowing, type TranslatedValue } from './translated-value.js';
import type { Inner } from './translator.js';
import { without } from '../without.js';

/**
 * `anyOf` and `oneOf` of one value. Whatever stands beside them holds for each of them. Undefined where there are
 * none, or where the value is an object or list anyway, of which they only say more.
 */
export function alternatives(keywords: Keywords, place: Place, inner: Inner): TranslatedValue | undefined {
  const name = listOf(keywords, 'anyOf') === undefined ? 'oneOf' : 'anyOf';
  const list = listOf(keywords, name);
  if (list === undefined) return undefined;
  const types = typesOf(keywords);
  if (types?.has('object') === true || types?.has('array') === true) return undefined;
  const beside = without(keywords, name);
  const values: TranslatedValue[] = [];
  let nullable = false;
  for (const [index, each] of list.entries()) {
    const schema: ForeignSchema = isRecord(each) || each === false ? each : {};
    const at = below(place, name, index);
    const both = withBeside(beside, schema);
    if (isOnlyNull(both)) nullable = true;
    else values.push(inner(both, at));
  }
  const [first, ...others] = values;
  if (first === undefined) return asJson(place, name, 'Only null is allowed, and no type of ours is that.');
  nullable ||= values.some((value) => value.nullable);
  if (others.length === 0) return { ...first, nullable: nullable && first.shape.type !== 'json' };
  const joined = unionOf(values);
  if (joined === undefined) {
    const what = [...new Set(values.map((value) => value.shape.type))].join(', ');
    return asJson(place, name, `There are ${values.length} alternatives that no one type holds (${what}).`);
  }
  const isExact = joined.exact && (name === 'anyOf' || joined.disjoint);
  const reason = 'The alternatives were joined into what all of them lie in.';
  const losses = [
    ...values.flatMap((value) => value.losses),
    ...(isExact ? [] : [loss('loosened', below(place, name), name, reason)]),
  ];
  return { ...first, narrowing: joined.narrowing, nullable, losses };
}

/** What stands beside the alternatives holds for each; a reference has to be followed before it can be joined. */
function withBeside(beside: Keywords, schema: ForeignSchema): ForeignSchema {
  if (saysNothing(beside)) return schema;
  const joined = intersection(beside, keywordsOf(schema));
  const isPlain = keywordsOf(schema)['$ref'] === undefined && joined.lost.length === 0;
  return isPlain ? joined.keywords : { allOf: [beside, schema] };
}

function isOnlyNull(schema: ForeignSchema): boolean {
  const types = typesOf(keywordsOf(schema));
  return types?.size === 1 && types.has('null');
}

interface Union {
  readonly narrowing: Narrowing;
  /** Whether nothing passes but what passed one of them. */
  readonly exact: boolean;
  /** Whether nothing passes two of them, which `oneOf` forbids. */
  readonly disjoint: boolean;
}

/** What all values lie in, where they are of one shape. */
function unionOf(values: readonly TranslatedValue[]): Union | undefined {
  const [first] = values;
  if (first === undefined || first.shape.type === 'json') return undefined;
  if (!values.every((value) => sameMeaning(value.shape, first.shape))) return undefined;
  const free = values.find((value) => Object.keys(value.narrowing).length === 0);
  if (free !== undefined) return { narrowing: {}, exact: true, disjoint: false };
  const lists = values.map((value) => value.narrowing.enum);
  if (lists.every((list) => list !== undefined)) {
    const all = [...new Set(lists.flat())];
    return { narrowing: { enum: all }, exact: true, disjoint: all.length === lists.flat().length };
  }
  if (values.every((value) => sameMeaning(value.narrowing, first.narrowing))) {
    return { narrowing: first.narrowing, exact: true, disjoint: false };
  }
  const addresses = new Set(values.map(({ narrowing: { format, pattern } }) => `${format} ${pattern}`));
  if (addresses.size === 2 && addresses.has('ip ^[0-9.]+$') && addresses.has('ip :')) {
    return { narrowing: { format: 'ip' }, exact: true, disjoint: true };
  }
  return { narrowing: hull(values.map((value) => value.narrowing)), exact: false, disjoint: false };
}

const lowest = ['minimum', 'minLength', 'minItems'] as const;
const highest = ['maximum', 'maxLength', 'maxItems'] as const;

/** Bounds that each of them keeps. */
function hull(narrowings: readonly Narrowing[]): Narrowing {
  const kept: Record<string, number> = {};
  for (const [keywords, outer] of [
    [lowest, Math.min],
    [highest, Math.max],
  ] as const) {
    for (const keyword of keywords) {
      const bounds = narrowings.map((narrowing) => narrowing[keyword]);
      if (bounds.every((bound) => bound !== undefined)) kept[keyword] = outer(...bounds);
    }
  }
  return kept;
}
