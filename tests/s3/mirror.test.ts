import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { cp, mkdir, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { hourEnd, type Hour } from '@eventbook/shared/warehouse/hour';
import type { Manifest } from '@eventbook/shared/warehouse/manifest';
import { Harness, paid, sendLines } from '../collector/harness.js';
import { writeCatalog } from '../collector/shop-catalog.js';
import { type Collector, startCollector } from '../support/collector.js';
import { Nsqd } from '../support/nsq.js';
import { type CommandResult, runCommand } from '../support/run-command.js';
import { type Sink, startSink } from '../support/sink.js';
import { TestClock } from '../support/test-clock.js';
import { Versitygw } from '../support/versitygw.js';
import { filesOf, readManifests, readWarehouse } from '../support/warehouse.js';
import { WatchedProxy } from './watched-proxy.js';

const hour: Hour = '2026-11-23T07';
const manifestKey = '_hours/dt=2026-11-23/hour=07/shop.json';

let harness: Harness;
let server: Versitygw;
let proxy: WatchedProxy;
let clock: TestClock;
let ends: (() => Promise<unknown>)[];

beforeEach(async () => {
  harness = await Harness.make();
  const bucket = { title: 'Copy of the warehouse', owner: 'shop', kind: 's3' };
  await writeCatalog(harness.catalog, new Map([['destinations/copy.json', bucket]]));
  server = await Versitygw.start(join(harness.folder, 's3'));
  await server.ask('createBucket', { Bucket: 'shop-events' });
  proxy = await WatchedProxy.start(server.port);
  clock = new TestClock(join(harness.folder, 'clock.json'));
  await clock.set(new Date('2026-11-23T07:30:00Z'));
  ends = [];
});

afterEach(async () => {
  proxy.release();
  for (const end of ends.reverse()) await end();
  proxy.end();
  await server.stop();
  await harness.end();
});

/** What the sink mirrors. */
function warehouse(): string {
  return join(harness.data, 'warehouse');
}

/** Where what is in the bucket lies, without the prefix. */
function objects(): string {
  return join(server.pathOf('shop-events'), 'hours');
}

async function startShop(): Promise<Collector> {
  const collector = await startCollector({
    ...{ catalog: harness.catalog, data: harness.data, env: clock.environment },
    flags: ['--name', 'shop'],
  });
  ends.push(() => collector.kill());
  return collector;
}

function placesOf(endpoint: string): string[] {
  return [
    ...['--catalog', harness.catalog, '--data', join(harness.folder, 'copy'), '--warehouse', warehouse()],
    ...['--to', 's3://shop-events/hours', '--s3-endpoint', endpoint, '--poll-seconds', '1'],
  ];
}

async function startCopy(flags: readonly string[] = [], env: Record<string, string> = {}): Promise<Sink> {
  const environment = { ...server.credentials, ...clock.environment, ...env };
  const sink = await startSink('copy', [...placesOf(proxy.url), ...flags], environment);
  ends.push(() => sink.kill());
  return sink;
}

function copyOnce(...flags: string[]): Promise<CommandResult> {
  return runCommand('eventbook-collector', ['sink', 'copy', ...placesOf(proxy.url), ...flags], {
    env: { ...server.credentials, ...clock.environment },
  });
}

async function until(isSo: () => Promise<boolean> | boolean): Promise<void> {
  while (!(await isSo())) await sleep(50);
}

async function manifestIn(root: string): Promise<Manifest | undefined> {
  const text = await readFile(join(root, manifestKey), 'utf8').catch(() => undefined);
  return text === undefined ? undefined : (JSON.parse(text) as Manifest);
}

/** The hour is over, and the collector has written it. */
async function endHour(minutes = 0): Promise<void> {
  await clock.set(new Date(hourEnd(hour) / 1000 + minutes * 60_000 + 1000));
  await until(async () => (await manifestIn(warehouse()))?.state === 'closed');
}

async function parquetIn(root: string): Promise<string[]> {
  const names = await readdir(root, { recursive: true });
  return names.filter((name) => name.endsWith('.parquet')).sort();
}

/** Whether everything that the folder's closed manifests name is in the bucket, byte by byte, and the manifests too. */
async function expectEqual(): Promise<void> {
  const manifests = (await readManifests(warehouse())).filter(({ state }) => state === 'closed');
  const { tables, quarantine } = filesOf('', manifests);
  const files = [...tables.values()].flat().concat(quarantine);
  expect(files.length).toBeGreaterThan(0);
  for (const file of [...files, manifestKey]) {
    const [here, there] = await Promise.all(
      [warehouse(), objects()].map((root) => readFile(join(root, file))),
    );
    expect(there?.equals(here as Buffer), file).toBe(true);
  }
}

async function readyz(sink: Sink): Promise<string> {
  return (await fetch(`${sink.operatorsUrl}/readyz`)).text();
}

async function metric(sink: Sink, name: string): Promise<number> {
  const text = await (await fetch(`${sink.operatorsUrl}/metrics`)).text();
  return Number(new RegExp(`^eventbook_sink_${name} (.*)$`, 'm').exec(text)?.[1]);
}

function events(count: number): object[] {
  return Array.from({ length: count }, (_, index) => paid({ note: `n${index}` }));
}

/** An hour whose file has several parts, and stands in the folder. */
async function writeLargeHour(): Promise<void> {
  const collector = await startShop();
  for (let request = 0; request < 10; request += 1) {
    const large = Array.from({ length: 60 }, () => paid({ note: randomBytes(42_000).toString('base64') }));
    expect((await sendLines(collector, large)).body.accepted).toBe(60);
  }
  await endHour();
  expect(await collector.stop()).toBe(0);
}

test('a finished hour is in the bucket: files first, the manifest last, and its next generation in the same way', async () => {
  const collector = await startShop();
  const sink = await startCopy();
  await sendLines(collector, [...events(40), paid({ price: 'much' })]);
  await harness.command('seal');
  expect((await manifestIn(warehouse()))?.state).toBe('open');
  await sendLines(collector, [{ event: 'shop.open', version: 1, fields: { note: 'x' } }]);
  await endHour();
  await until(async () => (await manifestIn(objects()))?.state === 'closed');
  await expectEqual();
  const rows = await readWarehouse(objects());
  expect(rows).toEqual(await readWarehouse(warehouse()));
  expect(rows).toMatchObject({ rows: 41, quarantineRows: 1 });
  const puts = proxy.lines('PUT');
  expect(puts).toHaveLength(4);
  expect(puts.at(-1)).toContain(manifestKey);
  const first = await parquetIn(objects());

  proxy.seen.length = 0;
  expect((await harness.command('rewrite', '--hour', hour)).status).toBe(0);
  const generation = (await manifestIn(warehouse()))?.generation ?? 0;
  await until(async () => (await manifestIn(objects()))?.generation === generation);
  await expectEqual();
  expect(await readWarehouse(objects())).toEqual(rows);
  expect(proxy.lines('PUT')).toHaveLength(4);
  expect(proxy.lines('PUT').at(-1)).toContain(manifestKey);
  expect(await parquetIn(objects())).toEqual(expect.arrayContaining(first));
  expect(proxy.lines('DELETE')).toEqual([]);
  await until(async () => (await readyz(sink)).includes('"ready":true'));
  // An object is there before its sink has been answered, and counts.
  await until(async () => (await metric(sink, 'hours_mirrored_total')) === 2);
  await until(async () => (await metric(sink, 'hours_behind')) === 0);

  await clock.set(new Date(hourEnd(hour) / 1000 + 65 * 60_000));
  await until(async () => (await parquetIn(objects())).length === 3);
  await expectEqual();
  await until(async () => (await metric(sink, 'files_deleted_total')) === 3);
  expect(await sink.stop()).toBe(0);
});

test('a sink that is killed in the middle of a large file goes on with the parts that are missing', async () => {
  await writeLargeHour();
  const partsOf = (lines: readonly string[]): string[] =>
    lines.flatMap((line) => /partNumber=(\d+)/.exec(line)?.[1] ?? []);
  let passed = 0;
  proxy.holds = (line) => line.includes('partNumber=') && ++passed > 2;
  const killed = await startCopy();
  await until(() => partsOf(proxy.lines('PUT')).length >= 2 && proxy.held.length > 0);
  await killed.kill();
  const sent = partsOf(proxy.lines('PUT'));
  expect(await manifestIn(objects())).toBeUndefined();
  proxy.end();

  proxy = await WatchedProxy.start(server.port);
  const sink = await startCopy();
  await until(async () => (await manifestIn(objects())) !== undefined);
  const sentLater = partsOf(proxy.lines('PUT'));
  expect(sentLater.length).toBeGreaterThan(0);
  expect(sentLater.filter((number) => sent.includes(number))).toEqual([]);
  await until(async () => (await metric(sink, 'parts_kept_total')) === sent.length);
  expect(await sink.stop()).toBe(0);
  await expectEqual();
  expect(await server.uploads('shop-events')).toEqual([]);
  expect((await readWarehouse(objects())).rows).toBe(600);
});

test('a server that is killed in the middle of a large file gets the rest once it is back', async () => {
  await writeLargeHour();
  let passed = 0;
  proxy.holds = (line) => line.includes('partNumber=') && ++passed > 2;
  const sink = await startCopy();
  await until(() => proxy.held.length > 0);
  await server.stop('SIGKILL');
  proxy.release();
  await until(async () => (await metric(sink, 'delivery_failures_total')) > 0);
  expect(await manifestIn(objects())).toBeUndefined();
  await server.start();
  await until(async () => (await manifestIn(objects())) !== undefined);
  await expectEqual();
  expect(await server.uploads('shop-events')).toEqual([]);
  expect(await sink.stop()).toBe(0);
});

test('what a stop cuts off is gone on with, and an upload that nobody needs any more is given up', async () => {
  await writeLargeHour();
  proxy.holds = (line) => line.includes('partNumber=');
  const stopped = await startCopy(['--shutdown-seconds', '1']);
  await until(() => proxy.held.length > 0);
  expect(await stopped.stop()).toBe(0);
  expect(await server.uploads('shop-events')).toHaveLength(1);
  proxy.release();
  const collector = await startShop();
  expect((await harness.command('rewrite', '--hour', hour)).status).toBe(0);
  await collector.stop();
  const { status, stderr } = await copyOnce('--once');
  expect(status, stderr).toBe(0);
  await expectEqual();
  expect(await server.uploads('shop-events')).toEqual([]);
});

test('a sink waits for a bucket that is not there, and for the right secret, and says so', async () => {
  const collector = await startShop();
  await sendLines(collector, events(3));
  await endHour();
  await server.ask('deleteBucket', { Bucket: 'shop-events' });
  const sink = await startCopy();
  await until(async () => (await readyz(sink)).includes('there is no such bucket'));
  expect(await metric(sink, 'stuck')).toBe(1);
  expect(await metric(sink, 'delivery_failures_total')).toBeGreaterThan(0);
  await server.ask('createBucket', { Bucket: 'shop-events' });
  await until(async () => (await readyz(sink)).includes('"ready":true'));
  await expectEqual();

  // It goes away with all that it had, and comes back empty.
  await rm(objects(), { recursive: true });
  await server.ask('deleteBucket', { Bucket: 'shop-events' });
  expect((await harness.command('rewrite', '--hour', hour)).status).toBe(0);
  await until(async () => (await readyz(sink)).includes('there is no such bucket'));
  await server.ask('createBucket', { Bucket: 'shop-events' });
  await until(async () => (await readyz(sink)).includes('"ready":true'));
  await expectEqual();
  expect(await sink.stop()).toBe(0);

  const wrong = await startCopy([], { AWS_SECRET_ACCESS_KEY: 'not-the-secret' });
  await until(async () => (await readyz(wrong)).includes('the secret is not that of this access key'));
  expect(await wrong.stop()).toBe(0);
  expect(wrong.log() + sink.log()).not.toMatch(/not-the-secret|a-secret-of-the-test/);
});

test('an endpoint that answers garbage, or nothing, is told and left again', async () => {
  await mkdir(warehouse(), { recursive: true });
  const answers = [
    undefined,
    'HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n<html>hi!',
    'SSH-2.0-OpenSSH_9.2\r\n',
  ];
  const said = ['does not answer in time', 'answers what no S3 store does', 'Expected HTTP/'];
  const one = { AWS_MAX_ATTEMPTS: '1' };
  for (const [index, answer] of answers.entries()) {
    const other = createServer((socket) => {
      socket.on('error', () => undefined);
      socket.on('data', () => (answer === undefined ? undefined : socket.end(answer)));
    });
    other.listen(0, '127.0.0.1');
    await once(other, 'listening');
    const endpoint = `http://127.0.0.1:${(other.address() as AddressInfo).port}`;
    const sink = await startCopy(['--s3-endpoint', endpoint], one);
    await until(async () => {
      const words = await readyz(sink);
      return words.includes('cannot be written to') && words.includes(said[index] ?? '');
    });
    expect(await sink.stop()).toBe(0);
    other.close();
  }
  await server.stop();
  const sink = await startCopy([], one);
  await until(async () => (await readyz(sink)).includes('cannot be written to'));
  await server.start();
  await until(async () => (await readyz(sink)).includes('"ready":true'));
});

test('a file of the bucket that was cut short or exchanged is mended when a sink starts', async () => {
  const collector = await startShop();
  await sendLines(collector, [...events(40), paid({ price: 'much' })]);
  await endHour();
  expect((await copyOnce('--once')).status).toBe(0);
  await expectEqual();
  const [cut = '', exchanged = ''] = await parquetIn(objects());
  await truncate(join(objects(), cut), 100);
  const { length } = await readFile(join(objects(), exchanged));
  const Key = `hours/${exchanged}`;
  const Body = randomBytes(length).toString('base64').slice(0, length);
  // The gateway would go on telling what was said of the object before.
  await server.ask('deleteObject', { Bucket: 'shop-events', Key });
  await server.ask('putObject', { Bucket: 'shop-events', Key, Body });
  await expect(expectEqual()).rejects.toThrow();

  const dry = await copyOnce('--dry-run');
  expect(
    dry.stdout
      .split('\n')
      .filter((line) => line !== '')
      .sort(),
  ).toEqual([cut, exchanged].map((file) => expect.stringContaining(`mend ${file}, `) as string).sort());
  await expect(expectEqual()).rejects.toThrow();
  expect((await copyOnce('--once', '--verify-hours', '0')).status).toBe(0);
  await expect(expectEqual()).rejects.toThrow();
  const { status, stderr } = await copyOnce('--once');
  expect(status, stderr).toBe(0);
  expect(stderr).toContain('was mended');
  await expectEqual();
});

test('a generation that comes while the one before is brought, and takes its files away, is brought instead', async () => {
  const collector = await startShop();
  await sendLines(collector, events(5));
  await endHour();
  const [first = ''] = (await parquetIn(warehouse())).filter((name) => name.startsWith('events'));
  proxy.holds = (line) => line.startsWith('HEAD') && line.endsWith('.parquet');
  const sink = await startCopy();
  await until(() => proxy.held.length === 2);
  expect((await harness.command('rewrite', '--hour', hour)).status).toBe(0);
  for (const file of await parquetIn(warehouse()))
    if (file.includes('shop-1')) await rm(join(warehouse(), file));
  expect(await parquetIn(warehouse())).not.toContain(first);
  proxy.release();
  await until(async () => (await manifestIn(objects()))?.generation === 2);
  await expectEqual();
  expect(await metric(sink, 'stuck')).toBe(0);
  expect(sink.log()).not.toContain('"level":50');
});

test('an hour with a trouble of its own holds up no other, and the bucket keeps what it has', async () => {
  const collector = await startShop();
  await sendLines(collector, events(5));
  await endHour();
  expect((await copyOnce('--once')).status).toBe(0);
  const older = await readFile(join(warehouse(), manifestKey));
  const files = join(harness.folder, 'older');
  await cp(warehouse(), files, { recursive: true });
  expect((await harness.command('rewrite', '--hour', hour)).status).toBe(0);
  expect((await copyOnce('--once')).status).toBe(0);
  const kept = await manifestIn(objects());
  expect(kept?.generation).toBe(2);

  // As where the folder was restored from an older copy.
  await cp(files, warehouse(), { recursive: true, force: true });
  await writeFile(join(warehouse(), manifestKey), older);
  await sendLines(collector, events(5));
  await clock.set(new Date(hourEnd(hour) / 1000 + 61 * 60_000));
  const later = join(warehouse(), '_hours/dt=2026-11-23/hour=08/shop.json');
  await until(async () => (await readFile(later, 'utf8').catch(() => '')).includes('"closed"'));
  const ahead = await copyOnce('--once');
  expect(ahead.status).not.toBe(0);
  expect(ahead.stderr).toContain('The bucket has generation 2 of');
  expect(await manifestIn(objects())).toEqual(kept);
  expect(await readdir(join(objects(), '_hours/dt=2026-11-23'))).toEqual(['hour=07', 'hour=08']);

  // A disk that changes bytes.
  await sendLines(collector, events(5));
  await clock.set(new Date(hourEnd(hour) / 1000 + 121 * 60_000));
  const last = join(warehouse(), '_hours/dt=2026-11-23/hour=09/shop.json');
  await until(async () => (await readFile(last, 'utf8').catch(() => '')).includes('"closed"'));
  const damaged = join(warehouse(), 'events/shop.paid/dt=2026-11-23/hour=09/shop-1.parquet');
  const bytes = await readFile(damaged);
  bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] ?? 0) ^ 1;
  await writeFile(damaged, bytes);
  await writeFile(join(warehouse(), '_hours/dt=2026-11-23/hour=08/damaged.json'), '{"format":');
  const sink = await startCopy();
  await until(async () => (await readyz(sink)).includes('has other bytes than its manifest says'));
  await until(async () => (await readyz(sink)).includes('damaged.json is not a manifest'));
  await until(async () => (await metric(sink, 'hours_behind')) === 3);
  expect(await metric(sink, 'stuck')).toBe(0);
  expect(await readdir(join(objects(), '_hours/dt=2026-11-23'))).toEqual(['hour=07', 'hour=08']);
  expect((await harness.command('rewrite', '--hour', '2026-11-23T09')).status).toBe(0);
  await until(async () => (await readdir(join(objects(), '_hours/dt=2026-11-23'))).includes('hour=09'));
});

