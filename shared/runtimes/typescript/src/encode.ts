import type {
  MemberDescription,
  NumberDescription,
  TextDescription,
  ValueDescription,
} from './description.js';
import { formats, isDate } from './formats.js';
import { InvalidEventError, shown } from './invalid-event.js';

const largest = Number.MAX_SAFE_INTEGER;
const uuid = /^[0-9A-Fa-f]{8}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{12}$/;
const surrogate = /\p{Surrogate}/u;
/** The envelope, its fields and the value itself: what is left of the 64 levels that an event may have. */
const mostLevels = 62;

/**
 * A value as it travels, of its own: nothing that the caller still holds is in it. Throws InvalidEventError where
 * it does not fit its description. `place` is the field's name in the catalog, with the steps into it.
 */
export function encode(description: ValueDescription, value: unknown, place: string): unknown {
  switch (description.type) {
    case 'string':
      return encodeText(description, value, place);
    case 'integer':
    case 'number':
      return encodeNumber(description, value, place);
    case 'bigint': {
      if (typeof value !== 'bigint') throw wrongType(place, 'a bigint', value);
      const text = value.toString();
      const { precision } = description;
      if (text.replace('-', '').length > precision) {
        throw wrongType(place, `a whole number of at most ${precision} digits`, value);
      }
      return text;
    }
    case 'decimal':
      return encodeDecimal(description.precision, description.scale, value, place);
    case 'boolean':
      if (typeof value !== 'boolean') throw wrongType(place, 'true or false', value);
      return value;
    case 'timestamp':
      return encodeTimestamp(value, place);
    case 'date':
      if (typeof value !== 'string' || !isDate(value)) throw wrongType(place, 'a date, YYYY-MM-DD', value);
      return value;
    case 'uuid':
      if (typeof value !== 'string' || !uuid.test(value)) throw wrongType(place, 'a UUID', value);
      return value.toLowerCase();
    case 'array': {
      if (!Array.isArray(value)) throw wrongType(place, 'a list', value);
      const { minItems = 0, maxItems = Infinity, items } = description;
      if (value.length < minItems)
        throw outside('min_items', place, `have at least ${minItems} items`, value.length);
      if (value.length > maxItems)
        throw outside('max_items', place, `have at most ${maxItems} items`, value.length);
      return Array.from(value, (item, index) => encode(items, item, `${place}[${index}]`));
    }
    case 'object':
      return encodeObject(description.members, value, place);
    case 'json':
      return encodeJson(value, place, mostLevels);
  }
}

/** The same for a value that may be null. Undefined, which is left out, is the caller's to look at. */
export function encodeMember(member: MemberDescription, value: unknown, place: string): unknown {
  if (value !== null || member.value.type === 'json') return encode(member.value, value, place);
  if (member.nullable === true) return null;
  throw new InvalidEventError('not_null', place, 'must not be null');
}

function encodeText(description: TextDescription, value: unknown, place: string): string {
  if (typeof value !== 'string') throw wrongType(place, 'a text', value);
  if (surrogate.test(value)) {
    throw new InvalidEventError(
      'invalid_unicode',
      place,
      'holds half of a character (a lone surrogate such as \\ud800)',
    );
  }
  const { values, minLength = 0, maxLength = Infinity, pattern, format } = description;
  if (values !== undefined && !values.includes(value)) throw notAllowed(place, values, value);
  // A text has at most as many code points as code units, and at least half as many.
  if (value.length < 2 * minLength && codePoints(value) < minLength) {
    throw outside('min_length', place, `have at least ${minLength} characters`, codePoints(value));
  }
  if (value.length > maxLength && codePoints(value) > maxLength) {
    throw outside('max_length', place, `have at most ${maxLength} characters`, codePoints(value));
  }
  if (pattern !== undefined && !compiled(pattern).test(value)) {
    throw new InvalidEventError(
      'pattern',
      place,
      `must match the pattern ${shown(pattern)}, got ${shown(value)}`,
    );
  }
  if (format !== undefined && !formats[format](value)) {
    throw new InvalidEventError('format', place, `must be of the format ${format}, got ${shown(value)}`);
  }
  return value;
}

function encodeNumber(description: NumberDescription, value: unknown, place: string): number {
  if (typeof value !== 'number' || !Number.isFinite(value)) throw wrongType(place, 'a number', value);
  if (description.type === 'integer' && !Number.isSafeInteger(value)) {
    throw wrongType(place, `a whole number from -${largest} to ${largest}`, value);
  }
  const { values, minimum = -Infinity, maximum = Infinity } = description;
  if (values !== undefined && !values.includes(value)) throw notAllowed(place, values, value);
  if (value < minimum) throw outside('minimum', place, `be at least ${minimum}`, value);
  if (value > maximum) throw outside('maximum', place, `be at most ${maximum}`, value);
  return value;
}

