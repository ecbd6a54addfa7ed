import type { FieldUse, PropertyShape, StringFormat, ValueShape } from '../../catalog/model.js';
import { decimalWidth, mostDigits } from '../../event/number-text.js';

export type SampleKind = 'full' | 'least' | 'null';

/** What fits a use of a shape, as it travels; undefined where nothing is known that does. */
export function sampleValue(
  shape: ValueShape,
  use: FieldUse,
  kind: SampleKind,
  examples: readonly unknown[] = [],
): unknown {
  if (kind === 'null' && use.nullable === true) return null;
  const allowed = use.enum ?? shape.values;
  if (allowed !== undefined) return allowed.find((value) => isWithin(value, use));
  switch (shape.type) {
    case 'string':
      return sampleText(use, kind, examples);
    case 'integer':
      return sampleInteger(use, kind);
    case 'number':
      return sampleNumber(use, kind);
    case 'bigint':
      return kind === 'least' ? '-7' : '9'.repeat(shape.precision ?? mostDigits);
    case 'decimal':
      return sampleDecimal(shape, kind);
    case 'boolean':
      return kind === 'full';
    case 'timestamp':
      return kind === 'full' ? 1_763_849_999_000_001 : -1_000_000;
    case 'date':
      return kind === 'full' ? '2024-02-29' : '1999-12-31';
    case 'uuid':
      return kind === 'full'
        ? '0192f3c4-7b1a-7d40-8c11-2b9f6a1d0e55'
        : '00000000-0000-0000-0000-000000000000';
    case 'array':
      return sampleArray(shape, use, kind);
    case 'object':
      return sampleObject(shape.properties ?? {}, kind);
    case 'json':
      return kind === 'full' ? { list: [1, 'two', null, { deep: true }], 'key "with" quotes': 1e21 } : [];
  }
}

const formatted: Readonly<Record<StringFormat, readonly [full: string, least: string]>> = {
  uri: ['https://shop.example/a%20b?c=d#e', 'a:b'],
  email: ["o'brien+events@mail.shop.example", 'a@b.cd'],
  ip: ['2001:db8::17', '192.0.2.17'],
};

/** Quotes, escapes, what closes comments and templates, characters of one to four bytes: text is data. */
const hardText = 'Ünï "q" \'s\' \\ `b` ${x} <?php ?> */ %s \n\t\u0001 😀 مرحبا';
const guesses = [
  'a',
  'A',
  '1',
  'ab',
  'a1',
  'AB',
  '12',
  'abc',
  'a_b',
  'A-1',
  '1.0',
  '1.0.0',
  'a@b.cd',
  'AAA',
  '123',
  'abcd',
  '1234',
];

function sampleText(use: FieldUse, kind: SampleKind, examples: readonly unknown[]): string | undefined {
  const { minLength = 0, maxLength = Infinity, pattern, format } = use;
  const own = examples.filter((example) => typeof example === 'string');
  const candidates = [
    ...(format === undefined ? [] : kind === 'full' ? formatted[format] : formatted[format].toReversed()),
    ...(pattern === undefined && format === undefined
      ? [resized(kind === 'full' ? hardText : '', minLength, maxLength)]
      : []),
    ...own,
    ...guesses,
    ...guesses.map((guess) => resized(guess, minLength, maxLength)),
  ];
  const compiled = pattern === undefined ? undefined : new RegExp(pattern, 'u');
  return candidates.find((text) => {
    const length = Array.from(text).length;
    const fits = length >= minLength && length <= maxLength && (compiled?.test(text) ?? true);
    // Formats are proven by the tests that validate these samples; an example may be of any.
    return fits && (format === undefined || formatted[format].includes(text));
  });
}

function resized(text: string, least: number, most: number): string {
  const points = Array.from(text);
  return points.length > most
    ? points.slice(0, most).join('')
    : text + 'x'.repeat(Math.max(0, least - points.length));
}

function sampleInteger({ minimum, maximum }: FieldUse, kind: SampleKind): number {
  const least = Math.ceil(Math.max(minimum ?? -Number.MAX_SAFE_INTEGER, -Number.MAX_SAFE_INTEGER));
  const most = Math.floor(Math.min(maximum ?? Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER));
  return kind === 'full' ? most : least;
}

function sampleNumber({ minimum = -1e300, maximum = 1e300 }: FieldUse, kind: SampleKind): number {
  const wanted = kind === 'full' ? 0.1 + 0.2 : -1.5e-7;
  return Math.min(Math.max(wanted, minimum), maximum);
}

function sampleDecimal(shape: ValueShape, kind: SampleKind): string {
  const { precision, scale } = decimalWidth(shape);
  if (kind === 'least') return '0';
  const whole = '9'.repeat(precision - scale) || '0';
  return scale === 0 ? `-${whole}` : `-${whole}.${'10'.repeat(scale).slice(0, scale)}`;
}

function sampleArray(
  shape: ValueShape,
  { minItems = 0, maxItems = Infinity }: FieldUse,
  kind: SampleKind,
): unknown {
  const length = kind === 'full' ? Math.min(Math.max(minItems, 2), maxItems) : minItems;
  const items = Array.from({ length }, (_, index) =>
    sampleValue(shape.items ?? { type: 'json' }, {}, kind === 'full' && index === 0 ? 'full' : 'least'),
  );
  return items.includes(undefined) ? undefined : items;
}

function sampleObject(properties: Readonly<Record<string, PropertyShape>>, kind: SampleKind): unknown {
  const made: Record<string, unknown> = {};
  for (const [name, property] of Object.entries(properties)) {
    if (kind === 'least' && property.required !== true) continue;
    const use = property.nullable === true ? { nullable: true } : {};
    made[name] = sampleValue(property, use, kind);
  }
  return made;
}

function isWithin(value: unknown, use: FieldUse): boolean {
  if (typeof value === 'number')
    return value >= (use.minimum ?? -Infinity) && value <= (use.maximum ?? Infinity);
  const length = Array.from(String(value)).length;
  if (length < (use.minLength ?? 0) || length > (use.maxLength ?? Infinity)) return false;
  return use.pattern === undefined || new RegExp(use.pattern, 'u').test(String(value));
}
