import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { languages } from '@eventbook/shared/catalog/langpack-settings';
import { parseCatalog } from '@eventbook/shared/catalog/parse';
import { filesDigest } from '@eventbook/shared/node/langpack/files-digest';
import { generateLangpack, noRelease } from '@eventbook/shared/langpack/generator';
import { generators } from '@eventbook/shared/langpack/generators';
import { readRuntime } from '@eventbook/shared/node/langpack-runtime';
import { fileText, generateCatalog, writeCatalogFiles } from '../support/generated-catalog.js';
import { runCommand } from '../support/run-command.js';
import type { Figure } from './table.js';

/** Every langpack of a catalog of 1,200 events and 40 environments in every language, one after another, with its digest. */
export async function benchGenerating(scratch: string): Promise<Figure[]> {
  const catalogFiles = generateCatalog({ events: 1200 });
  const { catalog } = parseCatalog(catalogFiles);
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
    {
      what: 'every langpack of 1,200 events and 40 environments',
      value: seconds,
      unit: 's',
      bar: 20,
      isLess: true,
      note: size,
    },
    {
      what: 'the slowest single langpack, as a preview makes it',
      value: Math.round(longest),
      unit: 'ms',
      bar: 300,
      isLess: true,
    },
    { what: 'most memory while generating', value: Math.round(most / 1e6), unit: 'MB' },
    ...(await benchPublishing(scratch)),
    ...(await benchLargePublishing(scratch, catalogFiles)),
  ];
}

/** `langpack publish` of the template as a command: everything into an empty static registry, then again with nothing new. */
async function benchPublishing(scratch: string): Promise<Figure[]> {
  const book = join(scratch, 'published-book');
  await timed('init', book);
  const publish = ['langpack', 'publish', book, '--to', join(scratch, 'registry')];
  const first = await timed(...publish);
  const again = await timed(...publish);
  return [
    { what: 'publish of the template, 6 packages', value: first, unit: 's' },
    { what: 'publish of it again, unchanged', value: again, unit: 's', bar: 2, isLess: true },
  ];
}

/** The same of the large catalog with every language in every environment. */
async function benchLargePublishing(scratch: string, files: ReadonlyMap<string, string>): Promise<Figure[]> {
  const book = join(scratch, 'large-book');
  const all = Object.fromEntries(languages.map((language) => [language, [1]]));
  const langpack = {
    collectors: ['http://127.0.0.1:8470'],
    packages: { typescript: '@market', python: 'market', php: 'market', go: 'git.market.example/events' },
  };
  const wanted = [...files].map(([path, text]): [string, string] => {
    const more = path.endsWith('/environment.json')
      ? { langpacks: all }
      : path === 'catalog.json'
        ? { langpack }
        : undefined;
    return more === undefined
      ? [path, text]
      : [path, fileText(path, { ...(JSON.parse(text) as object), ...more })];
  });
  await writeCatalogFiles(book, new Map(wanted));
  const git = (...words: string[]): string => execFileSync('git', words, { cwd: book, encoding: 'utf8' });
  git('init', '--quiet', '--initial-branch=main');
  git('add', '--all');
  git('-c', 'user.name=Bench', '-c', 'user.email=bench@example.com', 'commit', '--quiet', '--message=All');
  const publish = ['langpack', 'publish', book, '--to', join(scratch, 'large-registry')];
  const first = await timed(...publish);
  const again = await timed(...publish);
  return [
    { what: 'publish of the large catalog, 160 packages', value: first, unit: 's' },
    { what: 'publish of it again, unchanged', value: again, unit: 's', bar: 2, isLess: true },
  ];
}

/** Seconds that a command of `eventbook` takes, its start included. */
async function timed(...words: string[]): Promise<number> {
  const began = performance.now();
  const { status, stdout, stderr } = await runCommand('eventbook', words);
  if (status !== 0) throw new Error(`eventbook ${words.join(' ')}\n${stdout}${stderr}`);
  return (performance.now() - began) / 1000;
}
