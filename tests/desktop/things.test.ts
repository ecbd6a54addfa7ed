import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { expect, it, vi } from 'vitest';
import { useBrowser } from '../site/browser.js';
import { expectAccessible, goTo, openAt } from './open-page.js';
import { changeFile, git, startStudio } from './studio.js';

const browser = useBrowser();

async function command(page: Page, words: string): Promise<void> {
  await page.keyboard.press('Control+k');
  await page.keyboard.type(words);
  await page.getByRole('option', { name: words }).waitFor();
  await page.keyboard.press('Enter');
}

it('makes and changes fields, environments, owners and destinations by forms, and says where each is used', async () => {
  const { directory, address } = await startStudio();
  const { page, complaints } = await browser.open();
  const json = async (path: string): Promise<unknown> => {
    await page.getByText('Everything is saved').waitFor();
    return JSON.parse(await readFile(join(directory, path), 'utf8'));
  };
  await openAt(page, address, 'problems');

  // A field that nobody has yet; a name that is too near to another is said where it was typed.
  await page.getByRole('button', { name: 'New …' }).press('Enter');
  await page.getByRole('menuitem', { name: 'New field …' }).press('Enter');
  const dialog = page.getByRole('dialog', { name: 'New field' });
  await dialog.getByLabel('Name', { exact: true }).fill('orderid');
  await dialog.getByText('There is one of that name already.').waitFor();
  await expectAccessible(page);
  await dialog.getByLabel('Name', { exact: true }).fill('delivery_days');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Field delivery_days' }).waitFor();
  await page.getByRole('combobox', { name: 'Type', exact: true }).selectOption('integer');
  await page.getByLabel('Unit').fill('days');
  await page.getByRole('combobox', { name: 'Add to Allowed values' }).click();
  await page.getByRole('combobox', { name: 'Allowed values', exact: true }).fill('3');
  await page.getByRole('option', { name: 'Add “3”' }).waitFor();
  await page.keyboard.press('Enter');
  await page.keyboard.press('Escape');
  await page.getByText('Used nowhere').waitFor();
  await expectAccessible(page);
  expect(await json('fields/delivery_days.json')).toEqual({
    type: 'integer',
    title: 'Delivery days',
    owner: 'marketplace',
    unit: 'days',
    privacy: 'none',
    values: [3],
  });
  // The same draft as text, and gone again: by its button, and by Undo back to before it was.
  await page.getByRole('button', { name: 'JSON' }).press('Enter');
  await page.locator('.view-line', { hasText: '"days"' }).waitFor();
  await page.getByRole('button', { name: 'Page' }).press('Enter');
  await page.getByRole('button', { name: 'More' }).press('Enter');
  await page.getByRole('menuitem', { name: 'Delete …' }).press('Enter');
  await page.getByRole('dialog').getByText('1 file would change').waitFor();
  await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).press('Enter');
  await page.getByRole('heading', { name: 'Field delivery_days' }).waitFor({ state: 'detached' });
  await page.getByText('Everything is saved').waitFor();
  expect(git(directory, 'status', '--short')).toBe('');

  // What is published stays what it is; its words may change, and those who carry it are a click away.
  await goTo(page, 'field/order_id');
  await page.getByText(/^Published: type, unit and shape stay/u).waitFor();
  expect(await page.getByRole('combobox', { name: 'Type', exact: true }).count()).toBe(0);
  await page.getByLabel('Title').fill('Number of the order');
  expect(await json('fields/order_id.json')).toMatchObject({ title: 'Number of the order' });
  await page.getByRole('main').getByRole('link', { name: 'checkout.order_paid' }).press('Enter');
  await page.getByRole('heading', { name: 'checkout.order_paid' }).waitFor();

  await goTo(page, 'owner/payments');
  await page.getByRole('button', { name: 'Add somebody' }).press('Enter');
  const last = page.getByRole('row').last();
  await last.getByLabel('Name').fill('Olga Lind');
  await last.getByLabel('E-mail in git').fill('olga@example.com');
  const answersFor = page.getByRole('region', { name: 'Answers for' });
  await answersFor.getByRole('link', { name: 'checkout.order_paid' }).waitFor();
  await expectAccessible(page);
  expect((await json('owners/payments.json')) as object).toHaveProperty(
    'members',
    expect.arrayContaining([{ name: 'Olga Lind', email: 'olga@example.com' }]),
  );

  await command(page, 'New destination …');
  await page.getByRole('dialog').getByLabel('Name', { exact: true }).fill('fraud-check');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Destination fraud-check' }).waitFor();
  await page.getByRole('combobox', { name: 'Kind' }).selectOption('MongoDB');
  await page.getByLabel('Days that it keeps').fill('30');
  await page.getByLabel('It gets flagged events too').check();
  await expectAccessible(page);
  expect(await json('destinations/fraud-check.json')).toEqual({
    title: 'Fraud check',
    owner: 'marketplace',
    kind: 'mongodb',
    takes_flagged: true,
    keep_days: 30,
  });

  await goTo(page, 'environment/mobile-app');
  await page.getByRole('checkbox', { name: 'Python' }).check();
  await page.getByLabel('Name of a new source').fill('watch');
  await page.keyboard.press('Enter');
  await page.getByLabel('Title of watch').fill('The watch');
  await page.getByRole('region', { name: 'Sent from here' }).getByRole('link').first().waitFor();
  await expectAccessible(page);
  const environment = await json('environments/mobile-app/environment.json');
  expect(environment).toMatchObject({
    langpacks: { python: [1] },
    sources: { watch: { title: 'The watch' } },
  });
  expect(complaints).toEqual([]);
}, 300_000);

