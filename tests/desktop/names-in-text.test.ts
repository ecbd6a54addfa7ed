import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { useBrowser } from '../site/browser.js';
import { openAt } from './open-page.js';
import { changeFile, startStudio } from './studio.js';

const browser = useBrowser();
const card = 'events/checkout.order_paid/event.json';

it('completes the names of the catalog in the text, explains them, and writes the form that all files have', async () => {
  const { directory, address } = await startStudio();
  // A title is people's words, whatever they look like.
  await changeFile(
    directory,
    'owners/search.json',
    '"title": "',
    '"title": "<img src=x onerror=alert(1)> **',
  );
  const { page, complaints } = await browser.open();
  await openAt(page, address, 'event/checkout.order_paid?show=text&at=/owner');
  await page.locator('.view-line', { hasText: '"payments"' }).waitFor();
  await page.keyboard.press('End');
  for (let step = 0; step < 2; step++) await page.keyboard.press('ArrowLeft');
  for (let step = 0; step < 'payments'.length; step++) await page.keyboard.press('Backspace');
  await page.keyboard.press('Control+Space');
  const suggested = page.getByRole('listbox', { name: 'Suggest' });
  await suggested.getByRole('option', { name: /^marketplace/u }).waitFor();
  await page.keyboard.type('sear');
  await suggested.getByRole('option', { name: /^marketplace/u }).waitFor({ state: 'detached' });
  await page.keyboard.press('Enter');
  await page.getByText('Everything is saved').waitFor();
  expect(JSON.parse(await readFile(join(directory, card), 'utf8'))).toMatchObject({ owner: 'search' });

  await page
    .locator('.view-line', { hasText: '"search"' })
    .locator('span', { hasText: '"search"' })
    .last()
    .hover();
  const hover = page.locator('.monaco-hover-content', { hasText: 'ivan.petrov@example.com' });
  await hover.waitFor();
  expect(await hover.innerText()).toContain('<img src=x onerror=alert(1)> **');
  expect(await hover.locator('img').count()).toBe(0);

  // Typed without a thought for its form.
  await page.keyboard.press('Control+Home');
  await page.keyboard.type(' \n  ');
  await expect.poll(() => readFile(join(directory, card), 'utf8')).toMatch(/^\s+\{/u);
  await page.keyboard.press('Control+s');
  await expect.poll(() => readFile(join(directory, card), 'utf8')).toMatch(/^\{\n {2}"title"/u);
  expect(complaints).toEqual([]);
});
