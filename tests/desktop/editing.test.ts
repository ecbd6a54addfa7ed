import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { useBrowser } from '../site/browser.js';
import { expectAccessible, goTo, openAt } from './open-page.js';
import { git, startStudio } from './studio.js';

const browser = useBrowser();

interface Contract {
  readonly version: number;
  readonly note?: string;
  readonly fields: Readonly<Record<string, unknown>>;
}

it('gives a published event a new version: fields added, moved, required, narrowed, declared, all undone again', async () => {
  const { directory, address } = await startStudio();
  const { page, complaints } = await browser.open();
  const contract = async (): Promise<Contract> =>
    JSON.parse(await readFile(join(directory, 'events/checkout.order_paid/4.json'), 'utf8')) as Contract;
  const saved = (): Promise<void> => page.getByText('Everything is saved').waitFor();
  await openAt(page, address, 'event/checkout.order_paid');

  // What is published has nothing to type in; the one button makes a copy.
  await page.getByRole('button', { name: 'Version 3 Published', pressed: true }).waitFor();
  expect(await page.getByRole('checkbox').count()).toBe(0);
  await page.getByRole('button', { name: 'New version from this' }).press('Enter');
  await page.getByRole('button', { name: 'Version 4', pressed: true }).waitFor();
  await page.getByLabel('Why this version').fill('Asked for by logistics');

  // A field of the dictionary by half of its name, a new one by a name that nothing has yet.
  const add = page.getByRole('combobox', { name: 'Add a field' });
  await add.focus();
  await page.keyboard.type('regi');
  await page.getByRole('option', { name: /region/u }).waitFor();
  await page.keyboard.press('Enter');
  await page.getByRole('rowheader', { name: /region/u }).waitFor();
  await add.fill('delivery cost');
  await page.getByRole('option', { name: 'New field “delivery cost” …' }).waitFor();
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: 'New field' });
  await dialog
    .getByRole('combobox', { name: 'Type', exact: true })
    .selectOption('Decimal number, exact (money)');
  await expectAccessible(page);
  await dialog.getByRole('button', { name: 'Add the field' }).click();
  await dialog.waitFor({ state: 'detached' });

  await page.getByRole('checkbox', { name: 'delivery_cost is required' }).check();
  await page.getByRole('button', { name: /^Move delivery_cost/u }).press('Alt+ArrowUp');
  await page.getByRole('button', { name: /What is allowed in delivery_cost/u }).click();
  await page.getByLabel('At least').fill('0');
  await expectAccessible(page);
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Remove user_id' }).click();
  await saved();
  expect(await contract()).toEqual({
    version: 4,
    note: 'Asked for by logistics',
    fields: {
      order_id: { required: true, minLength: 1, maxLength: 40 },
      payment_method: { required: true },
      amount: { required: true },
      currency: { required: true },
      items: { required: true, minItems: 1, maxItems: 100 },
      delivery_cost: { required: true, minimum: 0 },
      region: {},
    },
  });
  expect(Object.keys((await contract()).fields)).toEqual([
    'order_id',
    'payment_method',
    'amount',
    'currency',
    'items',
    'delivery_cost',
    'region',
  ]);
  expect(JSON.parse(await readFile(join(directory, 'fields/delivery_cost.json'), 'utf8'))).toEqual({
    type: 'decimal',
    title: 'Delivery cost',
    owner: 'payments',
    privacy: 'none',
    precision: 14,
    scale: 2,
  });

  // The same draft as text; what is typed there shows in the form, and Undo goes through both.
  await page.getByRole('button', { name: 'JSON' }).click();
  await page.getByRole('button', { name: 'Version 4' }).click();
  await page.locator('.view-line', { hasText: '"Asked for by logistics"' }).click();
  await page.keyboard.press('End');
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.type(' today');
  await page.getByRole('button', { name: 'Page' }).click();
  await page.getByRole('button', { name: 'Version 4' }).click();
  const note = page.getByLabel('Why this version');
  expect(await note.inputValue()).toBe('Asked for by logistics today');
  await page.getByRole('heading', { name: 'checkout.order_paid' }).click();
  await page.keyboard.press('Control+z');
  expect(await note.inputValue()).toBe('Asked for by logistics');
  await page.keyboard.press('Control+z');
  await page.getByRole('rowheader', { name: /user_id/u }).waitFor();
  await page.keyboard.press('Control+Shift+z');
  await page.getByRole('rowheader', { name: /user_id/u }).waitFor({ state: 'detached' });
  for (let step = 0; step < 12; step++) await page.keyboard.press('Control+z');
  await page.getByRole('button', { name: 'Version 4' }).waitFor({ state: 'detached' });
  await saved();
  expect(git(directory, 'status', '--short')).toBe('');
  expect(complaints).toEqual([]);
});

