import { execFileSync } from 'node:child_process';
import { appendFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { languages } from '@eventbook/shared/catalog/langpack-settings';
import { recordOf } from '@eventbook/shared/node/langpack/archives/artifact';
import { gitRegistry } from '@eventbook/shared/node/langpack/registries/git-registry';
import { npmRegistry } from '@eventbook/shared/node/langpack/registries/npm-registry';
import { pypiRegistry } from '@eventbook/shared/node/langpack/registries/pypi-registry';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type Collector, startCollector } from '../support/collector.js';
import { writeFiles } from '../langpack/write-files.js';
import { runCommand, type CommandResult } from '../support/run-command.js';
import { Book } from './book.js';
import { changeOneEnvironment } from './change-one-environment.js';
import { exampleIn, sendings } from './every-event.js';
import { handMadePackage } from './hand-made-packages.js';
import { type Installed, RegistryClients } from './installed-langpacks.js';
import { rowsByLangpack } from './rows-by-langpack.js';
import { runProgram } from './try-program.js';
import {
  keptIn,
  startGitHost,
  startPypiserver,
  startVerdaccio,
  type UploadRegistry,
} from './upload-registries.js';

/*
 * A book whose catalog.json names the registries of a company: an npm registry, a Python package index, and a git host for
 * Composer and Go. Its langpacks are published there by the command, and installed from there by the clients of each language.
 */
const gitHost = 'git.classifieds.example';
let root: string;
let book: Book;
let npm: Awaited<ReturnType<typeof startVerdaccio>>;
let python: UploadRegistry;
let git: Awaited<ReturnType<typeof startGitHost>>;
let collector: Collector;
let key: string;
/** As CI has them. */
let logins: Readonly<Record<string, string>>;

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'eventbook-uploads-'));
  book = Book.make(join(root, 'company'));
  const folder = (name: string): string => {
    mkdirSync(join(root, name));
    return join(root, name);
  };
  npm = await startVerdaccio(folder('verdaccio'));
  python = await startPypiserver(folder('pypiserver'));
  git = await startGitHost(folder('git'), gitHost, [
    'classifieds/events-site-backend',
    'events/events-site-backend',
  ]);
  book.edit('catalog.json', (settings) => {
    settings['registries'] = {
      typescript: [{ kind: 'npm', url: npm.url }],
      python: [{ kind: 'pypi', url: python.url }],
      php: [{ kind: 'git', url: `${git.url}{package}.git` }],
      go: [{ kind: 'git', url: 'http://{package}.git' }],
    };
  });
  key = (await eventbook({}, 'source', 'key', 'create', 'site-backend/adverts')).stdout.trim();
  book.commit();
  collector = await startCollector({ catalog: book.folder, data: join(root, 'data') });
  logins = {
    EVENTBOOK_NPM_TOKEN: await npm.login(),
    TWINE_USERNAME: 'ci',
    TWINE_PASSWORD: 'secret',
    EVENTBOOK_GIT_USERNAME: 'ci',
    EVENTBOOK_GIT_TOKEN: 'secret',
  };
});
afterAll(async () => {
  for (const server of [npm, python, git]) await server.close();
  await collector.stop();
  // Go writes its modules so that they cannot be written.
  execFileSync('chmod', ['-R', 'u+w', root]);
  rmSync(root, { recursive: true });
});

function eventbook(env: Readonly<Record<string, string>>, ...words: string[]): Promise<CommandResult> {
  // No login of whoever runs the test.
  const nobody = { HOME: join(root, 'nobody'), EVENTBOOK_NPM_TOKEN: '', EVENTBOOK_GIT_TOKEN: '' };
  return runCommand('eventbook', words, {
    cwd: book.folder,
    env: { ...nobody, ...env },
    within: git.within,
  });
}

function publish(env: Readonly<Record<string, string>>): Promise<CommandResult> {
  return eventbook(env, 'langpack', 'publish', '--wait', collector.operatorsUrl);
}

/** What `verify` has to say of the registries. */
async function wrongThings(): Promise<string[]> {
  const { status, stdout, stderr } = await eventbook({}, 'langpack', 'verify', '--format', 'json');
  const { wrong } = JSON.parse(stdout) as { wrong: Record<'package' | 'version' | 'state', string>[] };
  expect(status, stderr).toBe(wrong.length === 0 ? 0 : 1);
  return wrong.map(({ package: name, version, state }) => `${name} ${version} ${state}`);
}

function kept(): Map<string, string> {
  return keptIn([npm, python, git]);
}

