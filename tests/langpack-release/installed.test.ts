import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import type { Language } from '@eventbook/shared/catalog/langpack-settings';
import { parseCatalog } from '@eventbook/shared/catalog/parse';
import { readCatalogFolder } from '@eventbook/shared/node/catalog-folder';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Collector, startCollector } from '../support/collector.js';
import { runCommand, type CommandResult } from '../support/run-command.js';
import { serveFolder } from '../support/static-server.js';
import { compareRows } from './compare-rows.js';
import { exampleIn, sendings } from './every-event.js';
import { type Installed, RegistryClients, staticPlaces } from './installed-langpacks.js';
import { runProgram, tryProgram } from './try-program.js';
import { type Programs, programsOf, wrongPrograms } from './wrong-programs.js';

/*
 * What a company does: a book, its langpacks published into a folder behind a web host, installed by the clients of each
 * language into empty folders, and programs sending to a collector: the one of the package's README, and for every version
 * of every event one that sets all of its fields, and one that sets no more than it must. And one that is written wrongly, in
 * all the ways that wrong-programs.ts knows.
 */
let scratch: string;
let book: string;
let registry: Awaited<ReturnType<typeof serveFolder>>;
let collector: Collector;
/** Write keys by environment. */
const keys: Record<string, string> = {};

function eventbook(...words: string[]): Promise<CommandResult> {
  return runCommand('eventbook', words, { cwd: book });
}

function publish(...more: string[]): Promise<CommandResult> {
  return eventbook('langpack', 'publish', '--to', join(scratch, 'registry'), '--url', registry.url, ...more);
}

function commit(message: string): void {
  const options = { cwd: book, stdio: 'pipe' } as const;
  execFileSync('git', ['add', '--all'], options);
  const who = ['-c', 'user.name=T', '-c', 'user.email=t@example.com'];
  execFileSync('git', [...who, 'commit', '--quiet', `--message=${message}`], options);
}

beforeAll(async () => {
  scratch = mkdtempSync(join(tmpdir(), 'eventbook-installed-'));
  book = join(scratch, 'book');
  mkdirSync(book);
  mkdirSync(join(scratch, 'registry'));
  registry = await serveFolder(join(scratch, 'registry'));
  await eventbook('init', '.');
  for (const source of ['site-backend/adverts', 'site-frontend/web', 'mobile-app/android']) {
    const [environment = ''] = source.split('/');
    keys[environment] = (await eventbook('source', 'key', 'create', source)).stdout.trim();
  }
  commit('Keys');
  collector = await startCollector({ catalog: book, data: join(scratch, 'data') });
});
afterAll(async () => {
  await collector.stop();
  await registry.close();
  // Go writes its modules so that they cannot be written.
  execFileSync('chmod', ['-R', 'u+w', scratch]);
  rmSync(scratch, { recursive: true });
});

describe('the commands', () => {
  it('say what would be released, and release it, once', async () => {
    const dry = await publish('--dry-run');
    expect(dry).toMatchObject({ status: 0, stderr: '' });
    expect(dry.stdout).toContain('Would release, and has done nothing.');
    const first = await publish();
    expect(first).toMatchObject({ status: 0 });
    expect(first.stdout).toContain('Released, with 6 uploads.');
    const second = await publish();
    expect(second.status).toBe(0);
    expect(second.stdout).toContain('All is released already.');
    const plan = JSON.parse((await eventbook('langpack', 'plan', '--format', 'json')).stdout) as object;
    expect(plan).toMatchObject({ releases: [], ended: [] });
  });

  it('see that all is there, and when something is not what was released', async () => {
    const verify = () => eventbook('langpack', 'verify', '--to', join(scratch, 'registry'));
    const sound = await verify();
    expect(sound.status).toBe(0);
    expect(sound.stdout).toContain('All is there. 6 releases');
    const archive = join(scratch, 'registry/composer/dist/classifieds/events-site-backend');
    const path = join(archive, 'classifieds-events-site-backend-0.1.1.zip');
    const bytes = readFileSync(path);
    writeFileSync(path, Buffer.concat([bytes, Buffer.from('x')]));
    const { status, stdout } = await verify();
    writeFileSync(path, bytes);
    expect(status).toBe(1);
    expect(stdout).toMatch(/classifieds\/events-site-backend\s+0\.1\.1\s.*different/u);
  });

  it('show what a change does to the code, before anyone commits', async () => {
    const path = join(book, 'events/search.performed/event.json');
    const before = readFileSync(path, 'utf8');
    const card = JSON.parse(before) as Record<string, unknown>;
    writeFileSync(path, JSON.stringify({ ...card, description: 'Somebody looked.' }));
    const { stdout } = await eventbook(
      'langpack',
      'diff',
      '--base',
      'HEAD',
      '--language',
      'typescript',
      '--code',
    );
    const plan = await eventbook('langpack', 'plan', '--format', 'markdown');
    writeFileSync(path, before);
    expect(stdout).toContain('+ * Somebody looked.');
    expect(stdout).not.toContain('classifieds-events-site-backend');
    expect(plan.stdout).toContain('0.1.1 → **0.1.2**');
  });

  it('refuse a catalog that does not check', async () => {
    const path = join(book, 'events/search.performed/event.json');
    const before = readFileSync(path, 'utf8');
    writeFileSync(path, before.replace('"owner"', '"ownr"'));
    const { status, stderr } = await eventbook('langpack', 'plan');
    writeFileSync(path, before);
    expect(status).toBe(2);
    expect(stderr).toContain('The key "owner" is missing');
  });
});

