import { RegExpParser, visitRegExpAST, type AST } from '@eslint-community/regexpp';
import { quoted } from '../../catalog/quote.js';
import { compiled, forEachPattern } from '../patterns.js';
import type { Rule } from '../rule.js';

interface Complaint {
  /** What the pattern has, as in `a lookahead`. */
  readonly what: string;
  readonly fix: string;
}

/** RE2 compiles no repetition of more, counted over those that stand in each other (google/re2, kMaxRepeat). */
const mostRepeats = 1000;

const parser = new RegExpParser();

function lookaround({ kind, negate }: AST.LookaroundAssertion): Complaint {
  return {
    what: `a ${negate ? 'negative ' : ''}${kind}`,
    fix: 'Spell out what is allowed, or leave the condition to the programs that read the event.',
  };
}

function characterSet(set: AST.CharacterSet): Complaint | undefined {
  if (set.kind === 'property') {
    return {
      what: `the class ${set.raw} of Unicode characters`,
      fix: 'Write the ranges that you mean, as in [a-zа-яё].',
    };
  }
  if (set.kind !== 'space') return undefined;
  return {
    what: `${set.raw}, which stands for other characters in every language`,
    fix: set.negate ? 'Write [^ \\t\\r\\n].' : 'Write [ \\t\\r\\n], or just a space.',
  };
}

const emptyClass: Complaint = { what: 'a class without any character', fix: 'Name the characters.' };

/** How often at most what a quantifier repeats is repeated, with those around it. */
function repeats(node: AST.Node | null): number {
  if (node === null) return 1;
  const own = node.type !== 'Quantifier' ? 1 : Number.isFinite(node.max) ? node.max : node.min;
  return Math.max(own, 1) * repeats(node.parent);
}

/** What another engine would not take, or would take for something else; each kind once. */
function complaintsOf(pattern: string): Iterable<Complaint> {
  const found = new Map<string, Complaint>();
  const add = (complaint: Complaint | undefined): void => {
    if (complaint !== undefined) found.set(complaint.what, complaint);
  };
  visitRegExpAST(parser.parsePattern(pattern, 0, pattern.length, { unicode: true }), {
    onAssertionEnter: (node) => {
      if (node.kind === 'lookahead' || node.kind === 'lookbehind') add(lookaround(node));
    },
    onBackreferenceEnter: ({ raw }) => {
      add({ what: `the back reference ${raw}`, fix: 'No pattern can demand the same text twice.' });
    },
    onCapturingGroupEnter: ({ name }) => {
      if (name !== null) add({ what: 'a named group', fix: 'Nothing reads its name: write (?:…).' });
    },
    onCharacterSetEnter: (node) => add(characterSet(node)),
    onCharacterClassEnter: ({ elements }) => {
      if (elements.length === 0) add(emptyClass);
    },
    onCharacterEnter: ({ value, raw }) => {
      if (value < 0xd800 || value > 0xdfff) return;
      add({ what: `half of a character, ${raw}`, fix: 'Write the whole character, as in \\u{1F600}.' });
    },
    onQuantifierEnter: (node) => {
      if (repeats(node) <= mostRepeats) return;
      add({
        what: `a repetition of more than ${mostRepeats} times`,
        fix: 'Leave the length of the text to "maxLength".',
      });
    },
  });
  return found.values();
}

export const patternPortable: Rule = {
  id: 'pattern-portable',
  purpose: 'A pattern means the same in the collector and in every langpack.',
  severity: 'error',
  firm: true,
  handlers: forEachPattern(function* (pattern) {
    // That it does not compile at all is told by another rule.
    if (typeof compiled(pattern) === 'string') return;
    for (const { what, fix } of complaintsOf(pattern)) {
      yield {
        message: `The pattern ${quoted(pattern)} has ${what}; patterns keep to what RE2 and JavaScript have in common.`,
        fix,
      };
    }
  }),
};
