import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { languages, type Language } from '@eventbook/shared/catalog/langpack-settings';
import { generators } from '@eventbook/shared/langpack/generators';
import { readRuntime } from '@eventbook/shared/node/langpack-runtime';
import { staticRegistries } from '@eventbook/shared/node/langpack/open-registries';
import { publishLangpacks } from '@eventbook/shared/node/langpack/publish';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { secondGenerationOf } from '../langpack/second-generation.js';
import { type Collector, startCollector } from '../support/collector.js';
import { runCommand } from '../support/run-command.js';
import { serveFolder } from '../support/static-server.js';
import { Book } from './book.js';
import { changeOneEnvironment } from './change-one-environment.js';
import { exampleIn, sendings } from './every-event.js';
import { digestsOf, filesIn } from './installed-files.js';
import { type Installed, RegistryClients, staticPlaces } from './installed-langpacks.js';
import { rowsByLangpack } from './rows-by-langpack.js';
import { runProgram } from './try-program.js';

/*
 * A year of a book in one go, by the commands and the real generators: released and installed; changed where one environment
 * sees it, released again; and given a second generation of every generator. Whoever pinned the first release gets it at
 * the end as at the beginning.
 */
let root: string;
let book: Book;
let registry: Awaited<ReturnType<typeof serveFolder>>;
let collector: Collector;
let key: string;
/** What the clients put there when there was one release, and the digests of its files. */
let first: Installed[];
let atFirst: Map<Language, Map<string, string>>;

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'eventbook-republished-'));
  book = Book.make(root);
  mkdirSync(book.registry);
  registry = await serveFolder(book.registry);
  key = (await eventbook('source', 'key', 'create', 'site-backend/adverts')).trim();
  book.commit();
  collector = await startCollector({ catalog: book.folder, data: join(root, 'data') });
});
afterAll(async () => {
  await collector.stop();
  await registry.close();
  // Go writes its modules so that they cannot be written.
  execFileSync('chmod', ['-R', 'u+w', root]);
  rmSync(root, { recursive: true });
});

async function eventbook(...words: string[]): Promise<string> {
  const { status, stdout, stderr } = await runCommand('eventbook', words, { cwd: book.folder });
  expect(status, stderr).toBe(0);
  return stdout;
}

/** When the collector knows the snapshot. */
function publish(): Promise<string> {
  const registryWords = ['--to', book.registry, '--url', registry.url];
  return eventbook('langpack', 'publish', ...registryWords, '--wait', collector.operatorsUrl);
}

/** By the clients of all languages, which have nothing from before: `name` is a folder of its own. */
function install(name: string, version?: string): Promise<Installed[]> {
  const clients = new RegistryClients(join(root, name), staticPlaces(registry.url));
  const wanted = { environment: 'site-backend', ...(version === undefined ? {} : { version }) };
  return Promise.all(languages.map((language) => clients.install({ ...wanted, language })));
}

async function expectToSend(installed: Installed, program: string): Promise<void> {
  const settings = { EVENTBOOK_COLLECTORS: collector.url, EVENTBOOK_WRITE_KEY: key };
  const { succeeded, output } = await runProgram(installed, program, settings);
  expect(succeeded, output).toBe(true);
}

const readmeOf = ({ home, readme }: Installed): string => readFileSync(join(home, readme), 'utf8');

