import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generateLangpack, type Generator, type PackageFiles } from '@eventbook/shared/langpack/generator';
import { generations } from '@eventbook/shared/langpack/generations';
import { generators } from '@eventbook/shared/langpack/generators';
import { readRuntime } from '@eventbook/shared/node/langpack-runtime';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { kitchenSink } from '../support/kitchen-sink.js';
import type { Package } from './languages/language.js';
import { languagesUnderTest } from './languages/languages.js';

const release = { version: '0.1.3', snapshot: 'a'.repeat(64), sequence: 412 };
const catalog = kitchenSink();

async function generate(generator: Generator, environment: string): Promise<PackageFiles> {
  return generateLangpack(generator, catalog, environment, await readRuntime(generator), release);
}

test('every generator is tested here, and is in the list that check goes by', () => {
  const languages = [...new Set(generators.map(({ language }) => language))];
  expect(languagesUnderTest.map(({ language }) => language).sort()).toEqual(languages.sort());
  for (const language of languages) {
    const known = generators.filter((one) => one.language === language).map(({ generation }) => generation);
    expect(known).toEqual(generations[language]);
  }
});

describe.each(languagesUnderTest.map((one) => [one.language, one] as const))('%s', (language, tools) => {
  const generator = generators.find((one) => one.language === language);
  let folder: string;
  let taken: Package;

  beforeAll(async () => {
    if (generator === undefined) throw new Error(`There is no generator for ${language}.`);
    folder = await mkdtemp(join(tmpdir(), `eventbook-langpack-${language}-`));
    taken = await tools.takeUp(await generate(generator, 'kitchen-backend'), folder);
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  test('the package passes the tests that it brings along', async () => {
    expect(await taken.ownTests()).toBe(undefined);
  });

  test('compiler, type checker and linter have nothing to say', async () => {
    expect(await taken.complaints()).toBe(undefined);
  });

  test('the same snapshot gives the same bytes', async () => {
    if (generator === undefined) throw new Error(`There is no generator for ${language}.`);
    expect(await generate(generator, 'kitchen-backend')).toEqual(
      await generate(generator, 'kitchen-backend'),
    );
  });

  test('the package of another environment passes its tests, too', async () => {
    if (generator === undefined) throw new Error(`There is no generator for ${language}.`);
    const other = await tools.takeUp(await generate(generator, 'kitchen-frontend'), join(folder, 'frontend'));
    expect(await other.ownTests()).toBe(undefined);
  });

  test.each(Object.entries(tools.wrongPrograms))('a wrong program fails: %s', async (_, program) => {
    const { succeeded, output } = await taken.run(program);
    expect(output).not.toBe('');
    expect(succeeded).toBe(false);
  });
});
