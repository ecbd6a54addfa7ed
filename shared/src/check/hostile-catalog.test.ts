import fc from 'fast-check';
import { join } from 'node:path';
import { beforeAll, expect, it } from 'vitest';
import { formatFile } from '../catalog/format.js';
import type { Catalog } from '../catalog/model.js';
import { readCatalogFolder } from '../node/catalog-folder.js';
import { checkCatalog } from './check.js';
import type { Finding } from './finding.js';
import { repairCatalog } from './repairs/repair-catalog.js';
import { rules } from './rules.js';

let sound: ReadonlyMap<string, string>;
let base: Catalog;

beforeAll(async () => {
  sound = (await readCatalogFolder(join(import.meta.dirname, '../../fixtures/rules/_catalog'))).files;
  base = checkCatalog(sound).catalog;
});

type Files = Map<string, string>;
type Mutation = (files: Files) => void;

/** One of the files, by a number that may be anything. */
function pick(files: Files, at: number): string {
  const paths = [...files.keys()];
  return paths[at % paths.length] ?? 'catalog.json';
}

const anywhere = fc.nat();
const token = fc.constantFrom(
  ...[
    '{',
    '}',
    '[',
    ']',
    '"',
    ',',
    ':',
    'null',
    'true',
    '-1',
    '1e999',
    '""',
    '[]',
    '{}',
    '\\',
    '\u0000',
    '\ufeff',
    '\ud800',
  ],
  ...[
    '"__proto__"',
    '"constructor"',
    '"type"',
    '"array"',
    '"fields"',
    '"draft"',
    '99999999999999999999',
    '"(" ',
  ],
);

/** Some bytes of a file are replaced, as by a slip, a broken disk or an enemy. */
const splice: fc.Arbitrary<Mutation> = fc
  .tuple(anywhere, anywhere, fc.nat(20), fc.oneof(token, fc.string({ unit: 'binary', maxLength: 5 })))
  .map(([file, at, length, text]) => (files) => {
    const path = pick(files, file);
    const old = files.get(path) ?? '';
    const start = at % (old.length + 1);
    files.set(path, old.slice(0, start) + text + old.slice(start + length));
  });

/** One value of a file is replaced by another: what is still JSON reaches the schema and the rules. */
const replaceValue: fc.Arbitrary<Mutation> = fc
  .tuple(
    anywhere,
    anywhere,
    fc.oneof(fc.jsonValue({ maxDepth: 3 }), fc.constantFrom('x', 'integer', 'json', {}, [], -1, 0)),
  )
  .map(([file, at, value]) => (files) => {
    const path = pick(files, file);
    const holders: [Record<string, unknown>, string][] = [];
    const collect = (inner: unknown): void => {
      if (typeof inner !== 'object' || inner === null) return;
      for (const [key, each] of Object.entries(inner)) {
        holders.push([inner as Record<string, unknown>, key]);
        collect(each);
      }
    };
    try {
      const content: unknown = JSON.parse(files.get(path) ?? '');
      collect(content);
      const place = holders[at % Math.max(1, holders.length)];
      if (place !== undefined) place[0][place[1]] = value;
      files.set(path, JSON.stringify(content));
    } catch {
      // Already no JSON.
    }
  });

const move: fc.Arbitrary<Mutation> = fc
  .tuple(anywhere, anywhere, fc.constantFrom('copy', 'swap', 'drop', 'rename'), fc.string({ unit: 'binary' }))
  .map(([from, to, how, name]) => (files) => {
    const [a, b] = [pick(files, from), pick(files, to)];
    const [first, second] = [files.get(a) ?? '', files.get(b) ?? ''];
    if (how === 'copy') files.set(a, second);
    if (how === 'swap') files.set(a, second).set(b, first);
    if (how === 'drop' || how === 'rename') files.delete(a);
    if (how === 'rename') files.set(`${a.split('/')[0] ?? ''}/${name}.json`, first);
  });

/** A key comes in, perhaps for the second time, perhaps one of ours with something else in it. */
const addKey: fc.Arbitrary<Mutation> = fc
  .tuple(
    anywhere,
    anywhere,
    fc.constantFrom(
      'title',
      'type',
      'pattern',
      'fields',
      'values',
      'minimum',
      'maxLength',
      'notSnake',
      '__proto__',
    ),
    fc.constantFrom('"("', '1', '[]', '{}', '{"notSnake": {"type": "object", "properties": {}}}', '[1, "a"]'),
  )
  .map(([file, at, key, value]) => (files) => {
    const path = pick(files, file);
    const parts = (files.get(path) ?? '').split('{');
    const index = 1 + (at % Math.max(1, parts.length - 1));
    const rest = parts[index];
    if (rest === undefined) return;
    parts[index] = ` "${key}": ${value}${rest.trim().startsWith('}') ? '' : ','}${rest}`;
    files.set(path, parts.join('{'));
  });

const mutations = fc.array(fc.oneof(splice, replaceValue, replaceValue, addKey, addKey, move), {
  minLength: 1,
  maxLength: 6,
});

/** Whether a pointer leads somewhere in a text. */
function leadsSomewhere(pointer: string, text: string): boolean {
  let value: unknown = JSON.parse(text.replace(/^\ufeff/u, ''));
  for (const step of pointer.split('/').slice(1)) {
    const key = step.replaceAll('~1', '/').replaceAll('~0', '~');
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return false;
    value = (value as Record<string, unknown>)[key];
  }
  return true;
}

const ids = new Set(rules.map((rule) => rule.id));
/** They tell of what is gone, at the path where it stood. */
const ofWhatIsGone = /^(published-.*-deleted|file-place)$/u;

function expectSensible(finding: Finding, files: Files, doubled: ReadonlySet<string>): void {
  const { rule, file, pointer, message } = finding;
  const at = `${rule} ${file} ${pointer}`;
  expect(ids.has(rule), at).toBe(true);
  expect(message.length, at).toBeGreaterThan(10);
  const text = files.get(file);
  // What the file itself says may be quoted.
  for (const word of ['undefined', '[object', 'NaN'])
    if (text?.includes(word) !== true) expect(message, at).not.toContain(word);
  if (text === undefined) {
    expect(rule, at).toMatch(ofWhatIsGone);
    expect(sound.has(file), at).toBe(true);
  } else if (pointer !== '' && !doubled.has(file)) {
    expect(leadsSomewhere(pointer, text), at).toBe(true);
  }
}

it('survives whatever a catalog may hold, and every finding points at something', () => {
  const fired = new Set<string>();
  fc.assert(
    fc.property(mutations, fc.boolean(), (all, withBase) => {
      const files = new Map(sound);
      for (const mutate of all) mutate(files);
      const { findings } = checkCatalog(files, withBase ? { base } : {});
      const doubled = new Set(
        findings.filter(({ rule }) => rule === 'duplicate-key').map(({ file }) => file),
      );
      for (const finding of findings) {
        fired.add(finding.rule);
        expectSensible(finding, files, doubled);
      }
      // Whatever is repaired stays repaired.
      const { changed } = repairCatalog(files, withBase ? { base } : {});
      for (const [path, text] of changed) files.set(path, text);
      if (changed.size > 0) expect(repairCatalog(files, withBase ? { base } : {}).changed.size).toBe(0);
      for (const [path, text] of files) {
        const once = formatFile(path, text);
        expect(formatFile(path, once)).toBe(once);
      }
    }),
    { numRuns: 1500 },
  );
  // Otherwise the mutations would not reach what they are for.
  expect(fired.size).toBeGreaterThan(10);
});
