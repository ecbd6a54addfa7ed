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

/**
 * What can be used with a mouse and is not come upon by Tab, as HTML. Within a tree, a list box and a group of radio buttons
 * the arrow keys lead on, so that one of them is enough (ARIA Authoring Practices, "Keyboard Navigation Inside Components").
 */
export async function unreachable(page: Page): Promise<string[]> {
  const count = await page.evaluate<number>(`(() => {
    const composite = '[role=treeitem], [role=option], [role=tab], [role=menuitem], [role=menuitemradio]';
    const focusable = 'a[href], button, input, select, textarea, summary, [tabindex="0"]';
    const inPlace = (element) =>
      element.checkVisibility({ checkOpacity: false, checkVisibilityCSS: true }) &&
      element.closest('.monaco-place, [inert], [aria-hidden=true]') === null;
    const isOneOfMany = (element) =>
      element.closest(composite) !== null || (element.type === 'radio' && !element.checked);
    const usable = [...document.querySelectorAll(focusable)].filter(
      (element) => inPlace(element) && !element.disabled && !isOneOfMany(element),
    );
    // What looks as if it could be clicked, and is neither such a thing nor part of one.
    const pointed = [...document.querySelectorAll('body *')].filter(
      (element) =>
        getComputedStyle(element).cursor === 'pointer' &&
        inPlace(element) &&
        element.closest(focusable + ', label, ' + composite) === null,
    );
    window.awaited = new Set([...usable, ...pointed]);
    return window.awaited.size;
  })()`);
  // Twice around, as what is shown may change while one passes.
  for (let step = 0; step < 2 * count + 40; step++) {
    const left = await page.evaluate<number>(
      `window.awaited.delete(document.activeElement), window.awaited.size`,
    );
    if (left === 0) return [];
    await page.keyboard.press('Tab');
  }
  return page.evaluate<string[]>(
    `[...window.awaited].filter((one) => one.isConnected).map((one) => one.cloneNode(false).outerHTML)`,
  );
}
