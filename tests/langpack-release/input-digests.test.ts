import type { Catalog } from '@eventbook/shared/catalog/model';
import { parseCatalog } from '@eventbook/shared/catalog/parse';
import { generateLangpack, noRelease, type PackageFiles } from '@eventbook/shared/langpack/generator';
import { generators } from '@eventbook/shared/langpack/generators';
import { filesDigest } from '@eventbook/shared/node/langpack/files-digest';
import { InputDigests } from '@eventbook/shared/node/langpack/input-digests';
import { readRuntime } from '@eventbook/shared/node/langpack-runtime';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { applyEdits, catalogEdits } from '../support/catalog-edits.js';
import { generateCatalog } from '../support/generated-catalog.js';
import { turns } from '../support/long-run.js';

const base = generateCatalog({ events: 12, environments: 4, contracts: 2, fields: 30 });

function read(files: ReadonlyMap<string, string>): Catalog {
  return parseCatalog(files).catalog;
}

test('whatever is edited, a langpack that comes out otherwise has other inputs', async () => {
  const runtimes = new Map<string, PackageFiles>();
  for (const generator of generators) runtimes.set(generator.runtime, await readRuntime(generator));
  const before = read(base);
  let same = 0;
  let different = 0;
  fc.assert(
    fc.property(catalogEdits(3), (edits) => {
      const after = read(applyEdits(base, edits));
      for (const generator of generators) {
        const runtime = runtimes.get(generator.runtime) ?? new Map<string, string>();
        for (const environment of before.environments.keys()) {
          if (!after.environments.has(environment)) continue;
          const [one, other] = [before, after].map((catalog) => ({
            inputs: new InputDigests(catalog, 'code').of(generator, environment, runtime),
            files: filesDigest(generateLangpack(generator, catalog, environment, runtime, noRelease)),
          }));
          if (one?.inputs === other?.inputs) {
            same += 1;
            expect(other?.files, `${environment} ${generator.language}`).toBe(one?.files);
          } else different += 1;
        }
      }
    }),
    { numRuns: turns(25, 1000) },
  );
  // Both kinds were met: otherwise this would say nothing.
  expect(Math.min(same, different)).toBeGreaterThan(0);
});

test('code, runtime, language and generation are inputs too', () => {
  const [first, second] = generators;
  if (first === undefined || second === undefined) throw new Error('There are no generators.');
  const catalog = read(base);
  const [environment = ''] = catalog.environments.keys();
  const runtime = new Map([['a', 'b']]);
  const digests = new InputDigests(catalog, 'code');
  const all = [
    digests.of(first, environment, runtime),
    digests.of(second, environment, runtime),
    digests.of({ ...first, generation: 2 }, environment, runtime),
    digests.of(first, environment, new Map([['a', 'c']])),
    new InputDigests(catalog, 'other code').of(first, environment, runtime),
  ];
  expect(new Set(all).size).toBe(all.length);
});
