import type { Catalog } from '@eventbook/shared/catalog/model';
import { parseCatalog } from '@eventbook/shared/catalog/parse';
import { checkCatalog } from '@eventbook/shared/check/check';
import type { CatalogDiff, Change } from '@eventbook/shared/diff/change';
import { diffCatalogs } from '@eventbook/shared/diff/diff-catalogs';
import { Judge } from '@eventbook/shared/event/judge';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { applyEdits, catalogEdits } from '../support/catalog-edits.js';
import { generateCatalog } from '../support/generated-catalog.js';
import { editCatalog } from '../support/generated-edit.js';
import { turns } from '../support/long-run.js';
import { Random } from '../support/random.js';
import { sampleFields } from '../support/sample-value.js';

const files = generateCatalog({ events: 24, fields: 60, environments: 5 });
const { catalog } = parseCatalog(files);

function changesOf({ subjects }: CatalogDiff): Change[] {
  return subjects.flatMap(({ changes }) => changes);
}

/** The rules by which `check` holds a catalog against what is published. */
const neverBends = /^(published-.*|back-to-draft|environment-taken-off)$/u;

test('forbidden is what check forbids: the same rules at the same files', () => {
  fc.assert(
    fc.property(catalogEdits(6), (edits) => {
      const edited = applyEdits(files, edits);
      const { catalog: after, findings } = checkCatalog(edited, { base: catalog });
      const found = findings.filter(({ rule, severity }) => severity === 'error' && neverBends.test(rule));
      const said = changesOf(diffCatalogs(catalog, after)).filter(({ meaning }) => meaning === 'forbidden');
      const places = (all: readonly { readonly rule?: string; readonly file: string }[]): string[] =>
        [...new Set(all.map(({ rule = '', file }) => `${rule} ${file}`))].sort();
      expect(places(said)).toEqual(places(found));
    }),
    { numRuns: turns(150, 3000) },
  );
});

test('every witness is accepted by the one catalog and refused by the other', () => {
  fc.assert(
    fc.property(catalogEdits(6), (edits) => {
      const { catalog: after, findings } = checkCatalog(applyEdits(files, edits));
      // Where a field is declared nowhere, nothing can be judged.
      fc.pre(
        !findings.some(({ rule, pointer }) => rule === 'unknown-reference' && pointer.startsWith('/fields')),
      );
      const plain = changesOf(diffCatalogs(catalog, after));
      const proven = changesOf(diffCatalogs(catalog, after, { prove: true }));
      for (const [index, { what, witness, meaning, affects, assumed }] of plain.entries()) {
        if (witness !== undefined)
          expect([what, proven[index]?.witness?.violations?.length ?? 0]).not.toEqual([what, 0]);
        const byKey = what.kind === 'source-taken-off';
        if (meaning === 'affects-senders' && !byKey)
          expect([what, witness?.accepted_by, assumed]).toEqual([what, 'before', undefined]);
        if (meaning === 'safe') expect(affects).toEqual([]);
      }
    }),
    { numRuns: turns(40, 1000) },
  );
});

/** Events that some change says to be felt by their senders. */
function feltBySenders(diff: CatalogDiff): ReadonlySet<string> {
  const felt = diff.subjects.filter(({ changes }) =>
    changes.some(({ affects }) => affects.includes('senders')),
  );
  return new Set(felt.flatMap(({ touched }) => touched.events));
}

/** Envelopes that fit, of every version from every environment, with the common fields pinned or not. */
function* samples(
  from: Catalog,
  random: Random,
): Iterable<{ readonly event: string; readonly environment: string; readonly text: object }> {
  for (const event of from.events.values()) {
    for (const version of event.contracts.keys()) {
      for (const name of Object.keys(event.card.environments)) {
        const environment = from.environments.get(name);
        if (environment === undefined) continue;
        const newest = Math.max(0, ...environment.contracts.keys());
        for (const pinned of random.next() < 0.5 ? [undefined] : [newest || undefined]) {
          const fields = {
            ...sampleFields(from, environment, pinned ?? newest, random),
            ...sampleFields(from, event, version, random),
          };
          const common = pinned === undefined ? {} : { environment_version: pinned };
          yield {
            event: event.name,
            environment: name,
            text: { event: event.name, version, ...common, fields },
          };
        }
      }
    }
  }
}

