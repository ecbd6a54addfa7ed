import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseCatalog } from '@eventbook/shared/catalog/parse';
import { generateLangpack } from '@eventbook/shared/langpack/generator';
import { generators } from '@eventbook/shared/langpack/generators';
import { readCatalogFolder } from '@eventbook/shared/node/catalog-folder';
import { readRuntime } from '@eventbook/shared/node/langpack-runtime';
import { describe, expect, test } from 'vitest';
import { hasIgluData, igluCatalog } from '../support/iglu-catalog.js';
import { turns } from '../support/long-run.js';
import { languagesUnderTest } from './languages/languages.js';

const release = { version: '0.1.3', snapshot: 'a'.repeat(64), sequence: 412 };

describe.skipIf(!hasIgluData)("many companies' events, as import iglu brings them", () => {
  test.each(languagesUnderTest.map((one) => [one.language, one] as const))(
    'are built in %s, each to the envelope that its contract says',
    async (language, tools) => {
      const generator = generators.find((one) => one.language === language);
      if (generator === undefined) throw new Error(`There is no generator for ${language}.`);
      const { files } = await readCatalogFolder((await igluCatalog()).catalog);
      const { catalog } = parseCatalog(files);
      const [environment = ''] = catalog.environments.keys();
      const made = generateLangpack(generator, catalog, environment, await readRuntime(generator), release);
      const folder = await mkdtemp(join(tmpdir(), `eventbook-iglu-${language}-`));
      try {
        const taken = await tools.takeUp(made, folder);
        expect(await taken.ownTests()).toBeUndefined();
        // Go's own tests compile it, Python and PHP have nothing to compile; what their checkers say of it takes minutes.
        if (language === 'typescript' || turns(0, 1) === 1) expect(await taken.complaints()).toBeUndefined();
      } finally {
        await rm(folder, { recursive: true, force: true });
      }
    },
  );
});
