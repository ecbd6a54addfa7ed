import { parse, printParseErrorCode, visit, type ParseError } from 'jsonc-parser';
import { pointerTo } from './pointer.js';
import { mostProblems, type ProblemInFile } from './problem.js';
import { quoted } from './quote.js';

/** How deep a catalog file may nest; a declaration of an object within an object takes two levels. */
export const deepest = 64;

const strict = { disallowComments: true, allowTrailingComma: false, allowEmptyContent: false } as const;
export const byteOrderMark = '\ufeff';

/** What a text says. Without a value it cannot be read; with one, the problems are such that it still means one thing. */
export interface JsonReading {
  readonly value: unknown;
  readonly sound: boolean;
  readonly problems: readonly ProblemInFile[];
}

function unreadable(problem: ProblemInFile): JsonReading {
  return { value: undefined, sound: false, problems: [problem] };
}

/**
 * Reads one JSON text. Objects come without a prototype, so no key can reach one. Never throws. `isCanonical` may
 * say of a value that the text is exactly what would be written for it: then nothing was lost in parsing,
 * and the slow search for duplicate keys and inexact numbers is left out.
 */
export function readJson(text: string, isCanonical: (value: unknown) => boolean): JsonReading {
  if (text.startsWith(byteOrderMark)) return withMark(readJson(text.slice(1), () => false));
  // Both jsonc-parser and whoever walks the value call themselves for each level.
  if (nestsDeeper(text, deepest)) {
    return unreadable({
      rule: 'json-syntax',
      pointer: '',
      message: `The file nests more than ${deepest} levels deep.`,
      fix: 'Flatten it: no file of a catalog needs that.',
    });
  }
  let value: unknown;
  try {
    value = withoutPrototypes(JSON.parse(text));
  } catch {
    return unreadable(syntaxProblem(text));
  }
  if (text.includes('\\u') && hasLoneSurrogate(value)) {
    return unreadable({
      rule: 'json-syntax',
      pointer: '',
      message: 'A text holds half of a character (a lone surrogate such as \\ud800), which no file can keep.',
      fix: 'Write the whole character, or leave it out.',
    });
  }
  if (isCanonical(value)) return { value, sound: true, problems: [] };
  const problems = lossesIn(text);
  return { value, sound: problems.length === 0, problems };
}

function withMark(reading: JsonReading): JsonReading {
  const problem: ProblemInFile = {
    rule: 'json-syntax',
    pointer: '',
    message: 'The file starts with a byte order mark, which other JSON readers refuse.',
    fix: 'Run `eventbook format`, or save the file as UTF-8 without BOM.',
  };
  return { ...reading, problems: [problem, ...reading.problems] };
}

/** Whether brackets outside of strings nest deeper than `limit`; strings are skipped as JSON writes them. */
function nestsDeeper(text: string, limit: number): boolean {
  let depth = 0;
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (code === 0x22) {
      index = endOfString(text, index);
    } else if (code === 0x7b || code === 0x5b) {
      if (++depth > limit) return true;
    } else if (code === 0x7d || code === 0x5d) {
      depth--;
    }
  }
  return false;
}

function endOfString(text: string, start: number): number {
  for (let index = text.indexOf('"', start + 1); index !== -1; index = text.indexOf('"', index + 1)) {
    let backslashes = 0;
    while (text.charCodeAt(index - 1 - backslashes) === 0x5c) backslashes++;
    if (backslashes % 2 === 0) return index;
  }
  return text.length;
}

function withoutPrototypes(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) {
    for (const item of value) withoutPrototypes(item);
    return value;
  }
  for (const item of Object.values(value)) withoutPrototypes(item);
  return Object.setPrototypeOf(value, null);
}

function hasLoneSurrogate(value: unknown): boolean {
  if (typeof value === 'string') return /\p{Surrogate}/u.test(value);
  if (typeof value !== 'object' || value === null) return false;
  return Object.entries(value).some(([key, item]) => hasLoneSurrogate(key) || hasLoneSurrogate(item));
}

