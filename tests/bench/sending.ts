import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseCatalog } from '@eventbook/shared/catalog/parse';
import { generateLangpack, type Generator } from '@eventbook/shared/langpack/generator';
import { generators } from '@eventbook/shared/langpack/generators';
import { readCatalogFolder } from '@eventbook/shared/node/catalog-folder';
import { readRuntime } from '@eventbook/shared/node/langpack-runtime';
import { go } from '../langpack/languages/go.js';
import type { LanguageUnderTest } from '../langpack/languages/language.js';
import { php } from '../langpack/languages/php.js';
import { python } from '../langpack/languages/python.js';
import { typescript } from '../langpack/languages/typescript.js';
import { goSending } from './sending/go.js';
import { phpSending } from './sending/php.js';
import { pythonSending } from './sending/python.js';
import { typescriptSending } from './sending/typescript.js';
import type { Figure } from './table.js';

const release = { version: '0.1.0', snapshot: 'a'.repeat(64), sequence: 1 };
const template = fileURLToPath(
  new URL('../../catalog-template', import.meta.url).href.replace('/tests/catalog', '/catalog'),
);

/** A program that builds and queues so many events in one thread, by the langpack and by hand, and prints two rates. */
interface SendingProgram {
  readonly tools: LanguageUnderTest;
  readonly program: string;
  readonly baseline: string;
}

const programs: readonly SendingProgram[] = [
  { tools: typescript, program: typescriptSending, baseline: 'an object and JSON.stringify' },
  { tools: python, program: pythonSending, baseline: 'a dictionary and json.dumps' },
  { tools: php, program: phpSending, baseline: 'an array and json_encode' },
  { tools: go, program: goSending, baseline: 'a map and encoding/json' },
];

/**
 * What an event costs its sender: built, checked, given an id and queued by one thread, to a transport that takes
 * everything; beside the same event written by hand as a map and encoded, which checks nothing.
 */
export async function benchSending(scratch: string): Promise<Figure[]> {
  const { catalog } = parseCatalog((await readCatalogFolder(template)).files);
  const figures: Figure[] = [];
  for (const { tools, program, baseline } of programs) {
    const generator = generatorFor(tools.language);
    const runtime = await readRuntime(generator);
    const files = generateLangpack(generator, catalog, 'site-backend', runtime, release);
    const taken = await tools.takeUp(files, join(scratch, tools.language));
    const { succeeded, output } = await taken.run(program, { EVENTBOOK_TRANSPORT: 'null' });
    if (!succeeded) throw new Error(output);
    const rates = JSON.parse(output) as { readonly langpack: number; readonly byHand: number };
    figures.push({
      what: `${tools.language}: events of 7 fields built and queued by one thread`,
      value: Math.round(rates.langpack),
      unit: 'events/s',
      baseline: { what: baseline, value: rates.byHand },
      note: `${(1e6 / rates.langpack - 1e6 / rates.byHand).toFixed(2)} µs more for each event`,
    });
  }
  return figures;
}

function generatorFor(language: Generator['language']): Generator {
  const found = generators.find((one) => one.language === language);
  if (found === undefined) throw new Error(`There is no generator for ${language}.`);
  return found;
}
