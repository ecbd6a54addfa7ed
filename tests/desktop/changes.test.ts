import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { useBrowser } from '../site/browser.js';
import { expectAccessible, openAt } from './open-page.js';
import { git, startStudio } from './studio.js';

const browser = useBrowser();

it('says what a change means before it is committed, with an example, the text beside, and Markdown for a review', async () => {
  const { directory, address } = await startStudio();
  const { page, complaints } = await browser.open({ permissions: ['clipboard-read', 'clipboard-write'] });
  await openAt(page, address, 'event/checkout.order_paid');
  const badge = page.getByRole('link', { name: /^Changes/u }).locator('.badge');
  expect(await badge.count()).toBe(0);

  // A new version that wants a field which the dictionary has: typed, not saved by anybody, and counted at once.
  await page.getByRole('button', { name: 'New version from this' }).press('Enter');
  await page.getByRole('combobox', { name: 'Add a field' }).fill('regi');
  await page.getByRole('option', { name: /region/u }).waitFor();
  await page.keyboard.press('Enter');
  await page.getByRole('checkbox', { name: 'region is required' }).check();
  await badge.filter({ hasText: '1' }).waitFor();

  // By keys alone.
  await page.keyboard.press('Control+Shift+g');
  await page.getByRole('heading', { name: 'Affects senders' }).waitFor();
  const card = page.getByRole('article').filter({ hasText: 'checkout.order_paid' });
  await card.getByText('gets version 4; who sends version 3 goes on as before').waitFor();
  await card.getByText('version 4: region joins, required').waitFor();
  await card.getByText(/column region VARCHAR is added/u).waitFor();
  for (const touched of ['Senders', 'Environments', 'Langpacks', 'Owners']) {
    await card.getByText(touched, { exact: true }).waitFor();
  }
  await page.getByText('Have to agree').waitFor();
  await card.getByText('For example').first().click();
  await card.getByText(/as version 4: /u).waitFor();
  await card.locator('summary', { hasText: 'events/checkout.order_paid/4.json' }).focus();
  await page.keyboard.press('Enter');
  await card.locator('.monaco-diff-editor .view-line', { hasText: '"region"' }).waitFor();
  // What is new in a version is said against the version before it.
  await card.getByText('Compared with events/checkout.order_paid/3.json').waitFor();
  await expectAccessible(page);

  // The catalog is another one from outside: the page follows, and says what is heavier first.
  const published = join(directory, 'events/checkout.order_paid/1.json');
  await writeFile(
    published,
    (await readFile(published, 'utf8')).replace('"version": 1', '"version": 1,\n  "note": "x"'),
  );
  await page.getByRole('heading', { name: 'Forbidden' }).waitFor();
  await badge.filter({ hasText: '1' }).waitFor();
  git(directory, 'checkout', '--', 'events/checkout.order_paid/1.json');
  await page.getByRole('heading', { name: 'Forbidden' }).waitFor({ state: 'detached' });

  await page.getByRole('button', { name: 'Copy as Markdown' }).click();
  await page.getByText('Copied').waitFor();
  const copied = await page.evaluate<string>('navigator.clipboard.readText()');
  expect(copied).toContain('#### ✋ Affects senders');
  expect(copied).toContain('**event `checkout.order_paid`**');

  // Committed by git beside us, it is no change since the last commit any more, but still one of what is published.
  git(directory, 'add', '.');
  git(directory, 'commit', '--quiet', '--message=Regions');
  await page.getByText('Nothing has changed.').waitFor();
  await badge.waitFor({ state: 'detached' });
  await page.getByRole('button', { name: 'What is published' }).press('Enter');
  await page.getByText('version 4: region joins, required').waitFor();
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox').fill('changes');
  await page.getByRole('option', { name: /^Changes: What is published/u }).waitFor();
  await page.keyboard.press('Escape');
  expect(complaints).toEqual([]);
});

it('compares any two states by name, and says what is not there', async () => {
  const { directory, address } = await startStudio();
  const path = join(directory, 'events/checkout.order_paid/event.json');
  await writeFile(path, (await readFile(path, 'utf8')).replace('"Order paid"', '"Money came"'));
  git(directory, 'commit', '--quiet', '--all', '--message=Another title');
  const { page } = await browser.open({ colorScheme: 'dark' });
  await openAt(page, address, 'changes?from=main&to=work');
  await page
    .getByText(/its title/u)
    .or(page.getByText(/title .*Money came/u))
    .first()
    .waitFor();
  await page.getByRole('heading', { name: 'Safe' }).waitFor();
  await expectAccessible(page);
  await page.evaluate('location.hash = "#/changes?from=mian"');
  await page.getByRole('alert').getByText('Did you mean main?', { exact: false }).waitFor();
  await expectAccessible(page);
});
