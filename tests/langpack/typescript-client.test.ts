import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { generateLangpack } from '@eventbook/shared/langpack/generator';
import { typescriptGenerator } from '@eventbook/shared/langpack/typescript/typescript-generator';
import { readRuntime } from '@eventbook/shared/node/langpack-runtime';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { kitchenSink } from '../support/kitchen-sink.js';
import { ScriptedCollector, taken } from './scripted-collector.js';
import { writeFiles } from './write-files.js';

interface Problem {
  readonly event: string;
  readonly id: string;
  readonly outcome: string;
  readonly code: string;
}

interface Client {
  send(event: object, options?: object): void;
  flush(timeout?: number): Promise<boolean>;
  close(timeout?: number): Promise<boolean>;
}

/** As much of the package as is used here; it is generated, so no compiler knows it. */
interface Langpack {
  readonly createClient: (options: object) => Client;
  readonly CommonFieldsV1: new (fields: object) => object;
  readonly KitchenOldV3: new (fields: object) => object;
  readonly RecordingTransport: new () => { readonly envelopes: readonly Record<string, unknown>[] };
}

let folder: string;
let langpack: Langpack;
const running: { stop(): void }[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'eventbook-client-'));
  const release = { version: '0.1.3', snapshot: 'a'.repeat(64), sequence: 412 };
  const runtime = await readRuntime(typescriptGenerator);
  const files = generateLangpack(typescriptGenerator, kitchenSink(), 'kitchen-backend', runtime, release);
  await writeFiles(folder, files);
  langpack = (await import(pathToFileURL(join(folder, 'index.js')).href)) as Langpack;
});
afterAll(() => rm(folder, { recursive: true, force: true }));
afterEach(() => {
  for (const one of running.splice(0)) one.stop();
});

async function collector(...script: Parameters<typeof ScriptedCollector.start>): Promise<ScriptedCollector> {
  const made = await ScriptedCollector.start(...script);
  running.push(made);
  return made;
}

function clientFor(
  collectors: readonly string[],
  options: object = {},
): { client: Client; problems: Problem[] } {
  const problems: Problem[] = [];
  const common = new langpack.CommonFieldsV1({ service: 'test' });
  const onProblem = (problem: Problem) => problems.push(problem);
  const client = langpack.createClient({
    common,
    collectors,
    writeKey: 'eb_key',
    linger: 5,
    onProblem,
    ...options,
  });
  return { client, problems };
}

const event = (text = 'x'): object => new langpack.KitchenOldV3({ text });

test('an event travels with its id, time, versions and common fields', async () => {
  const one = await collector();
  const { client } = clientFor([`${one.url}/`]);
  client.send(event(), { time: new Date(1_700_000_000_000) });
  expect(await client.close()).toBe(true);
  expect(one.asked.map(({ url, headers }) => [url, headers.authorization])).toEqual([
    ['/v1/events', 'Bearer eb_key'],
  ]);
  expect(one.envelopes).toEqual([
    {
      event: 'kitchen.old',
      version: 3,
      event_id: expect.stringMatching(
        /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/u,
      ) as string,
      event_time: 1_700_000_000_000_000,
      environment_version: 1,
      langpack: 'typescript/0.1.3',
      sequence: 412,
      fields: { service: 'test', text: 'x' },
    },
  ]);
});

test('the next collector is tried where one does not answer, breaks down, or is none at all', async () => {
  const gone = await collector();
  gone.stop();
  const broken = await collector(() => ({ status: 500 }));
  const portal = await collector(() => ({ status: 200, body: '<html>Welcome</html>' }));
  const sound = await collector();
  const troubles: unknown[] = [];
  const { client, problems } = clientFor([gone.url, broken.url, portal.url, sound.url], {
    onTrouble: ({ status }: { status: number }) => troubles.push(status),
  });
  client.send(event());
  expect(await client.flush()).toBe(true);
  client.send(event());
  expect(await client.close()).toBe(true);
  expect(sound.envelopes).toHaveLength(2);
  // The one that took a batch is asked first from then on.
  expect([troubles, problems]).toEqual([[0, 500, 200], []]);
});

test('what was refused for now is sent again under the same id', async () => {
  const busy = await collector((_asked, count) =>
    count < 3 ? { status: count === 1 ? 503 : 429, headers: { 'Retry-After': '0' } } : undefined,
  );
  const { client, problems } = clientFor([busy.url]);
  client.send(event());
  expect(await client.close()).toBe(true);
  expect(busy.asked).toHaveLength(3);
  expect(new Set(busy.envelopes.map((one) => one['event_id'])).size).toBe(1);
  expect(problems).toEqual([]);
});

