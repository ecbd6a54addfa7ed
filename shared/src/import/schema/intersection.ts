import type { ForeignSchema } from '../foreign.js';
import { allowedValues, isRecord, keywordsOf, requiredOf, typesOf, type Keywords } from './keywords.js';

const largest: ReadonlySet<string> = new Set(['minimum', 'minLength', 'minItems', 'minProperties']);
const smallest: ReadonlySet<string> = new Set(['maximum', 'maxLength', 'maxItems', 'maxProperties']);
const words: ReadonlySet<string> = new Set([
  'title',
  'description',
  'default',
  'examples',
  '$comment',
  '$schema',
]);

export interface Intersection {
  readonly keywords: Keywords;
  /** Keywords of which only one schema's word could be kept. */
  readonly lost: readonly string[];
}

/** One schema that says what two say: what passes it passes both, but for what is lost. */
export function intersection(first: Keywords, second: Keywords): Intersection {
  const merged: Record<string, unknown> = { ...first };
  const lost: string[] = [];
  for (const [name, value] of Object.entries(second)) {
    const before = Object.hasOwn(first, name) ? first[name] : undefined;
    if (before === undefined) merged[name] = value;
    else if (words.has(name) || same(before, value)) continue;
    else if (largest.has(name)) merged[name] = Math.max(Number(before), Number(value));
    else if (smallest.has(name)) merged[name] = Math.min(Number(before), Number(value));
    else if (!joined(name, first, second, merged)) lost.push(name);
  }
  close(first, second, merged);
  return { keywords: merged, lost };
}

/** Keywords that two schemas can be joined in without loss. */
function joined(name: string, first: Keywords, second: Keywords, merged: Record<string, unknown>): boolean {
  if (name === 'required') {
    merged['required'] = [...new Set([...requiredOf(first), ...requiredOf(second)])];
  } else if (name === 'type') {
    merged['type'] = commonTypes(first, second);
  } else if (name === 'enum' || name === 'const') {
    const allowed = allowedValues(second) ?? [];
    merged['enum'] = (allowedValues(first) ?? []).filter((value) =>
      allowed.some((other) => same(other, value)),
    );
    delete merged['const'];
  } else if (name === 'properties') {
    merged['properties'] = commonProperties(first, second);
  } else if (name === 'items' && isRecord(first['items']) && isRecord(second['items'])) {
    merged['items'] = { allOf: [first['items'], second['items']] };
  } else if (name === 'additionalProperties') {
    if (second['additionalProperties'] === false) merged['additionalProperties'] = false;
    else return first['additionalProperties'] === false || second['additionalProperties'] === true;
  } else {
    return false;
  }
  return true;
}

function commonTypes(first: Keywords, second: Keywords): string[] {
  const theirs = typesOf({ type: second['type'] }) ?? new Set();
  const common: string[] = [];
  for (const type of typesOf({ type: first['type'] }) ?? []) {
    if (theirs.has(type)) common.push(type);
    else if (type === 'number' && theirs.has('integer')) common.push('integer');
    else if (type === 'integer' && theirs.has('number')) common.push('integer');
  }
  return common;
}

function commonProperties(first: Keywords, second: Keywords): Record<string, unknown> {
  const mine = isRecord(first['properties']) ? first['properties'] : {};
  const theirs = isRecord(second['properties']) ? second['properties'] : {};
  const all = Object.entries(theirs).map(([name, schema]): [string, unknown] => [
    name,
    Object.hasOwn(mine, name) ? { allOf: [mine[name], schema] } : schema,
  ]);
  return Object.fromEntries([...Object.entries(mine), ...all]);
}

/** A schema that allows no further keys forbids those that only the other one names. */
function close(first: Keywords, second: Keywords, merged: Record<string, unknown>): void {
  if (!isRecord(merged['properties'])) return;
  const closed = [first, second].filter((one) => one['additionalProperties'] === false);
  const isAllowed = (name: string): boolean =>
    closed.every((one) => isRecord(one['properties']) && Object.hasOwn(one['properties'], name));
  const kept = Object.entries(merged['properties']).filter(([name]) => isAllowed(name));
  merged['properties'] = Object.fromEntries(kept);
}

function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

/** All schemas of an `allOf`, with what stands beside it, as one. */
export function intersectionOfAll(schemas: readonly ForeignSchema[]): Intersection {
  let keywords: Keywords = {};
  const lost: string[] = [];
  for (const schema of schemas) {
    const step = intersection(keywords, keywordsOf(schema));
    keywords = step.keywords;
    lost.push(...step.lost);
  }
  return { keywords, lost };
}
