import {
  CharSet,
  DFA,
  JS,
  NFA,
  type Concatenation,
  type Element,
  type Expression,
  type NoParent,
} from 'refa';

/**
 * The texts that a pattern matches, as an automaton, so that "every text that matched before matches after" can be
 * decided and not guessed. Start and end of the text are characters of their own here (two that Unicode promises never
 * to assign), several of each around every text, which `^` and `$` consume.
 */
const start = 0xfdd0;
const end = 0xfdd1;
const last = 0x10ffff;

const any = CharSet.empty(last).union([
  { min: 0, max: start - 1 },
  { min: end + 1, max: last },
]);

/** More states than this are not looked at; the answer is then "unknown". */
const mostStates = 4000;

export interface TextBounds {
  readonly minLength?: number;
  readonly maxLength?: number;
}

/**
 * Texts, the shortest first, that all patterns of `inside` match within the bounds and that `outside` does not match.
 * Undefined where that cannot be told: a pattern beyond what automata can say (`\b`), or one too large.
 */
export function textsBetween(
  inside: readonly string[],
  outside: string | undefined,
  bounds: TextBounds,
): Iterable<string> | undefined {
  try {
    const [other, ...own] = [outside ?? '', ...inside].map(parsed);
    const edges = Math.max(
      1,
      ...[other, ...own].map((expression) => mostAnchors(expression?.alternatives ?? [])),
    );
    let language = toDfa(wholeTexts({ ...bounds, minLength: Math.max(1, bounds.minLength ?? 0) }, edges));
    for (const expression of own) language = meet(language, languageOf(expression));
    if (outside !== undefined && other !== undefined) {
      const refused = languageOf(other);
      refused.complement();
      language = meet(language, refused);
    }
    const isEmptyOne =
      (bounds.minLength ?? 0) === 0 &&
      inside.every(matchesNothing) &&
      (outside === undefined || !matchesNothing(outside));
    return isEmptyOne ? withEmpty(wordsOf(language, edges)) : wordsOf(language, edges);
  } catch {
    return undefined;
  }
}

/** The empty text is its own start and end, in either order, which edges are not: it is asked about directly. */
function matchesNothing(pattern: string): boolean {
  return new RegExp(pattern, 'u').test('');
}

function* withEmpty(texts: Iterable<string>): Iterable<string> {
  yield '';
  yield* texts;
}

function parsed(pattern: string): Expression {
  return JS.Parser.fromLiteral({ source: pattern, flags: 'u' }).parse({ backreferences: 'throw' }).expression;
}

function languageOf(expression: Expression): DFA {
  const padding = anyNumberOf(CharSet.all(last));
  const found: NoParent<Concatenation> = {
    type: 'Concatenation',
    elements: [padding, { type: 'Alternation', alternatives: anchoredIn(expression.alternatives) }, padding],
  };
  return toDfa({ type: 'Expression', alternatives: [found] });
}

/** How many anchors one match may need to pass: that many edges there have to be on either side. */
function mostAnchors(alternatives: readonly Concatenation[]): number {
  const ofElement = (element: Element): number => {
    if (element.type === 'Assertion') return 1;
    if (element.type === 'CharacterClass' || element.type === 'Unknown') return 0;
    return mostAnchors(element.alternatives) * (element.type === 'Quantifier' ? Math.max(1, element.min) : 1);
  };
  return Math.max(
    0,
    ...alternatives.map(({ elements }) => elements.reduce((sum, one) => sum + ofElement(one), 0)),
  );
}

/** The edges, and between them so many characters that are none. */
function wholeTexts({ minLength = 0, maxLength }: TextBounds, edges: number): NoParent<Expression> {
  const edge = (character: number): NoParent<Element> =>
    repeated(CharSet.empty(last).union([{ min: character, max: character }]), edges, edges);
  return {
    type: 'Expression',
    alternatives: [
      {
        type: 'Concatenation',
        elements: [edge(start), repeated(any, minLength, maxLength ?? Infinity), edge(end)],
      },
    ],
  };
}

/** The same expression with `^` and `$` as characters, and no other place in which those could stand. */
function anchored(node: NoParent<Element>): NoParent<Element> {
  switch (node.type) {
    case 'CharacterClass':
      return { type: 'CharacterClass', characters: node.characters.intersect(any) };
    case 'Assertion': {
      const { kind, negate, alternatives } = node;
      const [only, ...others] = alternatives;
      const [element, ...more] = only?.elements ?? [];
      const isEdge =
        negate &&
        others.length === 0 &&
        more.length === 0 &&
        element?.type === 'CharacterClass' &&
        element.characters.isAll;
      if (!isEdge) throw new RangeError('a look around that is neither ^ nor $');
      const edge = kind === 'behind' ? start : end;
      return repeated(CharSet.empty(last).union([{ min: edge, max: edge }]), 1, Infinity);
    }
    case 'Unknown':
      throw new RangeError('an element that automata do not have');
    case 'Alternation':
    case 'Quantifier':
      return { ...node, alternatives: anchoredIn(node.alternatives) };
  }
}

function anchoredIn(alternatives: readonly NoParent<Concatenation>[]): NoParent<Concatenation>[] {
  return alternatives.map((one) => ({ ...one, elements: one.elements.map(anchored) }));
}

function repeated(characters: CharSet, min: number, max: number): NoParent<Element> {
  return {
    type: 'Quantifier',
    min,
    max,
    lazy: false,
    alternatives: [{ type: 'Concatenation', elements: [{ type: 'CharacterClass', characters }] }],
  };
}

function anyNumberOf(characters: CharSet): NoParent<Element> {
  return repeated(characters, 0, Infinity);
}

function toDfa(expression: NoParent<Expression>): DFA {
  const nfa = NFA.fromRegex(
    expression,
    { maxCharacter: last },
    { assertions: 'throw' },
    new NFA.LimitedNodeFactory(mostStates),
  );
  return DFA.fromFA(nfa, new DFA.LimitedNodeFactory(mostStates));
}

function meet(one: DFA, other: DFA): DFA {
  return DFA.fromIntersection(one, other, new DFA.LimitedNodeFactory(mostStates));
}

function* wordsOf(language: DFA, edges: number): Iterable<string> {
  for (const sets of language.wordSets()) {
    yield sets
      .slice(edges, -edges)
      .map((set) => String.fromCodePoint(readable(set)))
      .join('');
  }
}

const pleasant = Array.from('a0A-_. /@', (character) => character.codePointAt(0) ?? 0);

/** Of the characters that may stand at a place, one that people can read. */
function readable(set: CharSet): number {
  const wished = pleasant.find((character) => set.has(character));
  if (wished !== undefined) return wished;
  const printable = set.ranges.find(({ max }) => max > 0x20);
  return printable === undefined ? (set.ranges[0]?.min ?? 0) : Math.max(printable.min, 0x21);
}
