import { createServer } from 'node:http';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, normalize } from 'node:path';
import { gzipSync } from 'node:zlib';
import { generateLangpack } from '@eventbook/shared/langpack/generator';
import { typescriptGenerator } from '@eventbook/shared/langpack/typescript/typescript-generator';
import { parseCatalog } from '@eventbook/shared/catalog/parse';
import { readRuntime } from '@eventbook/shared/node/langpack-runtime';
import { type Browser, chromium, type Page } from 'playwright-core';
import { rolldown } from 'rolldown';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { generateCatalog } from '../support/generated-catalog.js';
import { kitchenSink } from '../support/kitchen-sink.js';
import { ScriptedCollector } from './scripted-collector.js';
import { writeFiles } from './write-files.js';

const release = { version: '0.1.3', snapshot: 'a'.repeat(64), sequence: 412 };
let folder: string;
let browser: Browser;
let site: { readonly url: string; readonly stop: () => void };

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'eventbook-browser-'));
  const runtime = await readRuntime(typescriptGenerator);
  await writeFiles(
    folder,
    generateLangpack(typescriptGenerator, kitchenSink(), 'kitchen-frontend', runtime, release),
  );
  await writeFile(join(folder, 'page.html'), '<!doctype html><title>Kitchen</title>');
  site = await serve(folder);
  browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] });
});
afterAll(async () => {
  await browser.close();
  site.stop();
  await rm(folder, { recursive: true, force: true });
});

async function serve(root: string): Promise<{ url: string; stop: () => void }> {
  const types: Readonly<Record<string, string>> = {
    js: 'text/javascript',
    html: 'text/html',
    json: 'application/json',
  };
  const server = createServer((request, response) => {
    const path = normalize(request.url?.split('?')[0] ?? '/');
    readFile(join(root, path)).then(
      (bytes) => {
        response
          .writeHead(200, { 'Content-Type': types[path.split('.').at(-1) ?? ''] ?? 'text/plain' })
          .end(bytes);
      },
      () => response.writeHead(404).end(),
    );
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, stop: () => server.close() };
}

/** Makes a client in the page, as `client`, and gives it what it needs to build events. */
async function openPage(page: Page, collector: string): Promise<void> {
  await page.goto(`${site.url}/page.html`);
  await page.evaluate(
    `(async () => {
      const langpack = await import('/index.js');
      globalThis.client = langpack.createClient({
        common: new langpack.CommonFieldsV1({}), collectors: [${JSON.stringify(collector)}], writeKey: 'eb_key', linger: 60000,
      });
      globalThis.sendText = (text) => globalThis.client.send(new langpack.KitchenOldV3({ text }));
    })()`,
  );
}

function textsOf(collector: ScriptedCollector): string[] {
  return collector.envelopes.map(({ fields }) => (fields as { text: string }).text);
}

/** Waits for what a page sends behind its own back. */
async function eventually(isSo: () => boolean): Promise<void> {
  for (let tries = 0; tries < 100 && !isSo(); tries += 1) await new Promise((done) => setTimeout(done, 50));
}

test('events are built in a browser as conformance.json says', async () => {
  const page = await browser.newPage();
  await page.goto(`${site.url}/page.html`);
  const result = await page.evaluate(`(async () => {
    const { runCases } = await import('/tests/run-cases.js');
    const { count, failures } = runCases(await (await fetch('/conformance.json')).json());
    return { count, failures };
  })()`);
  expect(result).toEqual({ count: expect.any(Number) as number, failures: [] });
  expect((result as { count: number }).count).toBeGreaterThan(50);
  await page.close();
});

test('a page sends without a preflight, by the clock of its device', async () => {
  const collector = await ScriptedCollector.start();
  const page = await browser.newPage();
  await openPage(page, collector.url);
  expect(await page.evaluate(`sendText('a'), client.flush()`)).toBe(true);
  const [asked] = collector.asked;
  expect([asked?.url, asked?.headers['content-type']]).toEqual([
    '/v1/events?key=eb_key',
    'text/plain;charset=UTF-8',
  ]);
  expect(Object.keys(collector.envelopes[0] ?? {})).toContain('client_time');
  await page.close();
  collector.stop();
});

test('what waits when a page goes leaves as a beacon', async () => {
  const collector = await ScriptedCollector.start();
  const page = await browser.newPage();
  await openPage(page, collector.url);
  await page.evaluate(`sendText('left behind')`);
  await page.goto('about:blank');
  await eventually(() => collector.envelopes.length > 0);
  expect(textsOf(collector)).toEqual(['left behind']);
  await page.close();
  collector.stop();
});

test('what could not be sent survives a reload, and is sent from the next page', async () => {
  const collector = await ScriptedCollector.start();
  const context = await browser.newContext();
  const page = await context.newPage();
  await openPage(page, 'http://127.0.0.1:9');
  // Long enough for a try to fail.
  await page.evaluate(`sendText('offline'), client.flush(300)`);
  await page.goto('about:blank');
  await openPage(page, collector.url);
  await page.evaluate(`client.flush()`);
  expect(textsOf(collector)).toEqual(['offline']);
  await openPage(page, collector.url);
  expect(await page.evaluate(`client.flush()`)).toBe(true);
  expect(textsOf(collector)).toEqual(['offline']);
  await context.close();
  collector.stop();
});

test('an app that sends one event does not carry a thousand', async () => {
  const runtime = await readRuntime(typescriptGenerator);
  const catalog = parseCatalog(generateCatalog({ events: 1000, environments: 1 })).catalog;
  const [environment = ''] = catalog.environments.keys();
  const files = generateLangpack(typescriptGenerator, catalog, environment, runtime, release);
  const home = join(folder, 'large');
  await writeFiles(home, files);
  const classes = [...files]
    .filter(([path]) => /^events\/.*\.js$/u.test(path))
    .map(([, text]) => /export const (\w+V\d+) /u.exec(text)?.[1] ?? '');
  expect(classes.length).toBeGreaterThan(500);
  const bundle = async (names: readonly string[]): Promise<number> => {
    const used = `globalThis.used = [${names.join(', ')}, createClient];`;
    await writeFile(
      join(home, 'app.js'),
      `import { createClient, ${names.join(', ')} } from './index.js';\n${used}`,
    );
    const built = await rolldown({ input: join(home, 'app.js') });
    const { output } = await built.generate({ format: 'esm', minify: true });
    await built.close();
    return gzipSync(output[0].code).length;
  };
  const one = await bundle(classes.slice(0, 1));
  const all = await bundle(classes);
  console.log(`gzipped: ${one} bytes with one event, ${all} with ${classes.length}`);
  expect(one).toBeLessThan(16 * 1024);
  expect(all).toBeGreaterThan(one * 3);
});
