import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { createServer as createTcpServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Language } from '@eventbook/shared/catalog/langpack-settings';
import { recordOf } from '@eventbook/shared/node/langpack/archives/artifact';
import { gitRegistry } from '@eventbook/shared/node/langpack/registries/git-registry';
import { npmRegistry } from '@eventbook/shared/node/langpack/registries/npm-registry';
import { pypiRegistry } from '@eventbook/shared/node/langpack/registries/pypi-registry';
import type { Registry } from '@eventbook/shared/node/langpack/registries/registry';
import { serveRepositories, type GitHost } from '../support/git-host.js';
import { pythonEnvironment } from '../support/python-environment.js';
import {
  composerEnvironment,
  goEnvironment,
  npmEnvironment,
  pipInstall,
} from '../support/registry-clients.js';
import { handMadePackage, packageNames } from './hand-made-packages.js';

const run = promisify(execFile);
const resolve = createRequire(import.meta.url).resolve;
let scratch: string;
const started: ChildProcess[] = [];

beforeAll(() => {
  scratch = mkdtempSync(join(tmpdir(), 'eventbook-uploads-'));
});
afterAll(async () => {
  for (const child of started) child.kill();
  await run('chmod', ['-R', 'u+w', scratch]);
  rmSync(scratch, { recursive: true });
});
afterEach(() => {
  vi.unstubAllEnvs();
});

async function freePort(): Promise<number> {
  const server = createTcpServer();
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  await new Promise((done) => server.close(done));
  return port;
}

async function answers(url: string): Promise<void> {
  for (let attempt = 0; attempt < 300; attempt += 1) {
    if (
      await fetch(url).then(
        () => true,
        () => false,
      )
    )
      return;
    await new Promise((done) => setTimeout(done, 100));
  }
  throw new Error(`${url} does not answer`);
}

function empty(name: string): string {
  const path = join(scratch, name);
  mkdirSync(path, { recursive: true });
  return path;
}

/** What holds for every registry that is uploaded to. */
async function expectUploads(registry: Registry, language: Language, name?: string): Promise<void> {
  for (const version of ['0.1.1', '0.1.2']) {
    const release = await handMadePackage(language, version, name);
    const reference = { package: release.name, version, artifacts: release.artifacts.map(recordOf) };
    expect(await registry.look(reference)).toMatchObject({ state: 'missing' });
    await registry.put(release);
    expect(await registry.look(reference)).toEqual({ state: 'complete' });
    const otherBytes = reference.artifacts.map((artifact) => ({ ...artifact, sha256: '0'.repeat(64) }));
    expect(await registry.look({ ...reference, artifacts: otherBytes })).toMatchObject({
      state: 'different',
    });
  }
}

describe('an npm registry (Verdaccio)', () => {
  let url: string;
  let token: string;

  beforeAll(async () => {
    const folder = empty('verdaccio');
    const port = await freePort();
    url = `http://127.0.0.1:${port}/`;
    writeFileSync(
      join(folder, 'config.yaml'),
      [
        `storage: ${join(folder, 'storage')}`,
        `auth: { htpasswd: { file: ${join(folder, 'htpasswd')}, algorithm: sha1 } }`,
        'packages: { "**": { access: $all, publish: $authenticated } }',
        'log: { type: stdout, level: fatal }',
      ].join('\n'),
    );
    const program = resolve('verdaccio/bin/verdaccio');
    const args = [program, '--config', join(folder, 'config.yaml'), '--listen', `127.0.0.1:${port}`];
    started.push(spawn(process.execPath, args, { stdio: 'ignore' }));
    await answers(`${url}-/ping`);
    const answer = await fetch(`${url}-/user/org.couchdb.user:ci`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ name: 'ci', password: 'a long password', email: 'ci@example.com' }),
    });
    ({ token } = (await answer.json()) as { token: string });
  });

  it('takes releases, which npm installs', async () => {
    vi.stubEnv('EVENTBOOK_NPM_TOKEN', token);
    await expectUploads(npmRegistry(url), 'typescript');
    const cwd = empty('npm');
    writeFileSync(join(cwd, 'package.json'), '{"private":true,"type":"module"}');
    const env = npmEnvironment(scratch);
    await run('npm', ['install', `--registry=${url}`, `${packageNames.typescript}@^0.1.1`], { cwd, env });
    writeFileSync(
      join(cwd, 'main.js'),
      `import { version } from '${packageNames.typescript}'; console.log(version);`,
    );
    expect((await run('node', ['main.js'], { cwd })).stdout).toBe('0.1.2\n');
  });

  it('is logged in to by .npmrc too, and without a login it refuses', async () => {
    const release = await handMadePackage('typescript', '0.1.3');
    const npmrc = join(scratch, '.npmrc');
    vi.stubEnv('EVENTBOOK_NPM_TOKEN', '');
    vi.stubEnv('NPM_CONFIG_USERCONFIG', npmrc);
    await expect(npmRegistry(url).put(release)).rejects.toMatchObject({ code: 'registry_refused' });
    vi.stubEnv('VERDACCIO_TOKEN', token);
    writeFileSync(npmrc, `${url.replace('http:', '')}:_authToken=\${VERDACCIO_TOKEN}\n`);
    await npmRegistry(url).put(release);
  });
});

