import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { useBrowser } from '../site/browser.js';
import { expectAccessible, openAt } from './open-page.js';
import { git, startStudio } from './studio.js';

const browser = useBrowser();
const card = 'events/checkout.order_paid/event.json';

it('takes what is typed as JSON: findings at once, the file on disk, what is broken kept over a crash', async () => {
  const studio = await startStudio();
  const { page, complaints } = await browser.open({ colorScheme: 'dark' });
  await openAt(page, studio.address, 'event/checkout.order_paid?show=text');
  const title = page.locator('.view-line', { hasText: '"Order paid"' });
  await title.waitFor();
  await expectAccessible(page);

  // An owner that nobody is: found by the whole catalog's rules, and written all the same.
  await page.locator('.view-line', { hasText: '"payments"' }).click();
  await page.keyboard.press('End');
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.type('x');
  await page.getByText('Everything is saved').waitFor();
  expect(await readFile(join(studio.directory, card), 'utf8')).toContain('"paymentsx"');
  expect(git(studio.directory, 'status', '--short')).toBe(` M ${card}\n`);
  await page
    .getByRole('link', { name: /Problems/u })
    .locator('.badge.error')
    .waitFor();

  // What is no JSON stays out of the file, is shown as not saved, and is there again after kill -9.
  await page.keyboard.press('Control+End');
  await page.keyboard.type('!');
  await page.getByText('1 file is not saved yet').waitFor();
  await studio.kill();
  expect(await readFile(join(studio.directory, card), 'utf8')).not.toContain('!');
  const again = await startStudio({ directory: studio.directory, state: studio.state });
  await openAt(page, again.address, 'event/checkout.order_paid?show=text');
  await page.locator('.view-line', { hasText: '"title"' }).first().click();
  await page.keyboard.press('Control+End');
  await page.locator('.view-line', { hasText: '!' }).waitFor();
  expect(complaints.filter((text) => !text.includes('ERR_'))).toEqual([]);
});
