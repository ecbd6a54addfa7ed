import { RegExpParser, visitRegExpAST } from '@eslint-community/regexpp';
import type { JsonSchema } from '../event/json-schema.js';
import { type PatternDialect, translatePattern } from '../langpack/pattern.js';

const lineBreak = 0x0a;
const syntax = new Set(Array.from('\\^$.*+?()[]{}|/'));

/** What ECMAScript, RE2, PCRE and Python read alike. */
const common: PatternDialect = {
  start: '^',
  end: '$',
  wordBoundary: '\\b',
  notWordBoundary: '\\B',
  character: (codePoint) => {
    const character = String.fromCodePoint(codePoint);
    if (syntax.has(character)) return `\\${character}`;
    const isPlain = codePoint > 0x7f || /^[\w !"#%&',:;<=>@~`]$/.test(character);
    return isPlain ? character : `\\x${codePoint.toString(16).padStart(2, '0')}`;
  },
};

/** Python's `$` also stands before a last line break; nothing that is meant to end there has one. */
export const noLastLineBreak: JsonSchema = { not: { type: 'string', pattern: '\\n$' } };

/** What a text has to satisfy so that a pattern of a contract holds, in whatever engine a validator has. */
export function portablePattern(pattern: string): readonly JsonSchema[] {
  const translated = { pattern: translatePattern(pattern, common) ?? pattern };
  return endsBeforeLineBreak(pattern) ? [translated, noLastLineBreak] : [translated];
}

/** Whether a pattern says where the text ends, and nothing in it could be a line break. */
function endsBeforeLineBreak(pattern: string): boolean {
  const found = { end: false, lineBreak: false };
  visitRegExpAST(new RegExpParser().parsePattern(pattern, 0, pattern.length, { unicode: true }), {
    onAssertionEnter: ({ kind }) => {
      found.end ||= kind === 'end';
    },
    onCharacterEnter: ({ value }) => {
      found.lineBreak ||= value === lineBreak;
    },
    onCharacterSetEnter: (set) => {
      found.lineBreak ||= set.kind !== 'any' && (set.kind === 'space' || set.negate);
    },
    onCharacterClassEnter: ({ negate }) => {
      found.lineBreak ||= negate;
    },
    onCharacterClassRangeEnter: ({ min, max }) => {
      found.lineBreak ||= min.value <= lineBreak && lineBreak <= max.value;
    },
  });
  return found.end && !found.lineBreak;
}
