import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import type { Catalog } from '../catalog/model.js';
import { parseCatalog } from '../catalog/parse.js';
import { readCatalogFolder } from '../node/catalog-folder.js';
import { siteAssets } from '../node/site/assets.js';
import { sitePages } from './site.js';

let catalog: Catalog;
let pages: ReadonlyMap<string, string>;

beforeAll(async () => {
  const { files } = await readCatalogFolder(join(import.meta.dirname, '../../../catalog-template'));
  catalog = parseCatalog(files).catalog;
  pages = pagesOf(catalog);
});

function pagesOf(one: Catalog): ReadonlyMap<string, string> {
  const recent = [{ date: '2026-11-20', event: 'checkout.order_paid', version: 3 }];
  const commit = { id: '0123456789abcdef', date: '2026-11-20' };
  return new Map([...sitePages(one, { commit, recent })].map(({ path, text }) => [path, text]));
}

test('everything of the catalog has its page', () => {
  for (const name of catalog.events.keys()) expect([...pages.keys()]).toContain(`events/${name}.html`);
  for (const name of catalog.fields.keys()) expect([...pages.keys()]).toContain(`fields/${name}.html`);
  for (const name of catalog.environments.keys())
    expect([...pages.keys()]).toContain(`environments/${name}.html`);
  for (const name of catalog.owners.keys()) expect([...pages.keys()]).toContain(`owners/${name}.html`);
  for (const name of catalog.destinations.keys())
    expect([...pages.keys()]).toContain(`destinations/${name}.html`);
  expect([...pages.keys()]).toContain('namespaces/checkout.html');
});

test('no link of any page leads nowhere, and every page can be come to', async () => {
  const assets = await siteAssets();
  const ids = new Map([...pages].map(([path, text]) => [path, idsOf(text)]));
  const reached = new Set(['index.html']);
  let followed = 0;
  for (const [path, text] of pages) {
    if (!path.endsWith('.html')) continue;
    expect(idsOf(text).size, `ids of ${path} that come twice`).toBe([...text.matchAll(/ id="/gu)].length);
    for (const [, link = ''] of text.matchAll(/ (?:href|src|action)="([^"]*)"/gu)) {
      const url = new URL(link.replaceAll('&amp;', '&'), `https://site.example/book/${path}`);
      if (url.host !== 'site.example') continue;
      const target = url.pathname.replace('/book/', '');
      expect(pages.has(target) || assets.has(target), `${path} links ${link}`).toBe(true);
      if (url.hash !== '')
        expect([...(ids.get(target) ?? [])], `${path} links ${link}`).toContain(url.hash.slice(1));
      reached.add(target);
      followed += 1;
    }
  }
  expect(followed).toBeGreaterThan(500);
  expect([...pages.keys()].filter((path) => !reached.has(path))).toEqual([]);
});

function idsOf(text: string): ReadonlySet<string> {
  return new Set([...text.matchAll(/ id="([^"]*)"/gu)].map(([, id = '']) => id));
}

test('the same catalog gives the same bytes, in whatever order its files were read', async () => {
  const { files } = await readCatalogFolder(join(import.meta.dirname, '../../../catalog-template'));
  const backwards = pagesOf(parseCatalog(new Map([...files].reverse())).catalog);
  expect([...backwards].sort()).toEqual([...pages].sort());
});

test('an event says what is known of it', () => {
  const page = pages.get('events/contact.phone_shown.html') ?? '';
  expect(page).toContain('<time datetime="2027-03-01">');
  expect(page).toContain('href="../events/contact.requested.html"');
  const paid = pages.get('events/checkout.order_paid.html') ?? '';
  for (const words of ['Olga Lind', 'olga.lind@example.com']) expect(paid).not.toContain(words);
  for (const words of [
    'payments@example.com',
    '1 to 40 characters',
    'new, required; 1 to 100 items',
    'decimal(14,2)',
  ]) {
    expect(paid).toContain(words);
  }
  expect(pages.get('events/message.sent.html')).toContain('deprecated</span>');
});

test('nothing that identifies a write key stands on a page', () => {
  const [name, environment] = [...catalog.environments][0] ?? [];
  if (name === undefined || environment === undefined) throw new Error('the template has environments');
  const keys = [{ id: 'k1d', sha256: 'ab'.repeat(32), created: '2026-01-01' }];
  const sources = { web: { title: 'Web', keys } };
  const environments = new Map([[name, { ...environment, card: { ...environment.card, sources } }]]);
  for (const text of pagesOf({ ...catalog, environments }).values()) {
    expect(text).not.toContain('abababab');
    expect(text).not.toContain('k1d');
  }
});