/** In the language's own way. */
function tellsOfDeprecation({ home }: Installed): boolean {
  const mark = /(?:@deprecated|@_deprecated\(|Deprecated:).*Nobody looks at it\./u;
  return filesIn(home).some((path) => mark.test(readFileSync(path, 'utf8')));
}

/** Where a registry lists the versions of a package of site-backend: all that a release may write anew. */
const lists = [
  '/composer/p2/classifieds/events-site-backend.json',
  '/go/git.classifieds.example/events/events-site-backend/@v/list',
  '/npm/@classifieds/events-site-backend',
  '/pypi/simple/classifieds-events-site-backend/index.html',
  '/pypi/simple/classifieds-events-site-backend/index.json',
];

/** Sees that a release of site-backend has only added to the registry and the ledger. */
function expectAddition(before: Map<string, string>, after: Map<string, string>, version: string): void {
  expect([...before.keys()].filter((path) => after.get(path) !== before.get(path))).toEqual([
    ...lists,
    'ledger',
  ]);
  expect(after.get('ledger')?.endsWith(`\n${before.get('ledger')}`)).toBe(true);
  const added = [...after.keys()].filter((path) => !before.has(path));
  for (const path of added) {
    expect(path).toMatch(/site.backend/u);
    expect(path).toContain(version);
  }
  for (const folder of ['composer', 'go', 'npm', 'pypi']) {
    expect(added.some((path) => path.startsWith(`/${folder}/`))).toBe(true);
  }
}

describe('a book that is released again and again', () => {
  it('is released, and installed', async () => {
    expect(await publish()).toContain('Released, with 6 uploads.');
    first = await install('first', '0.1.1');
    atFirst = digestsOf(first);
    for (const files of atFirst.values()) expect(files.size).toBeGreaterThan(20);
  }, 300_000);

  it('gives new versions to the environment that a change touches, and leaves all else as it was', async () => {
    changeOneEnvironment(book);
    book.commit();
    const plan = JSON.parse(await eventbook('langpack', 'plan', '--format', 'json')) as {
      releases: Record<'environment' | 'language' | 'previous' | 'version' | 'reason', string>[];
      unchanged: Record<'environment' | 'language' | 'version', string>[];
    };
    expect(
      plan.releases.map(({ environment, language, previous, version, reason }) =>
        [environment, language, previous, version, reason].join(' '),
      ),
    ).toEqual(languages.map((language) => `site-backend ${language} 0.1.1 0.1.2 changed`));
    expect(
      plan.unchanged.map(({ environment, language, version }) => `${environment} ${language} ${version}`),
    ).toEqual(['mobile-app typescript 0.1.1', 'site-frontend typescript 0.1.1']);

    const before = book.state();
    expect(await publish()).toContain('Released, with 4 uploads.');
    expectAddition(before, book.state(), '0.1.2');
  }, 300_000);

  it('has the new event, the new contract and the deprecation in what a range installs', async () => {
    const { catalog } = await book.released();
    for (const installed of first) expect(tellsOfDeprecation(installed)).toBe(false);
    for (const installed of await install('second')) {
      expect(tellsOfDeprecation(installed), installed.language).toBe(true);
      const news = sendings(catalog, 'site-backend', installed.language).filter(
        ({ sent: { event, version } }) =>
          event === 'advert.shared' || (event === 'message.sent' && version === 3),
      );
      expect(news).toHaveLength(4);
      for (const { program } of news) await expectToSend(installed, program);
    }
  }, 300_000);

  it('has a second generation beside the first, which stays as it is', async () => {
    book.edit('environments/site-backend/environment.json', (card) => {
      card['langpacks'] = Object.fromEntries(languages.map((language) => [language, [1, 2]]));
    });
    book.commit();
    const before = book.state();
    const workshop = await book.workshop({
      generators: [...generators, ...generators.map(secondGenerationOf)],
      readRuntime,
      registries: staticRegistries(book.registry, registry.url),
    });
    const { plan } = await publishLangpacks(await book.released(), workshop);
    expect(plan.releases.map(({ language, version, reason }) => `${language} ${version} ${reason}`)).toEqual(
      languages.map((language) => `${language} 0.2.1 first`),
    );
    expectAddition(before, book.state(), '0.2.1');
    for (const installed of await install('other', '0.2.1'))
      await expectToSend(installed, exampleIn(readmeOf(installed)));
  }, 300_000);

  it('still has the first release, byte for byte, for who pinned it', async () => {
    const again = await install('again', '0.1.1');
    expect(digestsOf(again)).toEqual(atFirst);
    for (const installed of again) await expectToSend(installed, exampleIn(readmeOf(installed)));
  }, 300_000);

  it('has in the warehouse what each version sent', async () => {
    const sealed = await runCommand('eventbook-collector', ['seal', '--data', join(root, 'data')]);
    expect(sealed.status, sealed.stderr).toBe(0);
    // A README shows the event with the fewest fields.
    const rows = languages.flatMap((language) => [
      [`user.registered 1 ${language}/0.1.1`, 1],
      [`advert.shared 1 ${language}/0.1.2`, 2],
      [`message.sent 3 ${language}/0.1.2`, 2],
      [`advert.shared 1 ${language}/0.2.1`, 1],
    ]);
    expect(await rowsByLangpack(join(root, 'data/warehouse'))).toEqual(Object.fromEntries(rows));
  });
});