const syntaxMessages: Readonly<Record<string, string>> = {
  InvalidSymbol: 'something that is no JSON value (texts need double quotes)',
  InvalidNumberFormat: 'a number that JSON does not know',
  PropertyNameExpected: 'something where a key in double quotes was expected (perhaps a comma too many)',
  ValueExpected: 'something where a value was expected (perhaps a comma too many)',
  ColonExpected: 'something where a colon was expected',
  CommaExpected: 'something where a comma was expected',
  CloseBraceExpected: 'something where a closing } was expected',
  CloseBracketExpected: 'something where a closing ] was expected',
  EndOfFileExpected: 'more text after the end of the value',
  InvalidCommentToken: 'a comment, which JSON does not have',
  UnexpectedEndOfComment: 'a comment, which JSON does not have',
  UnexpectedEndOfString: 'a text whose closing double quote is missing',
  UnexpectedEndOfNumber: 'a number that breaks off',
  InvalidUnicode: 'a broken \\u escape',
  InvalidEscapeCharacter: 'a backslash followed by something that JSON does not know',
  InvalidCharacter: 'a line break or control character inside a text',
};

function syntaxProblem(text: string): ProblemInFile {
  const errors: ParseError[] = [];
  parse(text, errors, strict);
  const first = errors[0];
  const said = first === undefined ? undefined : syntaxMessages[printParseErrorCode(first.error)];
  const at = positionOf(text, first?.offset ?? 0);
  const message =
    text.trim() === ''
      ? 'The file is empty; expected a JSON object.'
      : `The file is no JSON: at ${at} there is ${said ?? 'something that JSON does not know'}.`;
  return {
    rule: 'json-syntax',
    pointer: '',
    message,
    fix: 'Mend the text there; the rest is read after that.',
  };
}

/** `line:column`, both counted from 1. */
function positionOf(text: string, offset: number): string {
  const before = text.slice(0, offset);
  const line = before.split('\n').length;
  return `${line}:${offset - before.lastIndexOf('\n')}`;
}

/** What JSON.parse loses without a word: keys that come twice, and numbers that no computer holds exactly. */
function lossesIn(text: string): ProblemInFile[] {
  const problems: ProblemInFile[] = [];
  const seen: Set<string>[] = [];
  visit(
    text,
    {
      onObjectBegin: () => {
        seen.push(new Set());
        return true;
      },
      onObjectEnd: () => {
        seen.pop();
      },
      onObjectProperty: (key, _offset, _length, line, character, path) => {
        const keys = seen.at(-1);
        if (keys?.has(key) === true && problems.length <= mostProblems) {
          problems.push({
            rule: 'duplicate-key',
            pointer: pointerTo('', ...path(), key),
            message: `The key ${quoted(key)} comes a second time at ${line + 1}:${character + 1}; readers would disagree which one counts.`,
            fix: 'Keep one of the two.',
          });
        }
        keys?.add(key);
      },
      onLiteralValue: (value: unknown, offset, length, line, character, path) => {
        if (typeof value !== 'number' || problems.length > mostProblems) return;
        const written = text.slice(offset, offset + length);
        if (isExact(written, value)) return;
        problems.push({
          rule: 'json-syntax',
          pointer: pointerTo('', ...path()),
          message: `The number ${quoted(written)} at ${line + 1}:${character + 1} cannot be held exactly.`,
          fix: 'Whole numbers go up to 9007199254740991 (2^53 - 1); write larger ones as text.',
        });
      },
    },
    strict,
  );
  return problems;
}

/** Whether writing the number again gives the number that was meant. */
function isExact(written: string, value: number): boolean {
  if (!Number.isFinite(value)) return false;
  return Number.isSafeInteger(value) || !/^-?[0-9]+$/u.test(written) || String(value) === written;
}
