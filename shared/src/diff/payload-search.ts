import { anything, type Constraint } from './accepts.js';
import type { FieldsView } from './fields-view.js';
import type { Found } from './found.js';
import { valueBetween, valueWithin } from './value-search.js';

/** A `fields` object. */
export type Payload = Readonly<Record<string, unknown>>;

/** A field that no contract is likely to name, to show what an open one takes. */
const unheardOf = 'not_in_the_book';

/** The smallest payload that `view` accepts, in which also what `other` asks for is there and fits it, as far as it can. */
export function payloadWithin(view: FieldsView, other: FieldsView = view): Found<Payload> {
  const payload: Record<string, unknown> = {};
  for (const [name, { constraints, required }] of view.fields) {
    const there = other.fields.get(name);
    if (!required && there?.required !== true) continue;
    const value = valueWithin([...constraints, ...(there?.constraints ?? [])]) ?? valueWithin(constraints);
    if (value !== undefined) payload[name] = value.value;
    else if (required) return 'unknown';
  }
  if (view.isOpen) {
    for (const [name, { constraints, required }] of other.fields) {
      if (!required || view.fields.has(name)) continue;
      const value = valueWithin(constraints);
      if (value !== undefined) payload[name] = value.value;
    }
  }
  return { value: payload };
}

/** A payload that `one` accepts and `other` refuses because of this field. */
export function payloadBetween(one: FieldsView, other: FieldsView, field: string): Found<Payload> {
  const own = one.fields.get(field);
  const theirs = other.fields.get(field);
  if (theirs?.required === true && own?.required !== true) return without(payloadWithin(one, other), field);
  const inside = own?.constraints ?? ifOpen(one);
  if (inside === undefined) return 'none';
  const outside = theirs?.constraints ?? ifOpen(other);
  const value = outside === undefined ? (valueWithin(inside) ?? 'unknown') : valueBetween(inside, outside);
  return typeof value === 'object' ? withField(payloadWithin(one, other), field, value.value) : value;
}

/** A payload with a field that neither names, which `one` accepts and `other` refuses because only `one` is open. */
export function extraBetween(one: FieldsView, other: FieldsView): Found<Payload> {
  if (!one.isOpen || other.isOpen) return 'none';
  return withField(payloadWithin(one, other), unheardOf, 'text');
}

function ifOpen(view: FieldsView): readonly Constraint[] | undefined {
  return view.isOpen ? [anything] : undefined;
}

function without(found: Found<Payload>, field: string): Found<Payload> {
  if (typeof found !== 'object') return found;
  return { value: Object.fromEntries(Object.entries(found.value).filter(([name]) => name !== field)) };
}

function withField(found: Found<Payload>, field: string, value: unknown): Found<Payload> {
  return typeof found === 'object' ? { value: { ...found.value, [field]: value } } : found;
}