const light = [
  'addVersion',
  'growValues',
  'rewordCard',
  'addEnvironment',
  'changePolicy',
  'reroute',
  'rewordField',
  'withdraw',
  'declareLocally',
  'takeEnvironment',
  'changeStatus',
] as const;

test('what no change says to be felt by senders is accepted as before', () => {
  let accepted = 0;
  fc.assert(
    fc.property(catalogEdits(5, light), fc.nat(), (edits, seed) => {
      const after = parseCatalog(applyEdits(files, edits)).catalog;
      const felt = feltBySenders(diffCatalogs(catalog, after));
      const [before, now] = [new Judge(catalog, { sequence: 0 }), new Judge(after, { sequence: 0 })];
      let left = 25;
      for (const { event, environment, text } of samples(catalog, new Random(seed))) {
        if (felt.has(event) || !changedFor(event, catalog, after)) continue;
        const sender = { environment, source: `${environment}/any` };
        const outcome = (judge: Judge): string => judge.judge(text, sender, () => '').outcome;
        if (outcome(before) !== 'accepted') continue;
        accepted += 1;
        expect([text, outcome(now)]).toEqual([text, 'accepted']);
        left -= 1;
        if (left === 0) break;
      }
    }),
    { numRuns: turns(20, 300) },
  );
  // Nothing is proven by samples that are none.
  expect(accepted).toBeGreaterThan(30);
});

/** Whether anything that judges an event may be other than it was; the rest need not be compiled. */
function changedFor(name: string, before: Catalog, after: Catalog): boolean {
  const [was, is] = [before.events.get(name), after.events.get(name)];
  const environments = Object.keys(was?.card.environments ?? {});
  const text = (from: Catalog, event: typeof was): string =>
    JSON.stringify([
      event?.card,
      [...(event?.contracts ?? [])],
      environments.map((one) => [
        from.environments.get(one)?.card,
        ...(from.environments.get(one)?.contracts ?? []),
      ]),
      [...(event?.contracts.values() ?? [])].flatMap(({ fields }) =>
        Object.keys(fields).map((field) => from.fields.get(field)),
      ),
    ]);
  return text(before, was) !== text(after, is);
}

test('a catalog has no changes from itself', () => {
  expect(diffCatalogs(catalog, parseCatalog(files).catalog)).toEqual({ subjects: [] });
});

/** The files that a subject's changes may be about. */
function isAbout(path: string, kind: string, name: string): boolean {
  if (kind === 'catalog') return path === 'catalog.json';
  return path === `${kind}s/${name}.json` || path.startsWith(`${kind}s/${name}/`);
}

test('whoever takes over what the subjects are about has the other catalog', () => {
  fc.assert(
    fc.property(catalogEdits(8), (edits) => {
      const edited = applyEdits(files, edits);
      const after = parseCatalog(edited).catalog;
      const { subjects } = diffCatalogs(catalog, after);
      const taken = (path: string): boolean =>
        subjects.some(({ subject: { kind, name } }) => isAbout(path, kind, name));
      const merged = new Map([
        ...[...files].filter(([path]) => !taken(path)),
        ...[...edited].filter(([path]) => taken(path)),
      ]);
      expect(diffCatalogs(parseCatalog(merged).catalog, after)).toEqual({ subjects: [] });
      expect(parseCatalog(merged).catalog).toEqual(after);
    }),
    { numRuns: turns(60, 1000) },
  );
});

test('a realistic change of a larger catalog is proven whole, and nothing of it is assumed', () => {
  const large = generateCatalog({ events: 150, environments: 12 });
  const edited = editCatalog(large, { share: 0.3, forbidden: true });
  const changes = changesOf(
    diffCatalogs(parseCatalog(large).catalog, parseCatalog(edited).catalog, { prove: true }),
  );
  expect(changes.filter(({ assumed }) => assumed === true)).toEqual([]);
  const shown = changes.filter(({ witness }) => witness !== undefined);
  expect(shown.length).toBeGreaterThan(30);
  expect(new Set(changes.map(({ meaning }) => meaning)).size).toBe(4);
});