function encodeDecimal(precision: number, scale: number, value: unknown, place: string): string {
  const match = typeof value === 'string' ? /^-?(0|[1-9]\d*)(?:\.(\d+))?$/.exec(value) : null;
  const whole = precision - scale;
  const digits = match?.[1] === '0' ? 0 : (match?.[1]?.length ?? 0);
  if (match === null || digits > whole || (match[2]?.length ?? 0) > scale) {
    throw wrongType(
      place,
      `a decimal number as text, at most ${whole} digits before the point and ${scale} after it`,
      value,
    );
  }
  return match[0];
}

function encodeTimestamp(value: unknown, place: string): number {
  const microseconds =
    value instanceof Date ? value.getTime() * 1000 : typeof value === 'bigint' ? Number(value) : Number.NaN;
  if (!Number.isSafeInteger(microseconds)) {
    throw wrongType(place, 'a Date or a bigint of microseconds, in the years 1684 to 2255', value);
  }
  return microseconds;
}

function encodeObject(members: readonly MemberDescription[], value: unknown, place: string): object {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw wrongType(place, 'an object', value);
  const given = value as Readonly<Record<string, unknown>>;
  for (const key of Object.keys(given)) {
    if (!members.some(({ member }) => member === key)) throw unknownMember(place, key);
  }
  const made: Record<string, unknown> = {};
  for (const member of members) {
    const { name, required } = member;
    const inner = Object.hasOwn(given, member.member) ? given[member.member] : undefined;
    if (inner !== undefined) made[name] = encodeMember(member, inner, `${place}.${name}`);
    else if (required === true) throw new InvalidEventError('required', `${place}.${name}`, 'is required');
  }
  return made;
}

function encodeJson(value: unknown, place: string, levels: number): unknown {
  if (value === null || typeof value === 'boolean') return value;
  if (typeof value === 'string') return encodeText({ type: 'string' }, value, place);
  if (typeof value === 'number') return encodeNumber({ type: 'number' }, value, place);
  if (levels === 0) throw new InvalidEventError('too_deep', place, 'is nested too deeply to be stored');
  if (Array.isArray(value))
    return Array.from(value, (item, index) => encodeJson(item, `${place}[${index}]`, levels - 1));
  const prototype: unknown = typeof value === 'object' ? Object.getPrototypeOf(value) : undefined;
  if (prototype !== Object.prototype && prototype !== null) throw wrongType(place, 'a JSON value', value);
  const made: [string, unknown][] = [];
  for (const [key, item] of Object.entries(value as object)) {
    encodeText({ type: 'string' }, key, place);
    if (item !== undefined) made.push([key, encodeJson(item, `${place}.${key}`, levels - 1)]);
  }
  // Not by assignment, which would take a key called __proto__ for something else.
  return Object.fromEntries(made);
}

const patterns = new Map<string, RegExp>();

function compiled(pattern: string): RegExp {
  let known = patterns.get(pattern);
  if (known === undefined) patterns.set(pattern, (known = new RegExp(pattern, 'u')));
  return known;
}

function codePoints(text: string): number {
  let count = text.length;
  // Each pair of surrogates is one code point; that none stands alone was looked at before.
  for (let index = 0; index < text.length; index += 1) if (text.charCodeAt(index) >> 10 === 0x36) count -= 1;
  return count;
}

function wrongType(place: string, wanted: string, value: unknown): InvalidEventError {
  return new InvalidEventError('type', place, `must be ${wanted}, got ${shown(value)}`);
}

function outside(
  code: 'min_items' | 'max_items' | 'min_length' | 'max_length' | 'minimum' | 'maximum',
  place: string,
  wanted: string,
  found: number,
): InvalidEventError {
  return new InvalidEventError(code, place, `must ${wanted}, got ${found}`);
}

function notAllowed(place: string, values: readonly unknown[], value: unknown): InvalidEventError {
  const first = values.slice(0, 10).map(shown).join(', ');
  const rest = values.length > 10 ? ` and ${values.length - 10} more` : '';
  return new InvalidEventError('enum', place, `must be one of ${first}${rest}, got ${shown(value)}`);
}

function unknownMember(place: string, key: string): InvalidEventError {
  return new InvalidEventError('unknown_field', place, `has no property ${shown(key)}`);
}
