import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest';
import { runCommand } from '../support/run-command.js';
import { violationsOf } from './axe.js';
import { useBrowser } from './browser.js';
import { writeHostileCatalog } from './hostile-catalog.js';

const scratch = mkdtempSync(join(tmpdir(), 'eventbook-site-'));
const template = join(import.meta.dirname, '../../catalog-template');
const browser = useBrowser();

// A path as deep and odd as web hosts have them: every link has to be relative.
const book = join(scratch, 'pages/our team/book');
const hostile = join(scratch, 'hostile-book');

beforeAll(async () => {
  await writeSite(template, book);
  writeHostileCatalog(join(scratch, 'hostile'));
  await writeSite(join(scratch, 'hostile'), hostile);
});
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

async function writeSite(catalog: string, out: string): Promise<void> {
  const { status, stderr } = await runCommand('eventbook', ['site', out, '--catalog', catalog]);
  expect([status, stderr]).toEqual([0, '']);
}

const address = (site: string, path: string): string => `${pathToFileURL(site).href}/${path}`;

/** One page of each kind, and what is worth a look of its own. */
const kinds = [
  'index.html',
  'events.html',
  'namespaces/checkout.html',
  'events/checkout.order_paid.html',
  'events/contact.phone_shown.html',
  'fields.html',
  'fields/payment_method.html',
  'environments/site-frontend.html',
  'owners/payments.html',
  'destinations/warehouse.html',
  'search.html?q=order',
];

const windows = [
  { name: 'a desktop by day', colorScheme: 'light', viewport: { width: 1280, height: 900 } },
  { name: 'a phone by night', colorScheme: 'dark', viewport: { width: 390, height: 844 } },
  { name: 'a small phone by day', colorScheme: 'light', viewport: { width: 320, height: 640 } },
  { name: 'a desktop by night', colorScheme: 'dark', viewport: { width: 1280, height: 900 } },
] as const;

describe.each(windows)('on $name', (options) => {
  it('axe finds nothing on any kind of page, and nothing is cut off', async () => {
    const { page, complaints } = await browser.open(options);
    const found: string[] = [];
    for (const path of kinds) {
      await page.goto(address(book, path));
      if (path.startsWith('search')) await page.waitForSelector('#results li');
      for (const violation of await violationsOf(page)) found.push(`${path} ${violation}`);
      const width = await page.evaluate('document.documentElement.scrollWidth');
      if (width !== options.viewport.width) found.push(`${path} is ${String(width)} wide`);
    }
    expect(found).toEqual([]);
    expect(complaints).toEqual([]);
    await page.context().close();
  });
});

test('the search works from a disk: typed, forgiven, narrowed, linked, and followed by keyboard', async () => {
  const { page, complaints } = await browser.open({ viewport: { width: 1280, height: 900 } });
  await page.goto(address(book, 'events/advert.viewed.html'));
  await page.keyboard.press('/');
  await page.keyboard.type('paymnt metod');
  await page.keyboard.press('Enter');
  await page.waitForSelector('#results li');
  expect(new URL(page.url()).searchParams.get('q')).toBe('paymnt metod');
  expect(await page.textContent('#results li:first-child .name')).toBe('payment_method');
  expect(await page.textContent('#results li:first-child mark')).toBe('payment');
  await page.fill('#words', 'order');
  await page.check('input[name=kind][value=event]', { force: true });
  expect(new Set(await page.locator('#results .remark').allTextContents())).toEqual(new Set(['event']));
  await page.fill('#words', 'zzzzzzzzz');
  expect(await page.textContent('#status')).toBe('Nothing was found.');
  await page.fill('#words', 'order paid');
  await page.focus('#results li:first-child a');
  await page.keyboard.press('Enter');
  await page.waitForURL('**/events/checkout.order_paid.html');
  expect(await page.textContent('h1')).toContain('Order paid');
  expect(complaints).toEqual([]);
});

test('the colours are the reader’s to choose, and stay chosen', async () => {
  const { page } = await browser.open({ colorScheme: 'light' });
  const background = (): Promise<string> => page.evaluate('getComputedStyle(document.body).backgroundColor');
  await page.goto(address(book, 'index.html'));
  const light = await background();
  await page.click('#theme');
  const dark = await background();
  expect(dark).not.toBe(light);
  await page.goto(address(book, 'events.html'));
  expect(await background()).toBe(dark);
});

test('without JavaScript everything but the search can be read', async () => {
  const { page } = await browser.open({ javaScriptEnabled: false });
  await page.goto(address(book, 'events/checkout.order_paid.html#v2'));
  expect(await page.isVisible('#v2')).toBe(true);
  expect(await page.isVisible('.copy')).toBe(false);
  await page.goto(address(book, 'search.html'));
  expect(await page.textContent('noscript')).toContain('needs JavaScript');
});

test('a catalog full of markup and scripts is shown as text, and nothing of it runs', async () => {
  const { page, complaints } = await browser.open({ viewport: { width: 1280, height: 900 } });
  const pages = readdirSync(hostile, { recursive: true, encoding: 'utf8' }).filter((path) =>
    path.endsWith('.html'),
  );
  expect(pages.length).toBeGreaterThan(10);
  for (const path of [...pages, 'search.html?q=script', 'search.html?q=<img src=x onerror=hacked=1>']) {
    await page.goto(address(hostile, path));
    if (path.includes('?')) await page.waitForFunction('document.getElementById("kinds").hidden === false');
    const found = await page.evaluate(`({
      hacked: globalThis.hacked,
      scripts: [...document.scripts].map((one) => one.getAttribute('src')).filter((src) => !/^(\\.\\.\\/)?assets\\/[a-z-]+\\.js$/.test(src)),
      handlers: [...document.querySelectorAll('*')].flatMap((one) => one.getAttributeNames()).filter((name) => /^on/.test(name)),
      schemes: [...new Set([...document.links].map((one) => one.protocol))].filter((one) => !['file:', 'https:', 'mailto:'].includes(one)),
      images: document.images.length,
    })`);
    expect([path, found]).toEqual([
      path,
      { hacked: undefined, scripts: [], handlers: [], schemes: [], images: 0 },
    ]);
  }
  await page.goto(address(hostile, 'events/shop.bought.html'));
  expect(await page.textContent('h1')).toContain('</script><script>globalThis.hacked = 1</script>');
  expect(complaints).toEqual([]);
});

test('a word without an end makes no page wider than a phone', async () => {
  const { page } = await browser.open({ viewport: { width: 390, height: 844 } });
  for (const path of [
    'events/shop.bought.html',
    'fields/constructor.html',
    'environments/site.html',
    'events.html',
  ]) {
    await page.goto(address(hostile, path));
    expect([path, await page.evaluate('document.documentElement.scrollWidth')]).toEqual([path, 390]);
  }
});
