import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { expectAccessible, goTo } from '../open-page.js';

/** Somebody looks around in the template's book, by keys: the tree, an event, the search, the problems. */
export async function readTheBook(page: Page): Promise<void> {
  const tree = page.getByRole('tree');
  await tree.getByText('advert', { exact: true }).waitFor();

  // The tree by keys: from the top to the last event of checkout.
  await tree.focus();
  await page.keyboard.press('Home');
  await page.keyboard.press('c');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'checkout.order_paid' }).waitFor();
  expect(await page.getByRole('row').count()).toBe(7);
  await page.getByText('Published versions never change').waitFor();
  await expectAccessible(page);

  // One box for everything.
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox').fill('serch rezult');
  await page.getByRole('option', { name: /search\.result_clicked/u }).waitFor();
  await expectAccessible(page);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'search.result_clicked' }).waitFor();
  await page.goBack();
  await page.getByRole('heading', { name: 'checkout.order_paid' }).waitFor();

  await goTo(page, 'problems');
  await page.getByText('No problems.').waitFor();
  await expectAccessible(page);
}
