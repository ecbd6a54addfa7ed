import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { useBrowser } from '../site/browser.js';
import { expectAccessible, goTo, openAt } from './open-page.js';
import { git, startStudio } from './studio.js';

const browser = useBrowser();

async function choose(page: Page, words: string): Promise<void> {
  await page.getByRole('main').getByRole('button', { name: 'More', exact: true }).press('Enter');
  await page.getByRole('menuitem', { name: words }).press('Enter');
}

it('renames, replaces and deletes what is not published yet: shown before it is done, one step to take back', async () => {
  const { directory, address } = await startStudio();
  const { page, complaints } = await browser.open();
  const write = async (path: string, value: unknown): Promise<void> =>
    await writeFile(join(directory, path), `${JSON.stringify(value, null, 2)}\n`);
  const status = (): string => git(directory, 'status', '--short', '--untracked-files=all');
  const contract = 'events/checkout.started/2.json';
  const first = JSON.parse(await readFile(join(directory, 'events/checkout.started/1.json'), 'utf8')) as {
    fields: object;
  };
  await write('fields/coupon_code.json', { type: 'string', title: 'Coupon code', owner: 'payments' });
  await write(contract, { version: 2, fields: { ...first.fields, coupon_code: { maxLength: 20 } } });
  await write('owners/nobody-yet.json', { title: 'Nobody yet', members: [] });
  const before = status();
  const saved = async (): Promise<void> => await page.getByText('Everything is saved').waitFor();

  // Another name: what is wrong with it is said as it is typed, then every file that would change.
  await openAt(page, address, 'field/coupon_code');
  await page.getByRole('region', { name: 'Carried by' }).getByText('Used in 1 place').waitFor();
  await choose(page, 'Rename …');
  const rename = page.getByRole('dialog', { name: 'Rename coupon_code' });
  const to = rename.getByLabel('New name');
  await to.fill('orderid');
  await rename.getByText(/The catalog has the field order_id already/u).waitFor();
  expect(await rename.getByRole('button', { name: 'Rename' }).isDisabled()).toBe(true);
  await to.fill('voucher_code');
  await rename.getByText('3 files would change').waitFor();
  await rename.getByText(contract).click();
  await rename.locator('.modified .view-line', { hasText: 'voucher_code' }).waitFor();
  await rename.locator('.line-insert').first().waitFor();
  await expectAccessible(page);
  await to.press('Enter');
  await page.getByRole('heading', { name: 'Field voucher_code' }).waitFor();
  await saved();
  expect(JSON.parse(await readFile(join(directory, contract), 'utf8'))).toHaveProperty(
    'fields.voucher_code',
    {
      maxLength: 20,
    },
  );
  expect(status()).toBe(before.replace('coupon_code', 'voucher_code'));
  await page.keyboard.press('Control+z');
  await expect.poll(status, { timeout: 60_000 }).toBe(before);

  // Another field instead: the differences are told plainly.
  await goTo(page, 'field/coupon_code');
  await choose(page, 'Use another field instead …');
  const merge = page.getByRole('dialog', { name: 'Use another field instead of coupon_code' });
  await merge.getByRole('combobox', { name: /^The field to use/u }).press('Enter');
  await page.getByRole('combobox', { name: 'The field to use', exact: true }).fill('result_count');
  await page.getByRole('option', { name: /result_count/u }).waitFor();
  await page.keyboard.press('Enter');
  await merge.getByText('2 files would change').waitFor();
  await merge.getByText('Type: string for coupon_code, integer for result_count.').waitFor();
  await merge.getByText(/"maxLength" narrows string/u).waitFor();
  await expectAccessible(page);
  await merge.getByRole('button', { name: 'Use it instead' }).press('Enter');
  await page.getByRole('heading', { name: 'Field result_count' }).waitFor();
  await saved();
  expect(status()).not.toContain('coupon_code');
  expect(JSON.parse(await readFile(join(directory, contract), 'utf8'))).toHaveProperty('fields.result_count');
  await page.keyboard.press('Control+z');
  await expect.poll(status, { timeout: 60_000 }).toBe(before);

  // What is published says why it stays, and what to do instead.
  await goTo(page, 'field/order_id');
  await choose(page, 'Rename …');
  const published = page.getByRole('dialog', { name: 'Rename order_id' });
  await published.getByText(/^The field order_id cannot be renamed: events\//u).waitFor();
  await published.getByText(/^Make a new field, use it in a new version/u).waitFor();
  await expectAccessible(page);
  await page.keyboard.press('Escape');

  // What is used says by what; what is not goes, and comes back.
  await goTo(page, 'field/coupon_code');
  await choose(page, 'Delete …');
  await page.getByText(`The field coupon_code cannot be deleted: it is still used by ${contract}.`).waitFor();
  await page.keyboard.press('Escape');
  await goTo(page, 'owner/nobody-yet');
  await page.getByText('Used nowhere').waitFor();
  await choose(page, 'Delete …');
  const remove = page.getByRole('dialog', { name: 'Delete nobody-yet' });
  await remove.getByText('1 file would change').waitFor();
  await expectAccessible(page);
  await remove.getByRole('button', { name: 'Delete' }).press('Enter');
  await page.getByRole('heading', { name: 'Owner nobody-yet' }).waitFor({ state: 'detached' });
  await expect.poll(status, { timeout: 60_000 }).not.toContain('nobody-yet');
  await page.keyboard.press('Control+z');
  await expect.poll(status, { timeout: 60_000 }).toBe(before);

  // Who names an owner: kind by kind.
  await goTo(page, 'owner/marketplace');
  const uses = page.getByRole('region', { name: 'Answers for' });
  await uses.getByRole('heading', { name: /^\d+ fields$/u }).waitFor();
  await uses.getByRole('heading', { name: /^\d+ events$/u }).waitFor();
  await expectAccessible(page);
  // Chromium tells of each refusal, too; what it was is on the page.
  expect(complaints.filter((line) => !line.includes('status of 400'))).toEqual([]);
}, 300_000);
