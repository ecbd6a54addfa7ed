import type { StringFormat, ValueType } from '../../catalog/model.js';
import type { Loss } from '../loss.js';
import { allowedValues, numberOf, textOf, type Keywords } from './keywords.js';
import { patternObjection } from './pattern-objection.js';
import { below, type Place } from './place.js';
import { asJson, loss, translated, type Narrowing, type TranslatedValue } from './translated-value.js';

const mostValues = 10_000;
const mostCharacters = 1_000_000;

/** How a UUID is written (RFC 9562), for a field that is text in some versions and a UUID in others. */
export const uuidPattern = '^[0-9A-Fa-f]{8}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{12}$';

/** Formats that are types here. */
const types: Readonly<Record<string, ValueType>> = {
  uuid: 'uuid',
  date: 'date',
  'date-time': 'timestamp',
  // What our own importers say where they mean a timestamp with all its spellings.
  'eventbook-timestamp': 'timestamp',
};
const lengths: Readonly<Record<string, number>> = { uuid: 36, date: 10 };

/** Formats that a contract says with its own, and a pattern where ours is wider. */
const formats: Readonly<Record<string, { readonly format?: StringFormat; readonly pattern?: string }>> = {
  uri: { format: 'uri' },
  url: { format: 'uri' },
  email: { format: 'email' },
  ipv4: { format: 'ip', pattern: '^[0-9.]+$' },
  ipv6: { format: 'ip', pattern: ':' },
  // RFC 1123: labels of letters, digits and dashes, none of them at an end.
  hostname: { pattern: '^[A-Za-z0-9]+(-+[A-Za-z0-9]+)*(\\.[A-Za-z0-9]+(-+[A-Za-z0-9]+)*)*\\.?$' },
};

/** Formats that JSON Schema has and a contract has not. All others say nothing to most validators. */
const known: ReadonlySet<string> = new Set(
  (
    'time duration idn-email idn-hostname uri-reference iri iri-reference uri-template json-pointer ' +
    'relative-json-pointer regex'
  ).split(' '),
);

/** `type: string`. */
export function textValue(keywords: Keywords, place: Place): TranslatedValue {
  const values = allowedValues(keywords);
  if (values !== undefined) return chosen(values, keywords, place);
  const format = textOf(keywords, 'format') ?? '';
  const type = Object.hasOwn(types, format) ? types[format] : undefined;
  if (type !== undefined) return spelled(type, format, keywords, place);
  const narrowing: Mutable<Narrowing> = { ...lengthsOf(keywords) };
  const losses: Loss[] = [...tooLong(keywords, place)];
  addPattern(textOf(keywords, 'pattern'), narrowing, losses, below(place, 'pattern'));
  addFormat(format, narrowing, losses, below(place, 'format'));
  return translated({ type: 'string' }, { narrowing, losses });
}

type Mutable<T> = { -readonly [Key in keyof T]: T[Key] };

/** Of an enumeration only what the other keywords let through. */
function chosen(values: readonly unknown[], keywords: Keywords, place: Place): TranslatedValue {
  const pattern = compiled(textOf(keywords, 'pattern'));
  const shortest = numberOf(keywords, 'minLength') ?? 0;
  const longest = numberOf(keywords, 'maxLength') ?? Infinity;
  const texts = [...new Set(values)].filter((value) => {
    if (typeof value !== 'string') return false;
    const length = Array.from(value).length;
    return length >= shortest && length <= longest && pattern?.test(value) !== false;
  }) as string[];
  const at = below(place, 'enum');
  if (texts.length === 0) return asJson(at, 'enum', 'No text is among the allowed values.');
  if (texts.length > mostValues) {
    const reason = `There are more than ${mostValues} allowed values.`;
    return translated({ type: 'string' }, { losses: [loss('loosened', at, 'enum', reason)] });
  }
  return translated({ type: 'string' }, { narrowing: { enum: texts } });
}

/** A format that is a type of ours. Its own spelling says how long it is. */
function spelled(type: ValueType, format: string, keywords: Keywords, place: Place): TranslatedValue {
  const losses: Loss[] = [];
  if (format === 'date-time') {
    const reason = 'A time may also come as whole microseconds since 1970, and lies between 1684 and 2255.';
    losses.push(loss('loosened', below(place, 'format'), 'date-time', reason));
  }
  const length = lengths[format];
  const { minLength = 0, maxLength = Infinity } = lengthsOf(keywords);
  const says = length === undefined || (minLength <= length && length <= maxLength);
  const left = [
    ...(says ? [] : ['maxLength']),
    ...(textOf(keywords, 'pattern') === undefined ? [] : ['pattern']),
  ];
  for (const keyword of left) {
    const reason = `A value of type ${type} has no ${keyword}.`;
    losses.push(loss('loosened', below(place, keyword), keyword, reason));
  }
  return translated({ type }, { losses });
}

function lengthsOf(keywords: Keywords): Pick<Narrowing, 'minLength' | 'maxLength'> {
  const shortest = numberOf(keywords, 'minLength');
  const longest = numberOf(keywords, 'maxLength');
  return {
    ...(isCount(shortest) && shortest > 0 ? { minLength: shortest } : {}),
    ...(isCount(longest) ? { maxLength: longest } : {}),
  };
}

function isCount(value: number | undefined): value is number {
  return value !== undefined && Number.isInteger(value) && value >= 0 && value <= mostCharacters;
}

function* tooLong(keywords: Keywords, place: Place): Iterable<Loss> {
  const longest = numberOf(keywords, 'maxLength');
  if (longest === undefined || longest <= mostCharacters) return;
  const reason = `A contract's bound is at most ${mostCharacters}; an event is never as large.`;
  yield loss('loosened', below(place, 'maxLength'), 'maxLength', reason);
}

function addPattern(
  pattern: string | undefined,
  narrowing: Mutable<Narrowing>,
  losses: Loss[],
  place: Place,
): void {
  if (pattern === undefined || pattern === '') return;
  const simpler = pattern.replaceAll(/(\\[dw])\+(?=\.\*)/gu, '$1');
  const objection = patternObjection(pattern);
  if (objection === undefined) narrowing.pattern = pattern;
  // `\d+.*` and `\d.*` match the same texts, the second without trying each place to part them.
  else if (simpler !== pattern && patternObjection(simpler) === undefined) narrowing.pattern = simpler;
  else losses.push(loss('loosened', place, 'pattern', objection));
}

function addFormat(format: string, narrowing: Mutable<Narrowing>, losses: Loss[], place: Place): void {
  const ours = Object.hasOwn(formats, format) ? formats[format] : undefined;
  if (ours === undefined) {
    if (!known.has(format)) return;
    losses.push(loss('loosened', place, 'format', `A contract has no format ${format}.`));
    return;
  }
  if (ours.format !== undefined) narrowing.format = ours.format;
  if (ours.pattern === undefined) return;
  if (narrowing.pattern === undefined) {
    narrowing.pattern = ours.pattern;
    if (format !== 'hostname') return;
    narrowing.maxLength = Math.min(narrowing.maxLength ?? 253, 253);
    losses.push(loss('loosened', place, 'hostname', 'A label may have more than 63 characters.'));
  } else {
    const reason = `A contract has one pattern for a field, so ${format} cannot be said beside it.`;
    losses.push(loss('loosened', place, 'format', reason));
  }
}

function compiled(pattern: string | undefined): RegExp | undefined {
  if (pattern === undefined) return undefined;
  try {
    return new RegExp(pattern, 'u');
  } catch {
    return undefined;
  }
}
