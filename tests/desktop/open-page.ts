import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Opens the studio in a browser, at a place of it. */
export async function openAt(page: Page, address: string, place: string): Promise<void> {
  page.setDefaultTimeout(60_000);
  await page.goto(address);
  await page.getByRole('tree').waitFor();
  await goTo(page, place);
}

/** Goes to a place of the app, as a link would. */
export async function goTo(page: Page, place: string): Promise<void> {
  await page.evaluate(`location.hash = ${JSON.stringify(`#/${place}`)}`);
}

/** What axe has to say of what is shown; what lies inside Monaco's own widget is Monaco's to answer for. */
export async function expectAccessible(page: Page): Promise<void> {
  // Written in by the debugger: the page's own policy lets no script in that is not ours.
  await page.evaluate(axe);
  const { violations } = await page.evaluate<AxeResults>(
    'axe.run({ exclude: [".monaco-place"] }, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"] })',
  );
  const told = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
  expect(told).toEqual([]);
}
