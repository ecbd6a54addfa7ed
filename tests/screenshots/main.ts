import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium, type Page } from 'playwright-core';
import { endProcess } from '../support/end-process.js';
import { git, makeCatalogInGit, spawnStudio } from '../support/studio-process.js';

/*
 * `npm run screenshots`: the pictures of the README, light and dark, of the desktop on a copy of the template. What is shown
 * is done there by the same clicks and keys that a person needs.
 */
const pictures = fileURLToPath(new URL('../../../docs/screenshots/', import.meta.url));

async function goTo(page: Page, place: string): Promise<void> {
  await page.evaluate(`location.hash = ${JSON.stringify(`#/${place}`)}`);
}

/** The steps of one small piece of work, and a picture of each. */
const steps: readonly { readonly name: string; readonly show: (page: Page) => Promise<void> }[] = [
  {
    name: 'event',
    async show(page) {
      await goTo(page, 'event/checkout.order_paid');
      await page.getByRole('button', { name: 'New version from this' }).click();
      const add = page.getByRole('combobox', { name: 'Add a field' });
      await add.fill('region');
      await page
        .getByRole('option', { name: /region/u })
        .first()
        .click();
      await page.getByRole('checkbox', { name: 'region is required' }).check();
      await page.getByLabel('Why this version').fill('Asked for by logistics');
      await page.getByText('Everything is saved').waitFor();
      await page.getByRole('heading', { name: 'checkout.order_paid' }).click();
    },
  },
  {
    name: 'changes',
    async show(page) {
      await goTo(page, 'changes');
      await page.getByText('region', { exact: false }).first().waitFor();
    },
  },
  {
    name: 'langpacks',
    async show(page) {
      await goTo(page, 'publishing/site-backend/typescript/1');
      await page.locator('.modified .view-line').first().waitFor();
    },
  },
];

async function takeAll(colorScheme: 'light' | 'dark', folder: string): Promise<void> {
  const directory = join(folder, `classifieds-${colorScheme}`);
  await makeCatalogInGit(directory);
  // Of the team that owns the event, so that nobody has to be asked.
  git(directory, 'config', 'user.email', 'olga.lind@example.com');
  const { child, address } = await spawnStudio({ directory, state: join(folder, `state-${colorScheme}`) });
  const browser = await chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-dev-shm-usage', '--disable-gpu'],
  });
  try {
    const context = await browser.newContext({ colorScheme, viewport: { width: 1280, height: 800 } });
    const page = await context.newPage();
    await page.goto(address);
    await page.getByRole('tree').waitFor();
    for (const { name, show } of steps) {
      await show(page);
      // What fades in is there, and what is asked a moment later is answered.
      await page.waitForTimeout(1000);
      await page.screenshot({ path: join(pictures, `${name}-${colorScheme}.png`), animations: 'disabled' });
      process.stdout.write(`${name}-${colorScheme}.png\n`);
    }
  } finally {
    await browser.close();
    await endProcess(child, 'SIGTERM');
  }
}

await mkdir(pictures, { recursive: true });
const folder = await mkdtemp(join(tmpdir(), 'eventbook-screenshots-'));
try {
  await takeAll('light', folder);
  await takeAll('dark', folder);
} finally {
  await rm(folder, { recursive: true, force: true });
}
