import { execFile } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { languages, type Language } from '@eventbook/shared/catalog/langpack-settings';
import { recordOf } from '@eventbook/shared/node/langpack/archives/artifact';
import type { Registry } from '@eventbook/shared/node/langpack/registries/registry';
import { staticComposerRepository } from '@eventbook/shared/node/langpack/registries/static/composer-repository';
import { staticGoProxy } from '@eventbook/shared/node/langpack/registries/static/go-proxy';
import { staticNpmRegistry } from '@eventbook/shared/node/langpack/registries/static/npm-registry';
import { staticPythonIndex } from '@eventbook/shared/node/langpack/registries/static/python-index';
import { serveFolder } from '../support/static-server.js';
import {
  composerEnvironment,
  goEnvironment,
  npmEnvironment,
  pipInstall,
} from '../support/registry-clients.js';
import { handMadePackage, packageNames } from './hand-made-packages.js';

const run = promisify(execFile);
let scratch: string;
let folder: string;
let server: Awaited<ReturnType<typeof serveFolder>>;
let registries: Readonly<Record<Language, Registry>>;

beforeAll(async () => {
  scratch = mkdtempSync(join(tmpdir(), 'eventbook-registry-'));
  folder = join(scratch, 'registry');
  mkdirSync(folder);
  server = await serveFolder(folder);
  registries = {
    typescript: staticNpmRegistry(folder, server.url),
    python: staticPythonIndex(folder),
    php: staticComposerRepository(folder, server.url),
    go: staticGoProxy(folder),
  };
  for (const language of languages) {
    for (const version of ['0.1.9', '0.1.10']) {
      await registries[language].put(await handMadePackage(language, version));
    }
  }
});
afterAll(async () => {
  await server.close();
  // Go makes its module cache read-only.
  await run('chmod', ['-R', 'u+w', scratch]);
  rmSync(scratch, { recursive: true });
});

/** Every file below the registry's folder, with its bytes. */
function tree(): Map<string, string> {
  const paths = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
  return new Map(paths.sort().map((path) => [path, readFileSync(path, 'base64')]));
}

describe.each(languages)('a static registry for %s', (language) => {
  const reference = async (version: string) => {
    const { name, artifacts } = await handMadePackage(language, version);
    return { package: name, version, artifacts: artifacts.map(recordOf) };
  };

  it('has what was put there, and nothing is changed by putting it there again', async () => {
    expect(await registries[language].look(await reference('0.1.9'))).toEqual({ state: 'complete' });
    expect(await registries[language].look(await reference('0.1.11'))).toMatchObject({ state: 'missing' });
    const before = tree();
    await registries[language].put(await handMadePackage(language, '0.1.9'));
    expect(tree()).toEqual(before);
  });

  it('refuses other content under a version that is there', async () => {
    const before = tree();
    const forged = await handMadePackage(language, '0.1.9');
    const bytes = Buffer.concat([forged.artifacts[0]?.bytes ?? new Uint8Array(), Buffer.from('x')]);
    const artifacts = forged.artifacts.map((each) => ({ ...each, bytes }));
    await expect(registries[language].put({ ...forged, artifacts })).rejects.toMatchObject({
      code: 'release_conflict',
    });
    expect(tree()).toEqual(before);
    const told = { ...(await reference('0.1.9')), artifacts: artifacts.map(recordOf) };
    expect(await registries[language].look(told)).toMatchObject({ state: 'different' });
  });
});

it('is made where it is not there yet, and trying makes nothing', async () => {
  const folder = join(scratch, 'not', 'there');
  await staticPythonIndex(folder).tryConnection('shop');
  expect(existsSync(join(scratch, 'not'))).toBe(false);
});

it('says that its disk cannot be used', async () => {
  writeFileSync(join(scratch, 'file'), '');
  const registry = staticGoProxy(join(scratch, 'file'));
  const unavailable = { code: 'registry_unavailable' };
  await expect(registry.put(await handMadePackage('go', '0.1.1'))).rejects.toMatchObject(unavailable);
  await expect(registry.tryConnection('shop')).rejects.toMatchObject(unavailable);
});

/** An empty folder, for a client to work in. */
function empty(name: string): string {
  const path = join(scratch, name);
  mkdirSync(path);
  return path;
}

describe('from a folder behind a web host', () => {
  it('npm installs', async () => {
    const cwd = empty('npm');
    writeFileSync(join(cwd, 'package.json'), '{"private":true,"type":"module"}');
    const env = npmEnvironment(scratch);
    const options = { cwd, env };
    const registry = `--registry=${server.url}npm/`;
    await run('npm', ['install', registry, `${packageNames.typescript}@^0.1.0`], options);
    writeFileSync(
      join(cwd, 'main.js'),
      `import { version } from '${packageNames.typescript}'; console.log(version);`,
    );
    expect((await run('node', ['main.js'], options)).stdout).toBe('0.1.10\n');
    await run('npm', ['install', registry, `${packageNames.typescript}@0.1.9`], options);
    expect((await run('node', ['main.js'], options)).stdout).toBe('0.1.9\n');
  });

  it('pip installs', async () => {
    const cwd = empty('pip');
    await run('python3', ['-m', 'venv', '--without-pip', 'venv'], { cwd });
    const install = (...what: string[]) =>
      run('python3', pipInstall(`${server.url}pypi/simple/`, ...what), { cwd });
    const version = async () =>
      (await run('venv/bin/python', ['-c', 'import shop_events_site as e; print(e.version)'], { cwd }))
        .stdout;
    await install(packageNames.python);
    expect(await version()).toBe('0.1.10\n');
    await install(`${packageNames.python}==0.1.9`);
    expect(await version()).toBe('0.1.9\n');
  });

  it('composer installs', async () => {
    const cwd = empty('composer');
    const repositories = [{ type: 'composer', url: `${server.url}composer/` }, { 'packagist.org': false }];
    writeFileSync(
      join(cwd, 'composer.json'),
      JSON.stringify({ repositories, config: { 'secure-http': false } }),
    );
    const env = composerEnvironment(scratch);
    const version = async () =>
      (await run('php', ['-r', 'require "vendor/autoload.php"; echo Shop\\Version::TEXT;'], { cwd })).stdout;
    await run('composer', ['require', `${packageNames.php}:^0.1`], { cwd, env });
    expect(await version()).toBe('0.1.10');
    await run('composer', ['require', `${packageNames.php}:0.1.9`], { cwd, env });
    expect(await version()).toBe('0.1.9');
  });

  it('go installs', async () => {
    const cwd = empty('go');
    const env = goEnvironment(scratch, { GOPROXY: `${server.url}go`, GONOSUMDB: '*' });
    writeFileSync(join(cwd, 'go.mod'), 'module try\n\ngo 1.21\n');
    writeFileSync(
      join(cwd, 'main.go'),
      `package main\n\nimport events "${packageNames.go}"\n\nfunc main() { print(events.Version) }\n`,
    );
    await run('go', ['get', packageNames.go], { cwd, env });
    expect((await run('go', ['run', '.'], { cwd, env })).stderr).toBe('0.1.10');
    await run('go', ['get', `${packageNames.go}@v0.1.9`], { cwd, env });
    expect((await run('go', ['run', '.'], { cwd, env })).stderr).toBe('0.1.9');
  });
});