/** Packages in the order in which they are uploaded. */
const packages = [
  '@classifieds/events-mobile-app',
  `${gitHost}/events/events-site-backend`,
  'classifieds/events-site-backend',
  'classifieds-events-site-backend',
  '@classifieds/events-site-backend',
  '@classifieds/events-site-frontend',
];

/** By the clients of all languages, which have nothing from before: `name` is a folder of its own. */
function install(name: string): Promise<Installed[]> {
  const clients = new RegistryClients(join(root, name), {
    typescript: npm.url,
    python: `${python.url}simple/`,
    php: { type: 'vcs', url: `${git.url}{package}.git` },
    go: { GOPRIVATE: gitHost, GOINSECURE: gitHost },
    within: git.within,
  });
  return Promise.all(languages.map((language) => clients.install({ environment: 'site-backend', language })));
}

async function expectToSend(installed: Installed, program: string): Promise<void> {
  const settings = { EVENTBOOK_COLLECTORS: collector.url, EVENTBOOK_WRITE_KEY: key };
  const { succeeded, output } = await runProgram(installed, program, settings);
  expect(succeeded, output).toBe(true);
}

describe('registries that are uploaded to', () => {
  it('say whether they take a login, and get nothing by it', async () => {
    const places = [
      [npmRegistry(npm.url), 'EVENTBOOK_NPM_TOKEN'],
      [pypiRegistry(python.url), 'TWINE_PASSWORD'],
    ] as const;
    const before = kept();
    for (const [registry, secret] of places) {
      for (const [name, value] of Object.entries(logins)) vi.stubEnv(name, value);
      await registry.tryConnection('events-site-backend');
      vi.stubEnv(secret, 'wrong');
      const refused = { code: 'registry_refused' };
      await expect(registry.tryConnection('events-site-backend')).rejects.toMatchObject(refused);
    }
    vi.stubEnv('EVENTBOOK_NPM_TOKEN', '');
    await expect(places[0][0].tryConnection('events-site-backend')).rejects.toThrow(
      'does not know who we are',
    );
    vi.unstubAllEnvs();
    expect(kept()).toEqual(before);
  });

  it('refuse a login: that is told, and the next run completes what was recorded', async () => {
    expect(book.isRecorded()).toBe(false);
    const npmRefused = await publish({ ...logins, EVENTBOOK_NPM_TOKEN: 'wrong' });
    expect(npmRefused).toMatchObject({ status: 2, stdout: '' });
    expect(npmRefused.stderr).toContain(`The registry ${npm.url} answered 401`);
    expect(npmRefused.stderr).toContain('Set EVENTBOOK_NPM_TOKEN');
    // All of it, or nothing: here all, and nowhere else anything.
    const recorded = book.ledger();
    expect(recorded).toHaveLength(packages.length);
    expect(await wrongThings()).toEqual(packages.map((name) => `${name} 0.1.1 missing`));
    expect(kept().size).toBe(0);

    const gitRefused = await publish({ ...logins, EVENTBOOK_GIT_TOKEN: 'wrong' });
    expect(gitRefused).toMatchObject({ status: 2, stdout: '' });
    expect(gitRefused.stderr).toContain('events-site-backend.git does not take who we say we are.');
    expect(gitRefused.stderr).toContain('Set EVENTBOOK_GIT_TOKEN');
    expect([...kept().keys()]).toEqual(['@classifieds/events-mobile-app/events-mobile-app-0.1.1.tgz']);

    const pypiRefused = await publish({ ...logins, TWINE_PASSWORD: 'wrong' });
    expect(pypiRefused).toMatchObject({ status: 2, stdout: '' });
    expect(pypiRefused.stderr).toContain(`The registry ${python.url} answered 403: Error: 403 Forbidden.`);
    expect(pypiRefused.stderr).toContain('Set TWINE_USERNAME and TWINE_PASSWORD');
    expect([...kept().keys()].filter((path) => path.includes('classifieds_events'))).toEqual([]);

    const completed = await publish(logins);
    expect(completed, completed.stderr).toMatchObject({ status: 0 });
    expect(completed.stdout).toContain('Finished what was begun, with 3 uploads.');
    expect(await wrongThings()).toEqual([]);
    expect(book.ledger()).toEqual(recorded);
  }, 300_000);

  it('get nothing the second time', async () => {
    const before = [kept(), book.ledger()];
    const { status, stdout } = await publish(logins);
    expect(status).toBe(0);
    expect(stdout).toContain('All is released already.');
    expect([kept(), book.ledger()]).toEqual(before);
  }, 300_000);

  it('have what the clients of all languages install, and programs send', async () => {
    for (const installed of await install('first'))
      await expectToSend(installed, exampleIn(readFileSync(join(installed.home, installed.readme), 'utf8')));
  }, 300_000);

  it('get the next release beside the first, by the logins in the files of npm, twine and git', async () => {
    changeOneEnvironment(book);
    book.commit();
    const before = kept();
    const home = join(root, 'home');
    const { host } = new URL(npm.url);
    await writeFiles(
      home,
      new Map([
        ['.npmrc', `//${host}/:_authToken=\${NPM_TOKEN}\n`],
        ['.pypirc', `[ours]\nrepository = ${python.url}\nusername = ci\npassword = secret\n`],
        ['.gitconfig', '[credential]\n\thelper = store\n'],
        ['.git-credentials', `http://ci:secret@${gitHost}\n`],
      ]),
    );
    const { status, stdout, stderr } = await publish({
      HOME: home,
      // npm, which runs the tests, says where its own is.
      npm_config_userconfig: join(home, '.npmrc'),
      NPM_TOKEN: logins['EVENTBOOK_NPM_TOKEN'] ?? '',
    });
    expect(status, stderr).toBe(0);
    expect(stdout).toContain('Released, with 4 uploads.');
    const after = kept();
    const changed = [...before].filter(([path, digest]) => after.get(path) !== digest);
    expect(changed.map(([path]) => path)).toEqual([
      'classifieds/events-site-backend.git refs/heads/main',
      'events/events-site-backend.git refs/heads/main',
    ]);

    const { catalog } = await book.released();
    for (const installed of await install('second')) {
      const news = sendings(catalog, 'site-backend', installed.language).find(
        ({ sent }) => sent.event === 'advert.shared',
      );
      await expectToSend(installed, news?.program ?? '');
    }
  }, 300_000);

  it('had their packages send what the warehouse has', async () => {
    const sealed = await runCommand('eventbook-collector', ['seal', '--data', join(root, 'data')]);
    expect(sealed.status, sealed.stderr).toBe(0);
    const rows = languages.flatMap((language) => [
      [`user.registered 1 ${language}/0.1.1`, 1],
      [`advert.shared 1 ${language}/0.1.2`, 1],
    ]);
    expect(await rowsByLangpack(join(root, 'data/warehouse'))).toEqual(Object.fromEntries(rows));
  });

  it('are seen to have something else than what was released', async () => {
    for (const archive of [
      join(npm.folder, '@classifieds/events-site-backend/events-site-backend-0.1.1.tgz'),
      join(python.folder, 'classifieds_events_site_backend-0.1.1.tar.gz'),
    ])
      appendFileSync(archive, 'x');
    for (const repository of ['classifieds/events-site-backend.git', 'events/events-site-backend.git']) {
      const path = join(git.folder, repository);
      execFileSync('git', ['-C', path, 'update-ref', 'refs/tags/v0.1.1', 'refs/tags/v0.1.2']);
    }
    const ofBackend = packages.filter((name) => name.endsWith('events-site-backend'));
    expect(await wrongThings()).toEqual(ofBackend.map((name) => `${name} 0.1.1 different`));
  }, 300_000);
});

