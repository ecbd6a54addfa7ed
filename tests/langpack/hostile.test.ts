import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generateLangpack } from '@eventbook/shared/langpack/generator';
import { generators } from '@eventbook/shared/langpack/generators';
import { readRuntime } from '@eventbook/shared/node/langpack-runtime';
import { expect, test } from 'vitest';
import { turns } from '../support/long-run.js';
import { hostileCatalog } from './hostile-catalog.js';
import { languagesUnderTest } from './languages/languages.js';

const seeds = Array.from({ length: turns(1, 25) }, (_, index) => index + 1);
const release = { version: '0.1.3', snapshot: 'a'.repeat(64), sequence: 412 };

test.each(languagesUnderTest.map((one) => [one.language, one] as const))(
  'in %s hostile names and texts compile, run and stay data',
  async (language, tools) => {
    const generator = generators.find((one) => one.language === language);
    if (generator === undefined) throw new Error(`There is no generator for ${language}.`);
    const runtime = await readRuntime(generator);
    for (const seed of seeds) {
      const catalog = hostileCatalog(seed, 40);
      expect(catalog.events.size).toBeGreaterThan(20);
      const files = generateLangpack(generator, catalog, 'class', runtime, release);
      const folder = await mkdtemp(join(tmpdir(), `eventbook-hostile-${language}-`));
      try {
        const taken = await tools.takeUp(files, folder);
        expect([seed, await taken.complaints(), await taken.ownTests()]).toEqual([
          seed,
          undefined,
          undefined,
        ]);
      } finally {
        await rm(folder, { recursive: true, force: true });
      }
    }
  },
);