test('over NSQ nothing is published for a bucket, and it gets what the warehouse sink has written', async () => {
  const nsqd = await Nsqd.start(join(harness.folder, 'nsqd'));
  ends.push(() => nsqd.end('SIGKILL'));
  const collector = await startCollector({
    ...{ catalog: harness.catalog, data: join(harness.folder, 'taking'), env: clock.environment },
    flags: ['--nsqd', nsqd.address],
  });
  ends.push(() => collector.kill());
  const places = [
    '--catalog',
    harness.catalog,
    '--data',
    harness.data,
    '--nsqd',
    nsqd.address,
    '--name',
    'shop',
  ];
  const writer = await startSink('warehouse', places, clock.environment);
  ends.push(() => writer.kill());
  await startCopy();
  await sendLines(collector, events(25));
  await endHour();
  await until(async () => (await manifestIn(objects())) !== undefined);
  await expectEqual();
  expect((await readWarehouse(objects())).rows).toBe(25);
  expect(await nsqd.topic('warehouse')).toBeDefined();
  expect(await nsqd.topic('copy')).toBeUndefined();
});

test('a sink of a bucket says what it lacks', async () => {
  const places = ['--catalog', harness.catalog, '--data', join(harness.folder, 'copy')];
  await expect(startSink('copy', places)).rejects.toThrow(
    'to is missing: where hours of copy are put, a bucket.',
  );
  await expect(startSink('copy', [...places, '--to', 'https://x'])).rejects.toThrow('to is no such address');
  await mkdir(warehouse(), { recursive: true });
  const none = { AWS_ACCESS_KEY_ID: '', AWS_SECRET_ACCESS_KEY: '', AWS_EC2_METADATA_DISABLED: 'true' };
  const sink = await startCopy([], none);
  await until(async () => (await readyz(sink)).includes('there are no credentials'));
  const nowhere = await copyOnce('--once', '--warehouse', join(harness.folder, 'nowhere'));
  expect(nowhere.stderr).toContain('is in use by process');
  await sink.stop();
  const again = await copyOnce('--once', '--warehouse', join(harness.folder, 'nowhere'));
  expect(again.stderr).toContain('There is no folder');
  expect(again.status).toBe(2);
  const events = await runCommand('eventbook-collector', ['sink', 'warehouse', ...places, '--once']);
  expect(events.stderr).toContain('--once is for s3');
});