it('makes a new event, describes it, and renames it', async () => {
  const { directory, address } = await startStudio();
  const { page } = await browser.open({ colorScheme: 'dark' });
  await openAt(page, address, 'problems');
  await page.keyboard.press('Control+Shift+n');
  const dialog = page.getByRole('dialog', { name: 'New event' });
  const name = dialog.getByLabel('Name', { exact: true });
  await name.fill('checkout.Order Paid');
  await dialog.getByRole('combobox', { name: /^Owner/u }).click();
  await page.getByRole('combobox', { name: 'Owner', exact: true }).fill('pay');
  await page.getByRole('option', { name: /Payments/u }).waitFor();
  await page.keyboard.press('Enter');
  await expectAccessible(page);
  await dialog.getByRole('button', { name: 'Make a draft' }).click();
  // What the catalog will not have is said where it was typed.
  await dialog.getByRole('alert').waitFor();
  await name.fill('checkout.order_returned');
  await dialog.getByRole('button', { name: 'Make a draft' }).click();
  await page.getByRole('heading', { name: 'checkout.order_returned' }).waitFor();
  await expectAccessible(page);

  await page.getByRole('button', { name: 'Change the description' }).click();
  await page.keyboard.type('The buyer has **sent it back**.');
  await page.getByLabel('Title').fill('Order came back');
  await page.locator('strong', { hasText: 'sent it back' }).waitFor();
  await page.getByRole('combobox', { name: 'Add to Tags' }).click();
  await page.getByRole('combobox', { name: 'Tags', exact: true }).fill('returns');
  await page.getByRole('option', { name: 'Add “returns”' }).waitFor();
  await page.keyboard.press('Enter');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Remove returns' }).waitFor();
  await page.getByText('Everything is saved').waitFor();
  const path = (event: string): string => join(directory, `events/${event}/event.json`);
  expect(JSON.parse(await readFile(path('checkout.order_returned'), 'utf8'))).toEqual({
    title: 'Order came back',
    description: 'The buyer has **sent it back**.',
    owner: 'payments',
    status: 'draft',
    environments: {},
    destinations: ['warehouse'],
    tags: ['returns'],
  });

  await page.getByRole('button', { name: 'More' }).click();
  await page.getByRole('menuitem', { name: 'Rename …' }).click();
  await page.getByLabel('New name').fill('checkout.returned');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'checkout.returned' }).waitFor();
  await page.getByText('Everything is saved').waitFor();
  expect(git(directory, 'status', '--short', '--untracked-files=all')).toBe(
    '?? events/checkout.returned/1.json\n?? events/checkout.returned/event.json\n',
  );
  await goTo(page, 'event/checkout.order_returned');
  await page.getByText('There is nothing here.').waitFor();
});

it('deprecates what is published, and ends an environment rather than taking it off', async () => {
  const { directory, address } = await startStudio();
  const { page } = await browser.open();
  await openAt(page, address, 'event/checkout.started');
  await page.getByRole('button', { name: 'Status: Active' }).click();
  await page.getByRole('menuitem', { name: /Deprecate/u }).click();
  await page.getByLabel('Why', { exact: true }).fill('Nobody reads it');
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Deprecate', exact: true }).click();
  await page.getByText(/Deprecated since .* Nobody reads it/u).waitFor();
  await page.getByRole('button', { name: 'End it for Mobile apps' }).click();
  await page.getByLabel(/^Ended for .* from$/u).waitFor();
  await page.getByText('Everything is saved').waitFor();
  const card = JSON.parse(await readFile(join(directory, 'events/checkout.started/event.json'), 'utf8')) as {
    readonly status: string;
    readonly environments: Readonly<Record<string, { readonly ended?: string }>>;
  };
  expect(card.status).toBe('deprecated');
  expect(card.environments['mobile-app']?.ended).toBe(new Date().toISOString().slice(0, 10));
  await expectAccessible(page);
});
