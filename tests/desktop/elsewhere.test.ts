import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { useBrowser } from '../site/browser.js';
import { expectAccessible, openAt } from './open-page.js';
import { changeFile as change, git, startStudio } from './studio.js';

const browser = useBrowser();
const card = 'events/checkout.order_paid/event.json';

/** Puts the cursor behind a text of the editor that is shown. */
async function cursorBehind(page: Page, text: string): Promise<void> {
  await page.locator('.view-line', { hasText: text }).first().click();
  await page.keyboard.press('End');
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('ArrowLeft');
}

it('shows what others do to the files: another program, another branch', async () => {
  const { directory, address } = await startStudio();
  const { page } = await browser.open();
  await openAt(page, address, 'event/checkout.order_paid');
  const title = page.getByLabel('Title');
  await expect.poll(() => title.inputValue()).toBe('Order paid');

  await change(directory, card, '"title": "Order paid"', '"title": "Money came"');
  await expect.poll(() => title.inputValue()).toBe('Money came');

  await mkdir(join(directory, 'events/checkout.new_one'));
  await writeFile(join(directory, 'events/checkout.new_one/event.json'), '{"title": "A new one"}');
  await page.getByRole('treeitem', { name: /new_one/u }).waitFor();

  git(directory, 'stash', '--include-untracked');
  await expect.poll(() => title.inputValue()).toBe('Order paid');
  await page.getByRole('treeitem', { name: /new_one/u }).waitFor({ state: 'detached' });
});

it('sees what is published move on', async () => {
  const { directory, address } = await startStudio();
  const { page } = await browser.open();
  await openAt(page, address, 'event/checkout.order_paid');
  await page.getByRole('button', { name: 'New version from this' }).click();
  await page.getByText('Not published yet: it may still be changed.').waitFor();
  await page.getByText('Everything is saved').waitFor();
  git(directory, 'add', '.');
  git(directory, 'commit', '--quiet', '--message=Version 4');
  // The commit has been seen, and publishes nothing.
  await page.getByRole('link', { name: 'Changes', exact: true }).waitFor();
  await page.getByText('Not published yet: it may still be changed.').waitFor();
  git(directory, 'branch', '--force', 'main', 'work');
  await page.getByText('Published versions never change.').waitFor();
  await page.getByRole('button', { name: 'Version 4 Published' }).waitFor();
});

it('brings together what was typed and what was done elsewhere, and asks where both changed one thing', async () => {
  const { directory, address } = await startStudio();
  const { page } = await browser.open();
  await openAt(page, address, 'event/checkout.order_paid?show=text');

  // A draft that is no JSON yet holds the file back; meanwhile somebody else changes another key.
  await cursorBehind(page, '"Order paid"');
  await page.keyboard.type('"');
  await page.getByText('1 file is not saved yet').waitFor();
  await change(directory, card, '"seller-dashboard",', '');
  await page.locator('.view-line', { hasText: 'seller-dashboard' }).waitFor({ state: 'detached' });
  await page.keyboard.press('Backspace');
  await page.keyboard.type(' in full');
  await page.getByText('Everything is saved').waitFor();
  const both = await readFile(join(directory, card), 'utf8');
  expect(both).toContain('"Order paid in full"');
  expect(both).not.toContain('seller-dashboard');

  // Now both change the title: a person decides.
  await cursorBehind(page, '"Order paid in full"');
  // The quote first: without it the new title would be saved where typing is slow.
  await page.keyboard.type('"');
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.type('!');
  await page.getByText('1 file is not saved yet').waitFor();
  await change(directory, card, '"Order paid in full"', '"Theirs"');
  await page.keyboard.press('Delete');
  const question = page.getByRole('alert', { name: /changed somewhere else/u });
  await question.getByRole('row', { name: /title .*Order paid in full!.*Theirs/u }).waitFor();
  await expectAccessible(page);
  expect(await readFile(join(directory, card), 'utf8')).toContain('"Theirs"');
  await question.getByRole('button', { name: 'Keep what I typed' }).click();
  await page.getByText('Everything is saved').waitFor();
  await question.waitFor({ state: 'detached' });
  expect(await readFile(join(directory, card), 'utf8')).toContain('"Order paid in full!"');
});
