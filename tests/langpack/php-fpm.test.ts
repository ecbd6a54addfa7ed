import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startHeldCollector, type HeldCollector } from './held-collector.js';
import { startWebServer, type WebServer } from './php/fpm.js';

const page = fileURLToPath(new URL('php/page.php', import.meta.url));
const runtime = fileURLToPath(new URL('../../shared/runtimes/php', import.meta.url));

/** Whoever does wait does so until the test is given up. */
const givenUpAfter = 15_000;

let folder: string;
let collector: HeldCollector;
let server: WebServer | undefined;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'eventbook-fpm-'));
  collector = await startHeldCollector();
});
afterEach(async () => {
  collector.letGo();
  await server?.stop();
  collector.stop();
  await rm(folder, { recursive: true, force: true });
});

async function start(workers: number): Promise<WebServer> {
  const parameters = { RUNTIME: runtime, COLLECTOR: collector.url, SCRATCH: folder };
  server = await startWebServer(folder, page, parameters, workers);
  return server;
}

test.each(['curl', 'streams'])(
  'nobody waits for the collector: %s',
  { timeout: givenUpAfter },
  async (sender) => {
    const { get } = await start(1);
    // The whole answer is there while the collector has not said a word.
    expect(await get(`/?text=tea&sender=${sender}`)).toBe('served tea');
    await collector.received(2);
    expect(collector.texts).toEqual(['tea', 'tea, at the end']);
  },
);

test('the session is free for the next request of the same person', { timeout: givenUpAfter }, async () => {
  const { get } = await start(2);
  expect(await get('/?text=one&session=abc')).toBe('served one');
  await collector.received(2);
  expect(await get('/?text=two&session=abc')).toBe('served two');
  await collector.received(4);
});

test('one request leaves nothing to the next', { timeout: givenUpAfter }, async () => {
  const { get } = await start(1);
  collector.letGo();
  for (const text of ['one', 'two', 'three']) expect(await get(`/?text=${text}`)).toBe(`served ${text}`);
  await collector.received(6);
  expect(collector.texts).toEqual(['one', 'two', 'three'].flatMap((text) => [text, `${text}, at the end`]));
});
