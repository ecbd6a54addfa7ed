import { execFile, execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Language } from '@eventbook/shared/catalog/langpack-settings';
import { parseCatalog } from '@eventbook/shared/catalog/parse';
import { readCatalogFolder } from '@eventbook/shared/node/catalog-folder';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Collector, startCollector } from '../support/collector.js';
import {
  composerEnvironment,
  composerProject,
  goEnvironment,
  npmEnvironment,
  pipInstall,
} from '../support/registry-clients.js';
import { runCommand, type CommandResult } from '../support/run-command.js';
import { serveFolder } from '../support/static-server.js';
import { compareRows } from './compare-rows.js';
import { exampleIn, sendings } from './every-event.js';

/*
 * What a company does: a book, its langpacks published into a folder behind a web host, installed by the clients of each
 * language into empty folders, and programs sending to a collector: the one of the package's README, and for every version
 * of every event one that sets all of its fields, and one that sets no more than it must.
 */
const run = promisify(execFile);
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
  await run('chmod', ['-R', 'u+w', scratch]);
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

/** A langpack in an empty folder, put there by its language's own client. */
interface Installed {
  readonly environment: string;
  readonly language: Language;
  /** Where the client has put the README, from its folder on. */
  readonly readme: string;
  readonly cwd: string;
  readonly file: string;
  readonly command: readonly [string, ...string[]];
  readonly env: NodeJS.ProcessEnv;
}

describe('installed from the registry by the clients', () => {
  const releases = [
    ['site-backend', 'typescript'],
    ['site-frontend', 'typescript'],
    ['mobile-app', 'typescript'],
    ['site-backend', 'python'],
    ['site-backend', 'php'],
    ['site-backend', 'go'],
  ] as const;

  const install: Readonly<Record<Language, (environment: string, cwd: string) => Promise<Installed>>> = {
    async typescript(environment, cwd) {
      const name = `@classifieds/events-${environment}`;
      writeFileSync(join(cwd, 'package.json'), '{"private":true,"type":"module"}');
      const env = npmEnvironment(scratch);
      await run('npm', ['install', `--registry=${registry.url}npm/`, `${name}@^0.1.1`], { cwd, env });
      const readme = join(cwd, 'node_modules', name, 'README.md');
      return {
        environment,
        language: 'typescript',
        readme,
        cwd,
        file: 'main.js',
        command: ['node', 'main.js'],
        env,
      };
    },
    async python(environment, cwd) {
      await run('python3', ['-m', 'venv', '--without-pip', 'venv'], { cwd });
      const index = `${registry.url}pypi/simple/`;
      await run('python3', pipInstall(index, `classifieds-events-${environment}`), { cwd });
      // A wheel holds no README but in its metadata.
      const find = 'ls -d venv/lib/python3*/site-packages/*.dist-info/METADATA';
      const readme = join(cwd, (await run('sh', ['-c', find], { cwd })).stdout.trim());
      const command = ['venv/bin/python', 'main.py'] as const;
      return { environment, language: 'python', readme, cwd, file: 'main.py', command, env: process.env };
    },
    async php(environment, cwd) {
      const name = `classifieds/events-${environment}`;
      const project = composerProject({ type: 'composer', url: `${registry.url}composer/` });
      writeFileSync(join(cwd, 'composer.json'), project);
      await run('composer', ['require', `${name}:^0.1`], { cwd, env: composerEnvironment(scratch) });
      const readme = join(cwd, 'vendor', name, 'README.md');
      const command = ['php', 'main.php'] as const;
      return { environment, language: 'php', readme, cwd, file: 'main.php', command, env: process.env };
    },
    async go(environment, cwd) {
      const name = `git.classifieds.example/events/events-${environment}`;
      const env = goEnvironment(scratch, { GOPROXY: `${registry.url}go`, GONOSUMDB: '*' });
      writeFileSync(join(cwd, 'go.mod'), 'module try\n\ngo 1.21\n');
      await run('go', ['get', name], { cwd, env });
      const readme = join(scratch, 'go-cache', `${name}@v0.1.1/README.md`);
      return { environment, language: 'go', readme, cwd, file: 'main.go', command: ['go', 'run', '.'], env };
    },
  };

  /** Runs a program, and sees that the collector has accepted one more event. */
  async function expectToSend(installed: Installed, program: string): Promise<void> {
    const { cwd, file, command, env, environment } = installed;
    const [name, ...args] = command;
    const before = await accepted();
    writeFileSync(join(cwd, file), program);
    const settings = { EVENTBOOK_COLLECTORS: collector.url, EVENTBOOK_WRITE_KEY: keys[environment] ?? '' };
    await run(name, args, { cwd, env: { ...env, ...settings } });
    expect(await accepted()).toBe(before + 1);
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
      const cwd = join(scratch, `${environment}-${language}`);
      mkdirSync(cwd);
      const installed = await install[language](environment, cwd);
      const readme = readFileSync(installed.readme, 'utf8');
      await expectToSend(installed, exampleIn(readme));
      const { catalog } = parseCatalog((await readCatalogFolder(book)).files);
      const all = sendings(catalog, environment, language);
      for (const { program } of all) await expectToSend(installed, program);

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
});