test('what a collector says of single events is told, event by event', async () => {
  const error = { code: 'max_length', pointer: '/fields/text', message: 'text is too long' };
  const strange = { code: 'unknown_event', pointer: '/event', message: 'there is no such event' };
  const strict = await collector((asked) =>
    taken(
      asked,
      [
        { index: 1, outcome: 'flagged', ...error },
        { index: 2, ...strange },
      ],
      1,
    ),
  );
  const { client, problems } = clientFor([strict.url]);
  for (const text of ['a', 'b', 'c']) client.send(event(text));
  await client.close();
  const ids = strict.envelopes.map((one) => one['event_id']);
  expect(problems).toEqual([
    { event: 'kitchen.old', id: ids[1], outcome: 'flagged', ...error },
    { event: 'kitchen.old', id: ids[2], outcome: 'not accepted', ...strange },
  ]);
});

test('a batch that is too large is halved, until a single event is', async () => {
  const narrow = await collector((asked) =>
    asked.envelopes.length > 1 ? { status: 413, body: '{}' } : undefined,
  );
  const { client, problems } = clientFor([narrow.url]);
  for (let count = 0; count < 5; count += 1) client.send(event());
  expect(await client.close()).toBe(true);
  expect(narrow.asked.filter(({ envelopes }) => envelopes.length === 1)).toHaveLength(5);
  expect(problems).toEqual([]);
});

test('a refusal of the collector drops the batch, and says why', async () => {
  const refusing = await collector(() => ({
    status: 415,
    body: '{"code":"content_type_unknown","message":"no"}',
  }));
  const { client, problems } = clientFor([refusing.url]);
  client.send(event());
  expect(await client.close()).toBe(true);
  expect(problems).toMatchObject([{ outcome: 'dropped', code: 'refused', message: 'no' }]);
});

test.each([
  ['drop-newest', ['a', 'b']],
  ['drop-oldest', ['b', 'c']],
])('a full queue: %s', async (whenFull, left) => {
  const one = await collector();
  const { client, problems } = clientFor([one.url], { queueSize: 2, linger: 60_000, whenFull });
  for (const text of ['a', 'b', 'c']) client.send(event(text));
  expect(problems).toMatchObject([{ outcome: 'dropped', code: 'queue_full' }]);
  await client.close();
  expect(one.envelopes.map(({ fields }) => (fields as { text: string }).text)).toEqual(left);
});

test('what is paused is not sent, what is sampled says so, and everything is sent where nobody knows', async () => {
  const switches = { events: { 'kitchen.old': { sample: 0.5 }, 'kitchen.bare': { pause: true } } };
  const one = await collector(undefined, { status: 200, body: JSON.stringify(switches) });
  const { client } = clientFor([one.url]);
  await new Promise((done) => setTimeout(done, 200));
  for (let count = 0; count < 400; count += 1) client.send(event());
  await client.close();
  expect(one.envelopes.length).toBeGreaterThan(100);
  expect(one.envelopes.length).toBeLessThan(300);
  expect(new Set(one.envelopes.map((envelope) => envelope['sample_rate']))).toEqual(new Set([0.5]));
  const broken = await collector(undefined, { status: 200, body: '{"events": [' });
  const other = clientFor([broken.url]).client;
  await new Promise((done) => setTimeout(done, 100));
  for (let count = 0; count < 20; count += 1) other.send(event());
  await other.close();
  expect(broken.envelopes).toHaveLength(20);
});

test('sending never throws, and a strict client does', async () => {
  const one = await collector();
  const { client, problems } = clientFor([one.url], { writeKey: '' });
  client.send(event());
  client.send({});
  expect(problems.map(({ code }) => code)).toEqual(['no_write_key', 'failed']);
  const strict = clientFor([one.url], { writeKey: '', strict: true }).client;
  expect(() => strict.send(event())).toThrow('no write key');
  const large = clientFor([one.url], { strict: true }).client;
  expect(() => large.send(event('x'.repeat(70_000)))).toThrow('65536 are the most');
  await large.close();
  expect(() => large.send(event())).toThrow('closed');
});

test('a recording transport keeps what would have been sent', async () => {
  const transport = new langpack.RecordingTransport();
  const { client } = clientFor([], { transport, writeKey: undefined });
  client.send(event('kept'));
  await client.flush();
  expect(transport.envelopes).toMatchObject([{ event: 'kitchen.old', fields: { text: 'kept' } }]);
});

test('a program that just ends has sent everything before', async () => {
  const one = await collector();
  await writeFile(
    join(folder, 'main.mjs'),
    `import { createClient, CommonFieldsV1, KitchenOldV3 } from './index.js';
     const client = createClient({ common: new CommonFieldsV1({ service: 'test' }) });
     for (let count = 0; count < 1200; count += 1) client.send(new KitchenOldV3({ text: String(count) }));`,
  );
  const env = { ...process.env, EVENTBOOK_COLLECTORS: ` ${one.url}/ ,`, EVENTBOOK_WRITE_KEY: 'eb_key' };
  const child = spawn(process.execPath, ['main.mjs'], { cwd: folder, env, stdio: 'inherit' });
  expect(await once(child, 'exit')).toEqual([0, null]);
  expect(one.envelopes).toHaveLength(1200);
  expect(Math.max(...one.asked.map(({ envelopes }) => envelopes.length))).toBe(500);
});