it('filters the events, mends what is found, and knows the names in the text', async () => {
  const studio = await startStudio();
  const { directory, address, state } = studio;
  git(directory, 'config', 'user.email', 'olga@example.com');
  const { page, complaints } = await browser.open({ colorScheme: 'dark' });
  const card = 'events/checkout.order_paid/event.json';
  await openAt(page, address, 'problems');

  // By keys alone: what is not as published, and of one owner; kept, cleared, and there again by its name.
  const filters = page.getByRole('group', { name: 'Filter the events' });
  const choose = async (words: string): Promise<void> => {
    await filters.getByRole('combobox', { name: 'Add to Filter the events' }).press('Enter');
    await page.getByRole('combobox', { name: 'Filter the events', exact: true }).fill(words);
    await page.getByRole('option', { name: words }).waitFor();
    await page.keyboard.press('Enter');
    await page.keyboard.press('Escape');
  };
  await choose('Owner: Payments');
  await filters.getByText(/^\d+ of 13 events$/u).waitFor();
  await page.getByRole('treeitem', { name: 'order_paid' }).waitFor();
  expect(await page.getByRole('treeitem', { name: 'sent' }).count()).toBe(0);
  await choose('Has problems');
  await filters.getByText('0 of 13 events').waitFor();
  await changeFile(directory, card, '"owner": "payments"', '"owner": "paymens"');
  await changeFile(directory, card, '"warehouse"', '"warehose"');
  await filters.getByRole('button', { name: 'Remove Owner: Payments' }).press('Enter');
  await filters.getByText('1 of 13 events').waitFor();
  await choose('Not as published');
  await filters.getByText('1 of 13 events').waitFor();
  await filters.getByRole('button', { name: 'Keep' }).press('Enter');
  await page.keyboard.type('To mend');
  await page.keyboard.press('Enter');
  await filters.getByRole('button', { name: 'Show all' }).press('Enter');
  await expectAccessible(page);
  await filters.getByRole('button', { name: 'To mend', exact: true }).press('Enter');
  await filters.getByText('1 of 13 events').waitFor();

  // Mended from the list, on the page, and from the text.
  await page.getByRole('button', { name: /^Mend it: Did you mean "payments"/u }).press('Enter');
  await page.getByRole('link', { name: /paymens/u }).waitFor({ state: 'detached' });
  await goTo(page, 'event/checkout.order_paid');
  const here = page.getByRole('region', { name: 'Problems here' });
  await here
    .getByText(/warehose/u)
    .first()
    .waitFor();
  await expectAccessible(page);
  await here.getByRole('button', { name: /^Mend it: Did you mean "warehouse"/u }).press('Enter');
  await here.waitFor({ state: 'detached' });
  await page.getByText('Everything is saved').waitFor();
  expect(git(directory, 'status', '--short')).toBe('');
  await page.keyboard.press('Control+z');
  await here
    .getByText(/warehose/u)
    .first()
    .waitFor();
  await goTo(page, 'event/checkout.order_paid?show=text&at=/destinations/1');
  await page.locator('.view-line', { hasText: 'warehose' }).waitFor();
  await page.keyboard.press('Control+.');
  await page
    .getByText(/Did you mean "warehouse"/u)
    .last()
    .waitFor();
  await page.keyboard.press('Enter');
  await page.locator('.view-line', { hasText: '"warehouse"' }).waitFor();

  // Names of the catalog in the text: completed, gone to, and written in the form that all files have.
  await page.keyboard.press('F12');
  await page.getByRole('heading', { name: 'Destination warehouse' }).waitFor();
  await goTo(page, 'event/checkout.order_paid?show=text&at=/owner');
  await page.locator('.view-line', { hasText: '"payments"' }).waitFor();
  await page.keyboard.press('End');
  for (let step = 0; step < 3; step++) await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('Shift+F12');
  await page.getByRole('heading', { name: 'Owner payments' }).waitFor();
  await vi.waitFor(async () => {
    const [memory = ''] = await readdir(join(state, 'memory'));
    expect(await readFile(join(state, 'memory', memory, 'tabs.json'), 'utf8')).toContain(
      '"last":"#/owner/payments"',
    );
  });
  await studio.stop();

  const again = await startStudio({ directory, state });
  const { page: next } = await browser.open();
  // Where one was, and what was open, is there again; what is closed is not.
  await next.goto(again.address);
  await next.getByRole('heading', { name: 'Owner payments' }).waitFor();
  const tabs = next.getByRole('navigation', { name: 'Open pages' });
  await tabs.getByRole('link', { name: 'checkout.order_paid' }).waitFor();
  await expectAccessible(next);
  await tabs.getByRole('button', { name: 'Close payments' }).press('Enter');
  await tabs.getByRole('link', { name: 'payments' }).waitFor({ state: 'detached' });
  await next.getByRole('heading', { name: 'Owner payments' }).waitFor({ state: 'detached' });
  await next.getByRole('button', { name: 'To mend', exact: true, pressed: true }).waitFor();
  expect(complaints.filter((line) => !/Failed to fetch|ERR_|Failed to load/u.test(line))).toEqual([]);
}, 300_000);
