import { expect, it } from 'vitest';
import { useBrowser } from '../site/browser.js';
import { unreachable } from './keyboard.js';
import { goTo, openAt } from './open-page.js';
import { changeFile, startStudio } from './studio.js';

const browser = useBrowser();

const places = [
  'events',
  'event/checkout.order_paid',
  'event/checkout.order_paid?show=text',
  'event/recommendation.shown',
  'field/category',
  'environment/site-frontend',
  'owner/marketplace',
  'destination/warehouse',
  'problems',
  'changes',
  'drafts',
  'history',
  'publishing',
  'publishing/site-backend/typescript/1',
  'sample',
  'sample/checkout.order_paid',
  'live',
];

it('leads to everything that can be used, on every page, by Tab', async () => {
  const { address, directory } = await startStudio();
  await changeFile(
    directory,
    'events/message.sent/event.json',
    '"owner": "marketplace"',
    '"owner": "nobody"',
  );
  const { page } = await browser.open();
  await openAt(page, address, 'problems');
  await page
    .getByText(/nobody/u)
    .first()
    .waitFor();
  for (const place of places) {
    await goTo(page, place);
    await expect.poll(() => page.locator('main h1').count(), { message: place }).toBe(1);
    expect.soft(await unreachable(page), place).toEqual([]);
  }
});
