import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, chownSync, lstatSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { validate } from 'dockerfile-utils';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { shopCatalog, writeCatalog, keys } from '../collector/shop-catalog.js';
import { buildImage, type Image } from './build-image.js';
import { deployed } from './deployed.js';
import { ofKind, type Probe, workloads } from './manifests.js';

const text = deployed('Dockerfile');
const isRoot = process.getuid?.() === 0;
/** Of the user `node` in the base image; who runs these tests may be nobody else than themselves. */
const user = { uid: 1000, gid: 1000 };

let scratch: string;
let image: Image;
let running: ChildProcess | undefined;

beforeAll(() => {
  scratch = mkdtempSync(join(tmpdir(), 'eventbook-image-'));
  chmodSync(scratch, 0o755);
  image = buildImage(text, scratch);
}, 600_000);

afterAll(() => {
  running?.kill('SIGKILL');
  rmSync(scratch, { recursive: true, force: true });
});

function environment(): Record<string, string> {
  const inside = Object.entries(image.environment).map(([name, value]) => {
    const path = value.replaceAll(image.workdir, join(image.folder, image.workdir));
    return [name, path.replace('$PATH', process.env['PATH'] ?? '')];
  });
  return {
    ...(Object.fromEntries(inside) as Record<string, string>),
    EVENTBOOK_COLLECTOR_DATA: join(scratch, 'data'),
  };
}

function options(): object {
  return { cwd: join(image.folder, image.workdir), env: environment(), ...(isRoot ? user : {}) };
}

/** Every file with its size and the time of its last change. */
function listing(): string[] {
  return readdirSync(image.folder, { recursive: true, encoding: 'utf8' }).map((path) => {
    const { size, mtimeMs } = lstatSync(join(image.folder, path));
    return `${path} ${size} ${mtimeMs}`;
  });
}

test('the Dockerfile is one that Docker understands, and ends as nobody in particular', () => {
  expect(
    validate(text).map(({ message, range }) => `${range.start.line + 1}: ${JSON.stringify(message)}`),
  ).toEqual([]);
  expect(image.user).toBe(`${user.uid}:${user.gid}`);
  expect(image.words).toEqual(['eventbook-collector', 'serve']);
});

test('it holds what is needed, for this platform, and no more', () => {
  const modules = join(image.folder, image.workdir, 'node_modules');
  const { platform, arch, versions } = process;
  expect(readdirSync(join(modules, 'uWebSockets.js')).filter((name) => name.endsWith('.node'))).toEqual([
    `uws_${platform}_${arch}_${versions.modules}.node`,
  ]);
  const names = readdirSync(modules);
  for (const name of ['typescript', 'vitest', 'react', 'electron']) expect(names).not.toContain(name);
  expect(readdirSync(join(image.folder, image.workdir)).sort()).toEqual(
    ['LICENSE', 'collector', 'node_modules', 'package.json', 'shared'].sort(),
  );
});

test('a collector runs from it, takes events in, answers its probes, writes Parquet and nothing into the image', async () => {
  const catalog = join(scratch, 'catalog');
  await writeCatalog(catalog, shopCatalog());
  mkdirSync(join(scratch, 'data'));
  if (isRoot) chownSync(join(scratch, 'data'), user.uid, user.gid);
  const before = listing();
  const [program = '', ...words] = image.words;
  const flags = ['--catalog', catalog, '--port', '0', '--operators-port', '0'];
  const child = spawn(program, [...words, ...flags], { ...options(), stdio: ['ignore', 'pipe', 'inherit'] });
  running = child;
  const [line] = (await once(createInterface({ input: child.stdout }), 'line')) as [string];
  const { events, operators } = JSON.parse(line) as { events: string; operators: string };
  // What a pod would be asked from outside: it listens on all addresses, and says so by none of its own.
  const at = { events: local(events), operators: local(operators) };

  const body = JSON.stringify({ event: 'shop.paid', version: 1, fields: { price: 1.5 } });
  const headers = { Authorization: `Bearer ${keys.quarantine}`, 'Content-Type': 'application/json' };
  const answer = await fetch(`${at.events}/v1/events`, { method: 'POST', headers, body });
  expect(answer.status).toBe(202);
  for (const { path, port } of probesOf('collector')) {
    const { status } = await fetch(`${port === 'events' ? at.events : at.operators}${path}`);
    expect(status, path).toBe(200);
  }
  for (const { spec } of ofKind('ServiceMonitor'))
    for (const { path } of spec?.endpoints ?? [])
      expect(await (await fetch(`${at.operators}${path}`)).text()).toContain('# HELP eventbook_collector_');

  const command = async (...args: string[]): Promise<string> =>
    (await promisify(execFile)(program, args, options())).stdout;
  await command('seal');
  expect(await command('query', '--format', 'json', 'SELECT price FROM "shop.paid"')).toContain('1.5');
  expect(JSON.parse(await command('reconcile', '--format', 'json'))).toMatchObject({ ok: true });
  child.kill('SIGTERM');
  const [code] = (await once(child, 'exit')) as [number | null];
  expect(code).toBe(0);
  expect(listing()).toEqual(before);
});

function local(url: string): string {
  return url.replace('0.0.0.0', '127.0.0.1');
}

/** The paths that kubelet asks a workload for. */
function probesOf(name: string): { path: string; port: string }[] {
  const containers = workloads
    .filter((workload) => workload.name === name)
    .flatMap(({ spec }) => spec.containers);
  const probes = containers.flatMap(
    ({ startupProbe, readinessProbe, livenessProbe }): (Probe | undefined)[] => [
      ...[startupProbe, readinessProbe, livenessProbe],
    ],
  );
  expect(probes).toHaveLength(3);
  return probes.flatMap((probe) => (probe?.httpGet === undefined ? [] : [probe.httpGet]));
}
