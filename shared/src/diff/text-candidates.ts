import type { StringFormat } from '../catalog/model.js';
import { allowedBy, type Constraint } from './accepts.js';
import type { Doubt } from './found.js';
import { textsBetween, type TextBounds } from './pattern-language.js';

/** Longer texts than this are not made up. */
const longestText = 10_000;
/** So many texts of a pattern are tried. */
const mostOfPattern = 60;

/** Texts of every length that makes a difference, of the formats, and of the patterns, by what automata know. */
export function* texts(
  inside: readonly Constraint[],
  outside: readonly Constraint[],
  doubt: Doubt,
): Iterable<string> {
  const patterns = distinct(inside.map(({ use }) => use.pattern));
  const others = distinct(outside.map(({ use }) => use.pattern)).filter((one) => !patterns.includes(one));
  const formats = distinct(inside.map(({ use }) => use.format));
  const otherFormats = distinct(outside.map(({ use }) => use.format)).filter((one) => !formats.includes(one));
  const lengths = lengthsOf(inside, outside, doubt);
  if (formats.length > 0 && lengths.ranges.length > 0) doubt.isUnknown = true;
  const spare = outside.flatMap((one) => allowedBy(one) ?? []).length + 1;
  for (const format of formats) for (const length of lengths.all) yield* formatted(format, length);
  if (patterns.length + others.length === 0) {
    for (const length of lengths.all) {
      for (let index = 0; index < spare; index += 1) yield textOf(length, index);
    }
  } else {
    // Neither of a format nor of what two formats and patterns share is there an automaton.
    if (formats.length + otherFormats.length > 0) doubt.isUnknown = true;
    const searches = [
      ...[undefined, ...others].map((other) => textsBetween(patterns, other, lengths.bounds)),
      ...lengths.ranges.map((range) => textsBetween(patterns, undefined, range)),
    ];
    for (const found of searches) {
      if (found === undefined) doubt.isUnknown = true;
      else yield* first(found, mostOfPattern + spare);
    }
  }
}

function distinct<Item>(items: readonly (Item | undefined)[]): Item[] {
  return [...new Set(items.filter((item) => item !== undefined))];
}

interface Lengths {
  readonly bounds: TextBounds;
  /** Single ones within the bounds: the usual one, and each that some side draws a line at. */
  readonly all: readonly number[];
  /** The parts of the bounds that some of `outside` refuses. */
  readonly ranges: readonly TextBounds[];
}

function lengthsOf(inside: readonly Constraint[], outside: readonly Constraint[], doubt: Doubt): Lengths {
  const minLength = Math.max(0, ...inside.map(({ use }) => use.minLength ?? 0));
  const most = Math.min(...inside.map(({ use }) => use.maxLength ?? Infinity));
  const below = distinct(outside.map(({ use }) => use.minLength)).filter((least) => least > minLength);
  const above = distinct(outside.map(({ use }) => use.maxLength)).filter((other) => other < most);
  const wanted = [
    Math.max(minLength, Math.min(most, 5)),
    minLength,
    ...below.map((least) => least - 1),
    ...above.map((other) => other + 1),
  ];
  const all = distinct(wanted.filter((length) => length >= minLength && length <= most));
  if (all.some((length) => length > longestText)) doubt.isUnknown = true;
  const upTo = (maxLength: number): TextBounds => (maxLength === Infinity ? {} : { maxLength });
  return {
    bounds: { minLength, ...upTo(most) },
    all: all.filter((length) => length <= longestText),
    ranges: [
      ...below.map((least) => ({ minLength, ...upTo(Math.min(least - 1, most)) })),
      ...above.map((other) => ({ minLength: Math.max(other + 1, minLength), ...upTo(most) })),
    ],
  };
}

/** The text of so many characters with this number: no two numbers give the same, as far as the length allows. */
function textOf(length: number, index: number): string {
  return index
    .toString(36)
    .padStart(length, 'a')
    .slice(-length || Infinity);
}

function formatted(format: StringFormat, length: number): string[] {
  const filled = (text: string, rest = ''): string =>
    text + 'a'.repeat(Math.max(0, length - text.length - rest.length)) + rest;
  switch (format) {
    case 'uri':
      return ['https://example.com/17', filled('https://example.com/'), filled('a:')];
    case 'email':
      return ['a@example.com', filled('a', '@a.example'), `${filled('a@', '.example').slice(0, 64)}.example`];
    case 'ip':
      return ['192.0.2.1', '2001:db8::1', '::', '1111:2222:3333:4444:5555:6666:7777:8888'];
  }
}

function* first<Item>(items: Iterable<Item>, count: number): Iterable<Item> {
  let left = count;
  if (left === 0) return;
  for (const item of items) {
    yield item;
    left -= 1;
    if (left === 0) return;
  }
}
