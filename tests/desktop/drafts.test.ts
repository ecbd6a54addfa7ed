import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { useBrowser } from '../site/browser.js';
import { expectAccessible, goTo, openAt } from './open-page.js';
import { git, startStudio } from './studio.js';

const browser = useBrowser();
const card = 'events/checkout.order_paid/event.json';

it('makes drafts, switches between them and loses nothing, and tells the history of the catalog and of an event', async () => {
  const { directory, address } = await startStudio();
  git(directory, 'config', 'user.name', 'Olga Lind');
  git(directory, 'config', 'user.email', 'olga@example.com');
  const { page, complaints } = await browser.open();
  await openAt(page, address, 'event/checkout.order_paid');
  const title = page.getByLabel('Title');
  await title.fill('Money came');
  await page.getByText('Everything is saved').waitFor();

  // A draft as people call it; what is in no commit yet comes along.
  await page.keyboard.press('Control+Shift+b');
  await page.getByRole('button', { name: 'New draft …' }).press('Enter');
  const dialog = page.getByRole('dialog', { name: 'New draft' });
  await dialog.getByText('1 change that is in no commit yet comes along.').waitFor();
  await dialog.getByLabel('What it is for').fill('Más dinero: for logistics');
  await expectAccessible(page);
  await page.keyboard.press('Enter');
  await dialog.waitFor({ state: 'detached' });
  const current = page.getByRole('listitem').filter({ hasText: 'You are here' });
  await current.getByText('Más dinero: for logistics').waitFor();
  await current.getByText('mas-dinero-for-logistics').waitFor();
  await expectAccessible(page);
  expect(git(directory, 'branch', '--show-current')).toBe('mas-dinero-for-logistics\n');
  expect(git(directory, 'status', '--short')).toBe(` M ${card}\n`);
  git(directory, 'commit', '--quiet', '--all', '--message=Money');

  // What would be overwritten is not: nothing is done, and it is said what is in the way.
  await goTo(page, 'event/checkout.order_paid');
  await title.fill('Money came at last');
  await page.getByText('Everything is saved').waitFor();
  await goTo(page, 'drafts');
  await page.getByRole('button', { name: 'Switch to work' }).click();
  await page
    .getByRole('alert')
    .getByText(`This would overwrite what is in no commit yet: ${card}.`)
    .waitFor();
  await expectAccessible(page);
  expect(git(directory, 'branch', '--show-current')).toBe('mas-dinero-for-logistics\n');
  expect(await readFile(join(directory, card), 'utf8')).toContain('Money came at last');
  git(directory, 'commit', '--quiet', '--all', '--message=At last');
  await page.getByRole('button', { name: 'Switch to work' }).click();
  await current.getByText('work', { exact: true }).waitFor();
  await goTo(page, 'event/checkout.order_paid');
  await expect.poll(() => title.inputValue()).toBe('Order paid');
  expect(git(directory, 'status', '--short')).toBe('');
  await goTo(page, 'drafts');
  await page.getByRole('button', { name: 'Switch to Más dinero: for logistics' }).click();
  await current.getByText('Más dinero: for logistics').waitFor();

  // The history, of all and of one event.
  const other = join(directory, 'owners/payments.json');
  await writeFile(other, (await readFile(other, 'utf8')).replace(/"title": "[^"]*"/u, '"title": "Till"'));
  git(directory, 'commit', '--quiet', '--all', '--message=Payments are the till');
  await page.keyboard.press('Control+Shift+h');
  const commits = page.getByRole('list', { name: 'Commits' });
  await commits.getByText('Payments are the till').waitFor();
  await commits.getByText('owner payments: its title is now "Till"', { exact: false }).waitFor();
  await commits.getByText('The first one').waitFor();
  await expectAccessible(page);
  await goTo(page, 'event/checkout.order_paid');
  await page.getByRole('button', { name: 'More' }).click();
  await page.getByRole('menuitem', { name: 'History' }).click();
  await commits.getByText('its title is now "Money came at last" (was "Money came")').waitFor();
  expect(await commits.getByText('Payments are the till').count()).toBe(0);
  expect(await commits.locator('> li').count()).toBe(3);
  await commits.getByRole('link', { name: 'What it changed: At last' }).click();
  await page.getByRole('heading', { name: 'Safe' }).waitFor();
  expect(git(directory, 'fsck', '--full', '--strict')).toBe('');
  // The browser has its own word for the switch that was refused.
  expect(complaints.filter((text) => !text.includes('409 (Conflict)'))).toEqual([]);
});