describe('installed from the registry by the clients', () => {
  const releases = [
    ['site-backend', 'typescript'],
    ['site-frontend', 'typescript'],
    ['mobile-app', 'typescript'],
    ['site-backend', 'python'],
    ['site-backend', 'php'],
    ['site-backend', 'go'],
  ] as const;

  /** Each is installed once, when it is first asked for. */
  const there = new Map<string, Promise<Installed>>();

  function installed(environment: string, language: Language): Promise<Installed> {
    const clients = new RegistryClients(join(scratch, 'installed'), staticPlaces(registry.url));
    const begun = there.get(`${environment} ${language}`) ?? clients.install({ environment, language });
    there.set(`${environment} ${language}`, begun);
    return begun;
  }

  function settingsOf(environment: string): Record<string, string> {
    return { EVENTBOOK_COLLECTORS: collector.url, EVENTBOOK_WRITE_KEY: keys[environment] ?? '' };
  }

  async function accepted(): Promise<number> {
    const text = await (await fetch(`${collector.operatorsUrl}/metrics`)).text();
    const counts = [
      ...text.matchAll(/^eventbook_collector_events_total\{.*outcome="accepted".*\} (\d+)$/gmu),
    ];
    return counts.reduce((sum, [, count]) => sum + Number(count), 0);
  }

  it.each(releases)(
    'the langpack of %s for %s sends what its README shows, and every event with all and with the fewest fields',
    async (environment, language) => {
      const langpack = await installed(environment, language);
      const expectToSend = async (program: string): Promise<void> => {
        const before = await accepted();
        const { succeeded, output } = await runProgram(langpack, program, settingsOf(environment));
        expect(succeeded, output).toBe(true);
        expect(await accepted()).toBe(before + 1);
      };
      await expectToSend(exampleIn(readFileSync(join(langpack.home, langpack.readme), 'utf8')));
      const { catalog } = parseCatalog((await readCatalogFolder(book)).files);
      const all = sendings(catalog, environment, language);
      for (const { program } of all) await expectToSend(program);

      // The same by a road on which no langpack is.
      const others = all.map(({ sent: { envelope } }) =>
        JSON.stringify({ ...envelope, event_id: randomUUID(), langpack: `expected-of-${language}/0.0.1` }),
      );
      const answer = await fetch(`${collector.url}/v1/events`, {
        method: 'POST',
        headers: {
          Authorization: `Bearer ${keys[environment]}`,
          'Content-Type': 'application/x-ndjson',
        },
        body: others.join('\n'),
      });
      expect(await answer.json()).toMatchObject({ accepted: others.length });
      const sealed = await runCommand('eventbook-collector', ['seal', '--data', join(scratch, 'data')]);
      expect(sealed.status, sealed.stderr).toBe(0);
      const found = await compareRows(join(scratch, 'data/warehouse'), environment, language);
      // What the README sends is one of them once more.
      expect(found).toEqual({ sent: all.length + 1, expected: all.length, differing: [] });
    },
    300_000,
  );

  describe.each(Object.entries(programsOf) as [Language, Programs][])(
    'a program in %s',
    (language, programs) => {
      it('is let through where it is right, and sends', async () => {
        const before = await accepted();
        const langpack = await installed('site-backend', language);
        const tried = await tryProgram(langpack, programs.right, settingsOf('site-backend'));
        expect(tried).toMatchObject({ refusedBy: undefined });
        expect(await accepted()).toBe(before + 1);
      });

      it.each(wrongPrograms(programs))('is refused where %s', async (_, { text, refusedBy, says }) => {
        const before = await accepted();
        const langpack = await installed('site-backend', language);
        const { output, ...tried } = await tryProgram(langpack, text, settingsOf('site-backend'));
        expect(stripVTControlCharacters(output)).toMatch(says);
        expect(tried).toEqual({ succeeded: false, refusedBy });
        expect(await accepted()).toBe(before);
      });
    },
  );
});
