import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseCatalog } from '@eventbook/shared/catalog/parse';
import { generateLangpack } from '@eventbook/shared/langpack/generator';
import { generators } from '@eventbook/shared/langpack/generators';
import { readCatalogFolder } from '@eventbook/shared/node/catalog-folder';
import { readRuntime } from '@eventbook/shared/node/langpack-runtime';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { languagesUnderTest } from './languages/languages.js';
import type { Package } from './languages/language.js';

const release = { version: '0.1.3', snapshot: 'a'.repeat(64), sequence: 412 };
const root = new URL('../../', import.meta.url);
/** What the examples of a language are marked with, in Markdown. */
const marks: Readonly<Record<string, string>> = {
  typescript: 'ts|js|typescript',
  python: 'python',
  php: 'php',
  go: 'go',
};

describe.each(languagesUnderTest.map((one) => [one.language, one] as const))('%s', (language, tools) => {
  let folder: string;
  let taken: Package;
  let files: ReadonlyMap<string, string>;

  beforeAll(async () => {
    const generator = generators.find((one) => one.language === language);
    if (generator === undefined) throw new Error(`There is no generator for ${language}.`);
    const template = await readCatalogFolder(fileURLToPath(new URL('catalog-template', root)));
    const { catalog } = parseCatalog(template.files);
    files = generateLangpack(generator, catalog, 'site-backend', await readRuntime(generator), release);
    folder = await mkdtemp(join(tmpdir(), `eventbook-examples-${language}-`));
    taken = await tools.takeUp(files, folder);
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  test('the example of its page runs', async () => {
    const page = await readFile(new URL(`docs/langpacks/${language}.md`, root), 'utf8');
    await expectToRun(exampleIn(page));
  });

  test("the example of the package's README runs", async () => {
    await expectToRun(exampleIn(files.get('README.md') ?? ''));
  });

  function exampleIn(markdown: string): string {
    const block = new RegExp(`\n\`\`\`(?:${marks[language] ?? language})\n(.*?)\n\`\`\``, 'su');
    return block.exec(markdown)?.[1] ?? '';
  }

  async function expectToRun(example: string): Promise<void> {
    expect(example).not.toBe('');
    const ran = await taken.run(example, { EVENTBOOK_TRANSPORT: 'null' });
    expect(ran).toEqual({ succeeded: true, output: '' });
  }
});
