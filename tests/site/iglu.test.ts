import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hasIgluData, igluCatalog } from '../support/iglu-catalog.js';
import { turns } from '../support/long-run.js';
import { runCommand } from '../support/run-command.js';
import { violationsOf } from './axe.js';
import { useBrowser } from './browser.js';

/** Where it is set, what was looked at is kept there as pictures. */
const pictures = process.env['EVENTBOOK_PICTURES'];
const scratch = mkdtempSync(join(tmpdir(), 'eventbook-iglu-site-'));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

const windows = [
  { name: 'a desktop by day', colorScheme: 'light', viewport: { width: 1280, height: 900 } },
  { name: 'a phone by night', colorScheme: 'dark', viewport: { width: 390, height: 844 } },
] as const;

// Names, texts and contracts of hundreds of real companies: longer and odder than anybody makes up.
describe.skipIf(!hasIgluData)('the site of the Iglu registry', () => {
  const browser = useBrowser();
  const pages: string[] = [];

  beforeAll(async () => {
    const { catalog } = await igluCatalog();
    const { status, stderr } = await runCommand('eventbook', ['site', scratch, '--catalog', catalog]);
    expect([status, stderr]).toEqual([0, '']);
    pages.push('index.html', 'events.html', 'fields.html', 'search.html?q=click');
    for (const [folder, largest, every] of [
      ['events', 3, turns(200, 1)],
      ['namespaces', 1, turns(200, 1)],
      ['fields', 1, turns(1000, 10)],
      ['environments', 1, 1],
      ['owners', 1, 1],
      ['destinations', 1, 1],
    ] as const) {
      pages.push(...pagesOf(folder, largest, every));
    }
  }, 600_000);

  it.each(windows)(
    'axe finds nothing on $name, and nothing is cut off',
    async ({ name, ...options }) => {
      const { page, complaints } = await browser.open(options);
      const found: string[] = [];
      for (const [number, path] of pages.entries()) {
        await page.goto(`${pathToFileURL(scratch).href}/${path}`);
        if (path.startsWith('search')) await page.waitForSelector('#results li');
        for (const violation of await violationsOf(page)) found.push(`${path} ${violation}`);
        const width = await page.evaluate('document.documentElement.scrollWidth');
        if (width !== options.viewport.width) found.push(`${path} is ${String(width)} wide`);
        if (pictures !== undefined) {
          mkdirSync(pictures, { recursive: true });
          await page.screenshot({ path: join(pictures, `${name}, ${number}.png`) });
        }
      }
      expect(found).toEqual([]);
      expect(complaints).toEqual([]);
      expect(pages.length).toBeGreaterThan(10);
      await page.context().close();
    },
    1_800_000,
  );
});

/** The largest of a folder, and of the others as many as are wanted. */
function pagesOf(folder: string, largest: number, every: number): string[] {
  const directory = join(scratch, folder);
  const names = readdirSync(directory)
    .filter((file) => file.endsWith('.html'))
    .map((file) => ({ file, size: statSync(join(directory, file)).size }))
    .sort((one, other) => other.size - one.size || (one.file < other.file ? -1 : 1))
    .map(({ file }) => `${folder}/${file}`);
  return names.filter((_, place) => place < largest || place % every === 0);
}