describe('a registry that is not well', () => {
  const kinds = [
    ['typescript', (url: string) => npmRegistry(url)],
    ['python', (url: string) => pypiRegistry(url)],
    ['go', (url: string) => gitRegistry('go', `${url}{package}.git`)],
  ] as const;

  it.each(kinds)(
    'is told as such where it answers garbage or nothing, for %s',
    async (language, registryAt) => {
      const release = await handMadePackage(language, '0.1.1');
      const garbage = createServer((_request, response) => {
        response.setHeader('content-type', 'application/json').end('<html>{{{');
      });
      await new Promise<void>((done) => garbage.listen(0, '127.0.0.1', done));
      const url = `http://127.0.0.1:${(garbage.address() as AddressInfo).port}/`;
      const reference = {
        package: release.name,
        version: '0.1.1',
        artifacts: release.artifacts.map(recordOf),
      };
      const code = language === 'go' ? 'git_failed' : 'registry_unavailable';
      await expect(registryAt(url).look(reference)).rejects.toMatchObject({ code });
      await new Promise((done) => garbage.close(done));
      await expect(registryAt(url).look(reference)).rejects.toMatchObject({ code });
      await expect(registryAt(url).put(release)).rejects.toMatchObject({ code });
      await expect(registryAt(url).tryConnection(release.name)).rejects.toMatchObject({ code });
    },
  );
});
