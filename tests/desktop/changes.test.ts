import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { useBrowser } from '../site/browser.js';
import { expectAccessible, openAt } from './open-page.js';
import { changeFile, git, startStudio } from './studio.js';

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

it('picks any two states by keys: drafts, commits, what is published and what is written here', async () => {
  const { directory, address } = await startStudio();
  const card = 'events/checkout.order_paid/event.json';
  const hostile = `<img src=x onerror="document.title='taken'"> again`;
  await changeFile(directory, card, '"Order paid"', '"Money came"');
  git(directory, 'commit', '--quiet', '--all', '--message=Another title');
  git(directory, 'branch', 'first-thought');
  await changeFile(directory, card, '"Money came"', '"Paid at last"');
  git(directory, 'commit', '--quiet', '--all', `--message=${hostile}`);
  const { page, complaints } = await browser.open();
  await openAt(page, address, 'changes');
  await page.getByRole('button', { name: 'Any two states' }).press('Enter');
  await page.getByText('Nothing has changed.').waitFor();

  // A draft on one side, a commit on the other: the later title is told against the earlier one.
  const pick = async (side: string, typed: string, option: RegExp): Promise<void> => {
    await page.getByRole('combobox', { name: new RegExp(`^${side}: `, 'u') }).press('Enter');
    await page.getByPlaceholder('Type to find').fill(typed);
    await page.getByRole('option', { name: option }).waitFor();
    await page.keyboard.press('Enter');
    await page.getByPlaceholder('Type to find').waitFor({ state: 'detached' });
  };
  await pick('From', 'first-thought', /draft · first-thought/u);
  await page
    .getByText(/Paid at last/u)
    .first()
    .waitFor();
  await page.getByText(/^From first-thought \(/u).waitFor();
  await expectAccessible(page);
  await pick('To', 'Another title', /^Another title/u);
  await page.getByText('Nothing has changed.').waitFor();
  await pick('From', 'main', /draft · main/u);
  await page
    .getByText(/Money came/u)
    .first()
    .waitFor();
  expect(await page.getByText(/Paid at last/u).count()).toBe(0);

  // Text that looks like a page is text, and what was picked is a link that leads here again.
  await pick('To', 'onerror', /^<img src=x/u);
  await page
    .getByText(/Paid at last/u)
    .first()
    .waitFor();
  expect(await page.title()).not.toBe('taken');
  await pick('From', 'published', /^What is published/u);
  await page
    .getByText(/Paid at last/u)
    .first()
    .waitFor();
  await pick('To', 'written', /^What is written here/u);
  await page.getByText(/ to what is written here\./u).waitFor();
  await pick('From', 'main', /draft · main/u);
  await pick('To', 'onerror', /^<img src=x/u);
  await page.reload();
  await page.getByRole('combobox', { name: `To: ${hostile}` }).waitFor();
  await page.getByRole('combobox', { name: /^From: main/u }).waitFor();
  await page.emulateMedia({ colorScheme: 'dark' });
  await expectAccessible(page);
  expect(complaints).toEqual([]);
});
