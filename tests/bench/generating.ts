import { parseCatalog } from '@eventbook/shared/catalog/parse';
import { filesDigest } from '@eventbook/shared/node/langpack/files-digest';
import { generateLangpack, noRelease } from '@eventbook/shared/langpack/generator';
import { generators } from '@eventbook/shared/langpack/generators';
import { readRuntime } from '@eventbook/shared/node/langpack-runtime';
import { generateCatalog } from '../support/generated-catalog.js';
import type { Figure } from './table.js';

/** Every langpack of a catalog of 1,200 events and 40 environments in every language, one after another, with its digest. */
export async function benchGenerating(): Promise<Figure[]> {
  const { catalog } = parseCatalog(generateCatalog({ events: 1200 }));
  const environments = [...catalog.environments.keys()];
  const began = performance.now();
  let packages = 0;
  let bytes = 0;
  let longest = 0;
  let most = 0;
  const runtimes = await Promise.all(generators.map((generator) => readRuntime(generator)));
  for (const environment of environments) {
    for (const [place, generator] of generators.entries()) {
      const runtime = runtimes[place] ?? new Map<string, string>();
      const start = performance.now();
      const files = generateLangpack(generator, catalog, environment, runtime, noRelease);
      longest = Math.max(longest, performance.now() - start);
      filesDigest(files);
      packages += 1;
      for (const text of files.values()) bytes += text.length;
      most = Math.max(most, process.memoryUsage().rss);
    }
  }
  const seconds = (performance.now() - began) / 1000;
  const size = `${packages} packages, ${Math.round(bytes / 1e6)} MB of code`;
  return [
    { what: 'every langpack of 1,200 events and 40 environments', value: seconds, unit: 's', note: size },
    { what: 'the slowest single langpack', value: Math.round(longest), unit: 'ms' },
    { what: 'most memory while generating', value: Math.round(most / 1e6), unit: 'MB' },
  ];
}
