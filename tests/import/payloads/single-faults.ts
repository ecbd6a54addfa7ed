import type { Random } from '../../support/random.js';
import { constantsIn, isSchema, type Schema } from './schema-parts.js';

/** What a schema has against a payload: a name for the first thing, or undefined where there is nothing. */
export type Complaint = (payload: unknown) => string | undefined;

const otherTypes: readonly unknown[] = [null, true, 17, 1.5, 'text', [], {}, -1, '', [[]]];

/**
 * Payloads with one fault each: a valid one in which one place was changed, so that the schema refuses it. They are
 * spread over everything that the schema was seen to complain of.
 */
export function singleFaults(
  schema: Schema,
  valid: readonly unknown[],
  complaint: Complaint,
  count: number,
  random: Random,
): unknown[] {
  const constants = constantsIn(schema);
  const found = new Map<string, unknown[]>();
  let kept = 0;
  for (let tries = 0; valid.length > 0 && tries < count * 200 && kept < count * 4; tries += 1) {
    const payload = random.pick(valid);
    const changed = changedAt(payload, random.pick(placesIn(payload)), constants, random);
    const reason = complaint(changed);
    if (reason === undefined) continue;
    const alike = found.get(reason) ?? [];
    found.set(reason, alike);
    if (alike.length >= count) continue;
    alike.push(changed);
    kept += 1;
  }
  const faults: unknown[] = [];
  for (let turn = 0; faults.length < count && turn < count; turn += 1) {
    for (const alike of found.values()) {
      if (turn < alike.length && faults.length < count) faults.push(alike[turn]);
    }
  }
  return faults;
}

type Place = readonly (string | number)[];

function placesIn(value: unknown, place: Place = []): Place[] {
  const entries: [string | number, unknown][] = Array.isArray(value)
    ? value.map((item, index): [number, unknown] => [index, item])
    : isSchema(value)
      ? Object.entries(value)
      : [];
  return [place, ...entries.flatMap(([key, inner]) => placesIn(inner, [...place, key]))];
}

function changedAt(
  value: unknown,
  place: Place,
  constants: ReturnType<typeof constantsIn>,
  random: Random,
): unknown {
  const [step, ...rest] = place;
  if (step === undefined) return changed(value, constants, random);
  const isLeaving = rest.length === 0 && random.next() < 0.25;
  if (Array.isArray(value)) {
    return value.flatMap((item: unknown, index) =>
      index !== step ? [item] : isLeaving ? [] : [changedAt(item, rest, constants, random)],
    );
  }
  return Object.fromEntries(
    Object.entries(value as Schema).flatMap(([key, inner]) =>
      key !== step ? [[key, inner]] : isLeaving ? [] : [[key, changedAt(inner, rest, constants, random)]],
    ),
  );
}

function changed(
  value: unknown,
  { numbers, texts }: ReturnType<typeof constantsIn>,
  random: Random,
): unknown {
  if (random.next() < 0.3) return random.pick(otherTypes);
  const constant = numbers.length === 0 ? 10 : random.pick(numbers);
  if (typeof value === 'string') {
    const length = Math.min(Math.max(0, constant + random.pick([-1, 0, 1])), 70_000);
    const grown = value.padEnd(length, 'x');
    return random.pick([
      `${value}~`,
      ` ${value}`,
      value.slice(1),
      grown,
      Array.from(value).slice(0, length).join(''),
      texts.length === 0 ? '?' : random.pick(texts),
      'no such thing',
    ]);
  }
  if (typeof value === 'number') {
    return random.pick([
      value + 0.5,
      value + 0.00137,
      value + 1,
      -value,
      constant + 1,
      constant - 1,
      constant + 0.25,
      -1e9,
      1e9,
    ]);
  }
  if (Array.isArray(value)) {
    const items: readonly unknown[] = value;
    return random.pick([[], [...items, ...items, ...items, ...items], [...items, null], [...items, {}]]);
  }
  if (isSchema(value)) return { ...value, unexpected_member: random.pick(otherTypes) };
  return random.pick(otherTypes);
}
