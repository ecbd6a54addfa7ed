import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { useBrowser } from '../site/browser.js';
import { expectAccessible, openAt } from './open-page.js';
import { git, startStudio } from './studio.js';

const browser = useBrowser();

it('changes many events together: shown before it is written, left out where it cannot be, one step to take back', async () => {
  const { directory, address } = await startStudio();
  const { page, complaints } = await browser.open();
  const status = (): string => git(directory, 'status', '--short', '--untracked-files=all');
  await openAt(page, address, 'problems');
  await page.keyboard.press('Control+Shift+e');
  await page.getByRole('checkbox', { name: 'Mark advert.edited' }).press('Space');
  await page.getByRole('checkbox', { name: 'Mark checkout.order_paid' }).press('Space');
  await page.getByRole('checkbox', { name: 'Mark contact.requested' }).press('Space');
  await expectAccessible(page);

  // A field as a new version; one of them has it already.
  await page.getByRole('button', { name: 'Change 3 events …' }).press('Enter');
  await page
    .getByRole('combobox', { name: 'What is to be changed' })
    .selectOption('Add a field, as a new version');
  await page.getByRole('combobox', { name: /^Field:/u }).press('Enter');
  await page.getByRole('combobox', { name: 'Field', exact: true }).fill('order_id');
  await page.getByRole('option', { name: /order_id/u }).waitFor();
  await page.keyboard.press('Enter');
  await page.getByLabel('Why this version').fill('Asked for by support');
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Show what it would change' }).press('Enter');
  const preview = page.getByRole('dialog', { name: '2 files would change' });
  await preview.getByText('events/contact.requested/2.json').click();
  await preview.locator('.modified .view-line', { hasText: 'order_id' }).waitFor();
  await preview.getByText('1 event is left out').click();
  await preview.getByText('Version 3 of checkout.order_paid has order_id already.').waitFor();
  await expectAccessible(page);
  expect(status()).toBe('');
  await preview.getByRole('button', { name: 'Change 2 files' }).press('Enter');
  await preview.waitFor({ state: 'detached' });
  await page.getByText('Everything is saved').waitFor();
  expect(status()).toBe('?? events/advert.edited/2.json\n?? events/contact.requested/2.json\n');
  const contract = await readFile(join(directory, 'events/contact.requested/2.json'), 'utf8');
  expect(JSON.parse(contract)).toMatchObject({
    version: 2,
    note: 'Asked for by support',
    fields: { order_id: {} },
  });
  await page.keyboard.press('Control+z');
  await page.getByText('Everything is saved').waitFor();
  expect(status()).toBe('');

  // All that the filter shows; what it hides is not touched.
  const filters = page.getByRole('group', { name: 'Filter the events' });
  await filters.getByRole('combobox', { name: 'Add to Filter the events' }).press('Enter');
  await page.getByRole('combobox', { name: 'Filter the events', exact: true }).fill('Owner: Payments');
  await page.getByRole('option', { name: 'Owner: Payments' }).waitFor();
  await page.keyboard.press('Enter');
  await page.keyboard.press('Escape');
  await page.getByRole('checkbox', { name: 'All 2' }).check();
  await page.getByRole('button', { name: 'Change 2 events …' }).press('Enter');
  await page.getByRole('combobox', { name: /^Owner:/u }).press('Enter');
  await page.getByRole('combobox', { name: 'Owner', exact: true }).fill('market');
  await page.getByRole('option', { name: /Marketplace/u }).waitFor();
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Show what it would change' }).press('Enter');
  await page.getByRole('button', { name: 'Change 2 files' }).press('Enter');
  await filters.getByText('0 of 13 events').waitFor();
  await page.getByText('Everything is saved').waitFor();
  expect(status()).toBe(' M events/checkout.order_paid/event.json\n M events/checkout.started/event.json\n');
  expect(complaints).toEqual([]);
}, 300_000);
