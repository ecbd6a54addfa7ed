import { RegExpParser, type AST } from '@eslint-community/regexpp';

/** How an engine writes what it has in common with ECMAScript's flag u. */
export interface PatternDialect {
  readonly start: string;
  /** The true end of the text, not the place before its last line break. */
  readonly end: string;
  readonly wordBoundary: string;
  readonly notWordBoundary: string;
  /** A character by its code point, inside of classes and outside. */
  readonly character: (codePoint: number) => string;
}

type Range = readonly [first: number, last: number];

const digits: readonly Range[] = [[0x30, 0x39]];
const wordCharacters: readonly Range[] = [
  [0x30, 0x39],
  [0x41, 0x5a],
  [0x5f, 0x5f],
  [0x61, 0x7a],
];
/** WhiteSpace and LineTerminator of ECMA-262. */
const spaces: readonly Range[] = [
  [0x09, 0x0d],
  [0x20, 0x20],
  [0xa0, 0xa0],
  [0x1680, 0x1680],
  [0x2000, 0x200a],
  [0x2028, 0x2029],
  [0x202f, 0x202f],
  [0x205f, 0x205f],
  [0x3000, 0x3000],
  [0xfeff, 0xfeff],
];
const lineEnds: readonly Range[] = [
  [0x0a, 0x0a],
  [0x0d, 0x0d],
  [0x2028, 0x2029],
];
const lastCodePoint = 0x10ffff;

/**
 * A pattern of the catalog for another engine, every character class spelled out. Undefined where the engine has
 * nothing that means the same; `check` (pattern-portable) lets no such pattern into a catalog.
 */
export function translatePattern(pattern: string, dialect: PatternDialect): string | undefined {
  try {
    const parsed = new RegExpParser().parsePattern(pattern, 0, pattern.length, { unicode: true });
    return new Translation(dialect).alternatives(parsed.alternatives);
  } catch {
    return undefined;
  }
}

class Untranslatable extends Error {}

class Translation {
  readonly #dialect: PatternDialect;

  constructor(dialect: PatternDialect) {
    this.#dialect = dialect;
  }

  alternatives(all: readonly AST.Alternative[]): string {
    return all.map(({ elements }) => elements.map((element) => this.#element(element)).join('')).join('|');
  }

  #element(element: AST.Element): string {
    switch (element.type) {
      case 'Character':
        return this.#dialect.character(element.value);
      case 'CharacterSet':
        return this.#class(rangesOf(element));
      case 'CharacterClass':
        return this.#class(classRanges(element));
      case 'Assertion':
        return this.#assertion(element);
      case 'Quantifier':
        return this.#element(element.element) + quantifier(element);
      case 'Group':
        if (element.modifiers !== null) throw new Untranslatable();
        return `(?:${this.alternatives(element.alternatives)})`;
      case 'CapturingGroup':
        return `(?:${this.alternatives(element.alternatives)})`;
      case 'Backreference':
      case 'ExpressionCharacterClass':
        throw new Untranslatable();
    }
  }

  #assertion(assertion: AST.Assertion): string {
    switch (assertion.kind) {
      case 'start':
        return this.#dialect.start;
      case 'end':
        return this.#dialect.end;
      case 'word':
        return assertion.negate ? this.#dialect.notWordBoundary : this.#dialect.wordBoundary;
      case 'lookahead':
      case 'lookbehind':
        throw new Untranslatable();
    }
  }

  #class(ranges: readonly Range[]): string {
    if (ranges.length === 0) throw new Untranslatable();
    const { character } = this.#dialect;
    const parts = ranges.map(([first, last]) =>
      first === last ? character(first) : `${character(first)}-${character(last)}`,
    );
    return `[${parts.join('')}]`;
  }
}

function quantifier({ min, max, greedy }: AST.Quantifier): string {
  const lazy = greedy ? '' : '?';
  if (max === Infinity) return (min === 0 ? '*' : min === 1 ? '+' : `{${min},}`) + lazy;
  if (min === 0 && max === 1) return `?${lazy}`;
  return (min === max ? `{${min}}` : `{${min},${max}}`) + lazy;
}

function classRanges({ elements, negate }: AST.CharacterClass): readonly Range[] {
  const ranges = elements.flatMap((element): readonly Range[] => {
    if (element.type === 'Character') return [[element.value, element.value]];
    if (element.type === 'CharacterClassRange') return [[element.min.value, element.max.value]];
    if (element.type === 'CharacterSet') return rangesOf(element);
    throw new Untranslatable();
  });
  return negate ? allBut(ranges) : merged(ranges);
}

function rangesOf(set: AST.CharacterSet): readonly Range[] {
  switch (set.kind) {
    case 'any':
      return allBut(lineEnds);
    case 'digit':
      return set.negate ? allBut(digits) : digits;
    case 'word':
      return set.negate ? allBut(wordCharacters) : wordCharacters;
    case 'space':
      return set.negate ? allBut(spaces) : spaces;
    case 'property':
      throw new Untranslatable();
  }
}

function merged(ranges: readonly Range[]): Range[] {
  const all: [number, number][] = [];
  for (const [first, last] of [...ranges].sort(([one], [other]) => one - other)) {
    const before = all.at(-1);
    if (before !== undefined && first <= before[1] + 1) before[1] = Math.max(before[1], last);
    else all.push([first, last]);
  }
  return all;
}

/** No text that is UTF-8 has a surrogate, and not every engine takes one for a character. */
function allBut(ranges: readonly Range[]): readonly Range[] {
  const others: Range[] = [];
  let from = 0;
  for (const [first, last] of merged([...ranges, [0xd800, 0xdfff]])) {
    if (first > from) others.push([from, first - 1]);
    from = last + 1;
  }
  return from > lastCodePoint ? others : [...others, [from, lastCodePoint]];
}

/** `\x{1F600}`, as RE2 and PCRE have it; letters, digits and underscores as they are. */
export function bracedCharacter(codePoint: number): string {
  const character = String.fromCodePoint(codePoint);
  return /^[A-Za-z0-9_]$/u.test(character) ? character : `\\x{${codePoint.toString(16).toUpperCase()}}`;
}