describe('a Python package index (pypiserver)', () => {
  let url: string;

  beforeAll(async () => {
    const python = pythonEnvironment('pypiserver-2.3.2', ['pypiserver[passlib]==2.3.2', 'setuptools<81']);
    const folder = empty('pypiserver');
    const port = await freePort();
    url = `http://127.0.0.1:${port}/`;
    // htpasswd's {SHA}: nobody but this test has the password.
    const { createHash } = await import('node:crypto');
    const hash = createHash('sha1').update('secret').digest('base64');
    writeFileSync(join(scratch, 'htpasswd'), `ci:{SHA}${hash}\n`);
    const args = [
      'run',
      '-i',
      '127.0.0.1',
      '-p',
      String(port),
      '-P',
      join(scratch, 'htpasswd'),
      '-a',
      'update',
      folder,
    ];
    started.push(spawn(python, ['-m', 'pypiserver', ...args], { stdio: 'ignore' }));
    await answers(url);
  });

  it('takes releases, which pip installs', async () => {
    vi.stubEnv('TWINE_USERNAME', 'ci');
    vi.stubEnv('TWINE_PASSWORD', 'secret');
    await expectUploads(pypiRegistry(url), 'python');
    const cwd = empty('pip');
    await run('python3', ['-m', 'venv', '--without-pip', 'venv'], { cwd });
    await run('python3', pipInstall(`${url}simple/`, packageNames.python), { cwd });
    const { stdout } = await run(
      'venv/bin/python',
      ['-c', 'import shop_events_site as e; print(e.version)'],
      { cwd },
    );
    expect(stdout).toBe('0.1.2\n');
  });

  it('is logged in to by .pypirc too, and without a login it refuses', async () => {
    const release = await handMadePackage('python', '0.1.3');
    vi.stubEnv('HOME', empty('home'));
    await expect(pypiRegistry(url).put(release)).rejects.toMatchObject({ code: 'registry_refused' });
    const login = `[ours]\nrepository = ${url}\nusername = ci\npassword = secret\n`;
    writeFileSync(join(scratch, 'home/.pypirc'), login);
    await pypiRegistry(url).put(release);
  });
});

describe('a git host', () => {
  // An address of loopback that nothing else uses, so that port 80, which Go insists on, is free.
  const host = '127.0.80.1';
  const login = 'ci:secret';
  let git: GitHost;
  let reading: GitHost;
  const goModule = `${host}/shop/events-site`;

  beforeAll(async () => {
    const folder = empty('git');
    for (const name of ['shop/events-site', 'php/events-site']) {
      await run('git', ['init', '--quiet', '--bare', '--initial-branch=main', join(folder, `${name}.git`)]);
      await run('git', ['-C', join(folder, `${name}.git`), 'config', 'http.receivepack', 'true']);
    }
    git = await serveRepositories({ folder, login });
    reading = await serveRepositories({ folder, host, port: 80 });
  });
  afterAll(async () => {
    await git.close();
    await reading.close();
  });

  it('takes releases, which go installs', async () => {
    vi.stubEnv('EVENTBOOK_GIT_USERNAME', 'ci');
    vi.stubEnv('EVENTBOOK_GIT_TOKEN', 'secret');
    const registry = gitRegistry('go', `${git.url}shop/events-site.git`);
    await expectUploads(registry, 'go', goModule);
    const cwd = empty('go');
    const env = goEnvironment(scratch, { GOPRIVATE: host, GOINSECURE: host });
    writeFileSync(join(cwd, 'go.mod'), 'module try\n\ngo 1.21\n');
    writeFileSync(
      join(cwd, 'main.go'),
      `package main\n\nimport events "${goModule}"\n\nfunc main() { print(events.Version) }\n`,
    );
    await run('go', ['get', `${goModule}@v0.1.1`], { cwd, env });
    expect((await run('go', ['run', '.'], { cwd, env })).stderr).toBe('0.1.1');
    await run('go', ['get', goModule], { cwd, env });
    expect((await run('go', ['run', '.'], { cwd, env })).stderr).toBe('0.1.2');
  });

  it('takes releases, which composer installs', async () => {
    vi.stubEnv('EVENTBOOK_GIT_USERNAME', 'ci');
    vi.stubEnv('EVENTBOOK_GIT_TOKEN', 'secret');
    await expectUploads(gitRegistry('php', `${git.url}php/events-site.git`), 'php');
    const cwd = empty('composer');
    const repositories = [
      { type: 'vcs', url: `${reading.url}php/events-site.git` },
      { 'packagist.org': false },
    ];
    writeFileSync(
      join(cwd, 'composer.json'),
      JSON.stringify({ repositories, config: { 'secure-http': false } }),
    );
    const env = composerEnvironment(scratch);
    await run('composer', ['require', `${packageNames.php}:^0.1`], { cwd, env });
    const { stdout } = await run('php', ['-r', 'require "vendor/autoload.php"; echo Shop\\Version::TEXT;'], {
      cwd,
    });
    expect(stdout).toBe('0.1.2');
  });

  it('is not pushed to without a login', async () => {
    vi.stubEnv('EVENTBOOK_GIT_TOKEN', 'wrong');
    const release = await handMadePackage('go', '0.1.3');
    await expect(gitRegistry('go', `${git.url}shop/events-site.git`).put(release)).rejects.toMatchObject({
      code: 'git_failed',
    });
  });
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
    },
  );
});
