import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { deepest, readJson } from './json-text.js';

const never = (): boolean => false;

function problemsOf(text: string): string[] {
  return readJson(text, never).problems.map(({ rule, pointer, message }) => `${rule} ${pointer} ${message}`);
}

describe('readJson', () => {
  it('reads what JSON.parse reads', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 6 }), (value) => {
        const reading = readJson(JSON.stringify(value), never);
        expect(reading.problems).toEqual([]);
        expect(JSON.stringify(reading.value)).toBe(JSON.stringify(value));
      }),
    );
  });

  it('gives objects without a prototype, so that no key reaches one', () => {
    const { value } = readJson('{"__proto__": {"polluted": true}, "a": [{"constructor": 1}]}', never);
    expect(Object.getPrototypeOf(value)).toBe(null);
    expect(Object.keys(value as object)).toEqual(['__proto__', 'a']);
    expect((value as { a: object[] }).a[0]).not.toHaveProperty('toString');
    expect(({} as Record<string, unknown>)['polluted']).toBe(undefined);
  });

  it.each([
    ['{"a": 1,}', '1:9'],
    ['{\n  "a": 1\n  "b": 2\n}', '3:3'],
    ['{"a": tru}', '1:7'],
    ['// hello\n{}', '1:1'],
    ["{'a': 1}", '1:2'],
    ['{"a": "b}', '1:7'],
    ['{} {}', '1:4'],
    ['{"a": 01}', '1:'],
    ['[1, 2', '1:6'],
  ])('says where %j breaks off', (text, position) => {
    const [problem, ...more] = problemsOf(text);
    expect(more).toEqual([]);
    expect(problem).toContain(`json-syntax  The file is no JSON: at ${position}`);
    expect(problem).not.toContain('undefined');
  });

  it('calls an empty file empty', () => {
    expect(problemsOf('  \n')).toEqual(['json-syntax  The file is empty; expected a JSON object.']);
  });

  it('finds a key that comes twice, wherever it is', () => {
    expect(problemsOf('{"a": [{"b": 1, "c/d": 2, "c\\/d": 3}], "a": {}}')).toEqual([
      'duplicate-key /a/0/c~1d The key "c/d" comes a second time at 1:27; readers would disagree which one counts.',
      'duplicate-key /a The key "a" comes a second time at 1:40; readers would disagree which one counts.',
    ]);
    expect(problemsOf('{"a": {"b": 1}, "c": {"b": 1}}')).toEqual([]);
  });

  it('finds numbers that would be rounded', () => {
    expect(readJson('[9007199254740991, -9007199254740991, 0.1, 1e3, 1E300]', never).sound).toBe(true);
    expect(problemsOf('{"values": [9007199254740993, 1e999]}').map((said) => said.split(' at ')[0])).toEqual([
      'json-syntax /values/0 The number "9007199254740993"',
      'json-syntax /values/1 The number "1e999"',
    ]);
  });

  it('refuses half characters', () => {
    expect(problemsOf('{"title": "\\ud83d"}')[0]).toContain('lone surrogate');
    expect(problemsOf('{"\\udc00": 1}')[0]).toContain('lone surrogate');
    expect(problemsOf('{"title": "\\ud83d\\ude00"}')).toEqual([]);
  });

  it('reads past a byte order mark, and says so', () => {
    const reading = readJson('\ufeff{"a": 1}', never);
    expect(reading.value).toEqual({ a: 1 });
    expect(reading.sound).toBe(true);
    expect(reading.problems.map((problem) => problem.rule)).toEqual(['json-syntax']);
  });

  it('stops at a depth, before anything calls itself that often', () => {
    expect(readJson('['.repeat(deepest) + ']'.repeat(deepest), never).sound).toBe(true);
    expect(problemsOf('['.repeat(deepest + 1) + ']'.repeat(deepest + 1))[0]).toContain('levels deep');
    expect(problemsOf('{"a":'.repeat(200_000))[0]).toContain('levels deep');
    expect(problemsOf(']}'.repeat(200_000))).toHaveLength(1);
  });

  it('does not count brackets in texts', () => {
    const many = '['.repeat(100);
    for (const text of [many, `"${many}`, `\\"${many}`, `\\\\"${many}`, `${many}\\`]) {
      expect(readJson(JSON.stringify({ text, more: [] }), never).sound).toBe(true);
    }
    // The text ends after its escaped backslash; these brackets count.
    expect(readJson(`["\\\\", ${many}${']'.repeat(100)}]`, never).sound).toBe(false);
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('[', '"', '\\', '{', 'a') }), (text) => {
        expect(readJson(JSON.stringify({ text: text.repeat(200) }), never).sound).toBe(true);
      }),
    );
  });

  it('never throws', () => {
    const pieces = fc.constantFrom(
      '{',
      '}',
      '[',
      ']',
      '"',
      '\\',
      ':',
      ',',
      '1',
      '-',
      'e',
      'null',
      '\\u',
      'd8',
      '/*',
      '\n',
    );
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 30 }), (parts) => {
        const reading = readJson(parts.join(''), never);
        expect(reading.sound).toBe(reading.problems.length === 0);
      }),
      { numRuns: 2000 },
    );
  });
});
