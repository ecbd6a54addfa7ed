import type { Page } from 'playwright-core';
import { expect } from 'vitest';

/** The name of what has the focus, nearly as a screen reader would say it. */
const focusedName = `(() => {
  const element = document.activeElement;
  const labels = [...(element.labels ?? [])].map((label) => label.innerText).join(' ');
  const name = element.getAttribute('aria-label') ?? (labels === '' ? element.innerText : labels);
  return name.replaceAll(/\\s+/gu, ' ').trim();
})()`;

/** Presses Tab until something of that name has the focus: who has no mouse must come there, too. */
export async function tabTo(page: Page, name: RegExp): Promise<void> {
  const met: string[] = [];
  for (let step = 0; step < 150; step++) {
    const now = await page.evaluate<string>(focusedName);
    if (name.test(now)) return;
    met.push(now.slice(0, 40));
    await page.keyboard.press('Tab');
  }
  expect.fail(`Tab never came upon ${String(name)}, but upon: ${met.join(' | ')}`);
}
