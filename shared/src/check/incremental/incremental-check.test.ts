import fc from 'fast-check';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Catalog } from '../../catalog/model.js';
import { checkCatalog, type CheckOptions } from '../check.js';
import { rules } from '../rules.js';
import { IncrementalCheck } from './incremental-check.js';

const fixtures = join(import.meta.dirname, '../../../fixtures/rules');
const long = process.env['EVENTBOOK_LONG'] !== undefined;

/** Every text that some fixture has at a path: what fires a rule, what nearly does, what is sound. */
const variants = new Map<string, Set<string>>();
const sound = new Map<string, string>();

for (const path of readdirSync(fixtures, { recursive: true, encoding: 'utf8' })) {
  if (!path.endsWith('.json') || !statSync(join(fixtures, path)).isFile()) continue;
  const text = readFileSync(join(fixtures, path), 'utf8');
  const [rule = '', side = ''] = path.split('/');
  const own = relative(rule === '_catalog' ? '_catalog' : `${rule}/${side}`, path);
  variants.set(own, (variants.get(own) ?? new Set()).add(text));
  if (rule === '_catalog') sound.set(own, text);
}
const paths = [...variants.keys()].sort();

/** What a waiver or a setting may speak of: rules that fire here, and ones that there are not. */
const ruleId = fc.constantFrom(...rules.map((rule) => rule.id), 'no-such-rule');
const settings = fc
  .record({
    rules: fc.dictionary(ruleId, fc.constantFrom('error', 'warning', 'off', 'loud'), { maxKeys: 6 }),
    waivers: fc.array(
      fc.record({
        rule: ruleId,
        where: fc.constantFrom('events', 'fields', ...paths, 'events/search.performed/event.json#/fields'),
        reason: fc.constant('known'),
        until: fc.constantFrom('2027-01-01', '2026-01-01'),
      }),
      { maxLength: 4 },
    ),
  })
  .map((said) => JSON.stringify({ format: 1, name: 'shop', ...said }));

type Edit = (files: ReadonlyMap<string, string>) => [path: string, text: string | undefined][];

const anyPath = fc.oneof(fc.constantFrom(...paths), fc.constantFrom(...sound.keys()));

const write: fc.Arbitrary<Edit> = fc.tuple(anyPath, fc.nat()).map(([path, at]) => () => {
  const texts = [...(variants.get(path) ?? [])];
  return [[path, texts[at % texts.length]]];
});
const spoil: fc.Arbitrary<Edit> = fc
  .tuple(anyPath, fc.constantFrom('', '{', '{}', '[]', '{"type": "nothing"}', '{"version": 7, "fields": {}}'))
  .map(([path, text]) => () => [[path, text]]);
const remove: fc.Arbitrary<Edit> = anyPath.map((path) => () => [[path, undefined]]);
const configure: fc.Arbitrary<Edit> = settings.map((text) => () => [['catalog.json', text]]);
/** A file or a whole folder under another name, perhaps over one that is there. */
const rename: fc.Arbitrary<Edit> = fc
  .tuple(anyPath, anyPath, fc.boolean())
  .map(([from, to, whole]) => (files) => {
    const [source, target] = whole ? [folderOf(from), folderOf(to)] : [from, to];
    if (source === target) return [];
    return [...files]
      .filter(([path]) => path === source || path.startsWith(`${source}/`))
      .flatMap(([path, text]): [string, string | undefined][] => [
        [path, undefined],
        [`${target}${path.slice(source.length)}`, text],
      ]);
  });
