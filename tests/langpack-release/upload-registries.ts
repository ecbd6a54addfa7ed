import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, relative } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { endProcess } from '../support/end-process.js';
import { freePort } from '../support/free-port.js';
import { serveRepositories } from '../support/git-host.js';
import { knowingHosts } from '../support/host-names.js';
import { pythonEnvironment } from '../support/python-environment.js';

/** A server that packages are uploaded to, and where it keeps them. */
export interface UploadRegistry {
  readonly url: string;
  readonly folder: string;
  close(): Promise<unknown>;
}

/** An npm registry where everyone may read, and `login` answers a token for publishing. */
export async function startVerdaccio(folder: string): Promise<UploadRegistry & { login(): Promise<string> }> {
  const storage = join(folder, 'storage');
  mkdirSync(storage, { recursive: true });
  writeFileSync(
    join(folder, 'config.yaml'),
    [
      `storage: ${storage}`,
      `auth: { htpasswd: { file: ${join(folder, 'htpasswd')}, algorithm: sha1 } }`,
      'packages: { "**": { access: $all, publish: $authenticated } }',
      'log: { type: stdout, level: fatal }',
    ].join('\n'),
  );
  const address = `127.0.0.1:${await freePort()}`;
  const url = `http://${address}/`;
  const program = createRequire(import.meta.url).resolve('verdaccio/bin/verdaccio');
  const args = [program, '--config', join(folder, 'config.yaml'), '--listen', address];
  const child = await started(process.execPath, args, `${url}-/ping`);
  return {
    url,
    folder: storage,
    close: () => endProcess(child, 'SIGTERM'),
    async login() {
      const answer = await fetch(`${url}-/user/org.couchdb.user:ci`, {
        method: 'PUT',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ name: 'ci', password: 'a long password', email: 'ci@example.com' }),
      });
      return ((await answer.json()) as { token: string }).token;
    },
  };
}

/** A Python package index where everyone may read, and `ci` with the password `secret` may upload. */
export async function startPypiserver(folder: string): Promise<UploadRegistry> {
  const python = pythonEnvironment('pypiserver-2.3.2', ['pypiserver[passlib]==2.3.2', 'setuptools<81']);
  const packages = join(folder, 'packages');
  mkdirSync(packages, { recursive: true });
  // htpasswd's {SHA}: nobody but this test has the password.
  const hash = createHash('sha1').update('secret').digest('base64');
  writeFileSync(join(folder, 'htpasswd'), `ci:{SHA}${hash}\n`);
  const port = await freePort();
  const url = `http://127.0.0.1:${port}/`;
  const listen = ['-i', '127.0.0.1', '-p', String(port)];
  const args = [
    '-m',
    'pypiserver',
    'run',
    ...listen,
    '-P',
    join(folder, 'htpasswd'),
    '-a',
    'update',
    packages,
  ];
  const child = await started(python, args, url);
  return { url, folder: packages, close: () => endProcess(child, 'SIGTERM') };
}

/** Go takes no port in the path of a module. Nothing else uses this address of the loopback, so its port 80 is free. */
const gitAddress = '127.0.80.1';

/**
 * A git host with a name, where everyone may read and `ci` with the password `secret` may push.
 * @param repositories that are there, and empty
 */
export async function startGitHost(
  folder: string,
  name: string,
  repositories: readonly string[],
): Promise<UploadRegistry & { readonly within: readonly string[] }> {
  const root = join(folder, 'repositories');
  for (const repository of repositories) {
    const path = join(root, `${repository}.git`);
    execFileSync('git', ['init', '--quiet', '--bare', '--initial-branch=main', path]);
  }
  const login = 'ci:secret';
  const host = await serveRepositories({ folder: root, login, isPublic: true, host: gitAddress, port: 80 });
  return {
    url: `http://${name}/`,
    folder: root,
    close: () => host.close(),
    within: knowingHosts({ [name]: gitAddress }, folder),
  };
}

async function started(command: string, args: readonly string[], url: string): Promise<ChildProcess> {
  const child = spawn(command, args, { stdio: ['ignore', 'ignore', 'pipe'] });
  let log = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (log += text));
  for (;;) {
    if (child.exitCode !== null) throw new Error(`${args.join(' ')} ended:\n${log}`);
    const isUp = await fetch(url).then(
      () => true,
      () => false,
    );
    if (isUp) return child;
    await sleep(50);
  }
}

/** SHA-256 by path of the archives that registries keep, and the commits by the tags of their repositories. */
export function keptIn(registries: readonly UploadRegistry[]): Map<string, string> {
  const kept = new Map<string, string>();
  for (const { folder } of registries) {
    for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
      const path = join(entry.parentPath, entry.name);
      if (entry.isDirectory() && entry.name.endsWith('.git')) {
        const refs = execFileSync('git', ['-C', path, 'for-each-ref'], { encoding: 'utf8' });
        for (const line of refs.split('\n').filter(Boolean)) {
          const [object = '', , ref = ''] = line.split(/\s/u);
          kept.set(`${relative(folder, path)} ${ref}`, object);
        }
      }
      if (/\.(?:tgz|whl|tar\.gz)$/u.test(entry.name))
        kept.set(relative(folder, path), createHash('sha256').update(readFileSync(path)).digest('hex'));
    }
  }
  return kept;
}