/** One value of a file becomes another, as when somebody types. */
const retype: fc.Arbitrary<Edit> = fc
  .tuple(
    anyPath,
    fc.nat(),
    fc.constantFrom('shop', 'search', 'order_id', 'nobody', 'integer', 'string', '1', ''),
  )
  .map(([path, at, word]) => (files) => {
    const text = files.get(path) ?? '';
    const words = [...text.matchAll(/"[^"\n]*"/gu)];
    const found = words[at % Math.max(1, words.length)];
    if (found === undefined) return [];
    const end = found.index + found[0].length;
    return [[path, `${text.slice(0, found.index)}"${word}"${text.slice(end)}`]];
  });

function folderOf(path: string): string {
  return path.split('/').slice(0, 2).join('/');
}

const step = fc.array(
  fc.oneof(
    { weight: 5, arbitrary: write },
    { weight: 3, arbitrary: retype },
    { weight: 2, arbitrary: remove },
    { weight: 2, arbitrary: rename },
    { weight: 1, arbitrary: spoil },
    { weight: 1, arbitrary: configure },
  ),
  { minLength: 1, maxLength: 3 },
);

const situations = fc.record({
  published: fc.constantFrom('nothing', 'sound', 'start'),
  reading: fc.boolean(),
  author: fc.constantFrom(undefined, 'ada@shop.example', 'mal@elsewhere.example'),
  /** How far a check that is done little by little has come when the first edit comes. */
  slices: fc.constantFrom(undefined, undefined, 0, 1, 7),
});

function optionsOf(
  situation: { published: string; reading: boolean; author: string | undefined },
  start: Catalog,
) {
  const bases: Readonly<Record<string, Catalog>> = { sound: checkCatalog(sound).catalog, start };
  const base = bases[situation.published];
  const unread = { rule: 'file-readable', severity: 'error', pointer: '', message: 'no UTF-8' } as const;
  return {
    base,
    author: situation.author,
    today: '2026-11-25',
    reading: situation.reading ? [{ ...unread, file: 'events/checkout.order_paid/1.json' }] : [],
  } satisfies CheckOptions;
}

/** Options as they are after an edit: what was written over was read after all. */
function afterEdits(options: CheckOptions, edited: ReadonlySet<string>): CheckOptions {
  return { ...options, reading: (options.reading ?? []).filter(({ file }) => !edited.has(file)) };
}

describe('IncrementalCheck', () => {
  it('agrees with a full check after any sequence of edits', () => {
    const fired = new Set<string>();
    fc.assert(
      fc.property(
        step,
        fc.array(step, { minLength: 1, maxLength: 5 }),
        situations,
        (before, steps, situation) => {
          const files = new Map(sound);
          const apply = (edits: readonly Edit[]): Map<string, string | undefined> => {
            const changes = new Map<string, string | undefined>();
            for (const edit of edits) {
              for (const [path, text] of edit(files)) {
                changes.set(path, text);
                if (text === undefined) files.delete(path);
                else files.set(path, text);
              }
            }
            return changes;
          };
          apply(before);
          const options = optionsOf(situation, checkCatalog(files).catalog);
          for (const { file } of options.reading) files.delete(file);
          const { slices } = situation;
          const incremental = new IncrementalCheck(files, { ...options, later: slices !== undefined });
          for (let slice = 0; slice < (slices ?? 0); slice++) incremental.proceed(3);
          if (slices === undefined) expect(incremental.result).toEqual(checkCatalog(files, options));
          const edited = new Set<string>();
          for (const edits of steps) {
            const changes = apply(edits);
            for (const path of changes.keys()) edited.add(path);
            const result = incremental.edit(changes);
            const full = checkCatalog(files, afterEdits(options, edited));
            expect(result).toEqual(full);
            expect([...result.catalog.events.keys()]).toEqual([...full.catalog.events.keys()]);
            expect([...result.catalog.fields.keys()]).toEqual([...full.catalog.fields.keys()]);
            for (const { rule } of full.findings) fired.add(rule);
          }
        },
      ),
      { numRuns: long ? 5000 : 250 },
    );
    // Otherwise the edits would not reach what they are for.
    expect(fired.size, `fired: ${[...fired].join(', ')}`).toBeGreaterThan(rules.length / 2);
  });

  it('shows an old result unchanged after a new edit', () => {
    const check = new IncrementalCheck(sound);
    const before = check.result;
    const names = [...before.catalog.fields.keys()];
    check.edit([['fields/new_one.json', '{"type": "string"}']]);
    expect([...before.catalog.fields.keys()]).toEqual(names);
    expect(check.result.catalog.fields.has('new_one')).toBe(true);
  });
});
