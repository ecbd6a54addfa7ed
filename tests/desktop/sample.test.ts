import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Page } from 'playwright-core';
import { expect, it, onTestFinished } from 'vitest';
import { useBrowser } from '../site/browser.js';
import { startCollector } from '../support/collector.js';
import { tabTo } from './keyboard.js';
import { expectAccessible, goTo, openAt } from './open-page.js';
import { catalogWithKey, key, scratch } from './catalog-with-key.js';
import { startStudio } from './studio.js';

const browser = useBrowser();

/** Puts a text into the editor as one who pastes it. */
async function paste(page: Page, text: string): Promise<void> {
  await page.getByRole('textbox', { name: 'The event, as JSON' }).focus();
  await page.keyboard.press('Control+a');
  // The system's clipboard is everybody's: what it would bring is brought by hand.
  await page.evaluate(`(() => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', ${JSON.stringify(text)});
    const paste = new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true });
    document.activeElement.dispatchEvent(paste);
  })()`);
}

const outcome = (page: Page) => page.locator('.sample-outcome strong');

it('tells at once what would become of an event, and a collector says the same of it', async () => {
  const directory = await catalogWithKey();
  const collector = await startCollector({ catalog: directory, data: await scratch() });
  onTestFinished(() => collector.kill());
  const { address } = await startStudio({ directory });
  const { page, complaints } = await browser.open();
  await openAt(page, address, 'event/checkout.order_paid');
  await page.getByRole('button', { name: 'Try it' }).press('Enter');
  await page.getByRole('heading', { name: 'Try checkout.order_paid' }).waitFor();
  await page.getByLabel('Sent from').selectOption('site-backend');
  await page.getByText('Nothing is written yet.').waitFor();
  await expectAccessible(page);

  await page.getByRole('button', { name: 'Generate a valid example' }).press('Enter');
  await expect.poll(() => outcome(page).innerText(), { timeout: 60_000 }).toBe('Accepted');
  await page.getByText(/^checkout__order_paid, in \d+ columns:$/u).waitFor();
  await expectAccessible(page);

  await tabTo(page, /^Address of the collector/u);
  await page.keyboard.press('Control+a');
  await page.keyboard.insertText(collector.url);
  await tabTo(page, /^Write key/u);
  await page.keyboard.insertText(key);
  await tabTo(page, /^Send$/u);
  await page.keyboard.press('Enter');
  await page.getByText(`${collector.url} answered 202: accepted.`).waitFor();

  // What does not fit: each reason, its place in the text, and the same answer of the collector.
  const wrong = {
    event: 'checkout.order_paid',
    version: 1,
    fields: { '<img src=x onerror=alert(1)>': '<script>document.title = "taken"</script>' },
  };
  await paste(page, JSON.stringify(wrong, undefined, 2));
  await expect.poll(() => outcome(page).innerText(), { timeout: 60_000 }).toBe('Quarantined');
  const reasons = page.getByRole('list', { name: 'Reasons' });
  await reasons.getByText('required').first().waitFor();
  await page.locator('.squiggly-error').first().waitFor();
  await reasons.getByRole('button', { name: /^Show \/fields\/<img/u }).press('Enter');
  await expect.poll(() => page.locator('.monaco-place:focus-within').count(), { timeout: 60_000 }).toBe(1);
  await page.getByRole('button', { name: 'Send', exact: true }).press('Enter');
  await page.getByText(`${collector.url} answered 202: quarantined.`).waitFor();
  expect(await page.title()).not.toBe('taken');
  await expectAccessible(page);

  // Who leaves and comes back finds what was written.
  await goTo(page, 'problems');
  await goTo(page, 'sample/checkout.order_paid?environment=site-backend');
  await expect.poll(() => outcome(page).innerText(), { timeout: 60_000 }).toBe('Quarantined');
  expect(complaints).toEqual([]);
}, 300_000);

it('says what is wrong where nothing can be sent, and takes whatever is pasted', async () => {
  const directory = await catalogWithKey();
  const collector = await startCollector({ catalog: directory, data: await scratch() });
  onTestFinished(() => collector.kill());
  const silent = createServer(() => undefined);
  await new Promise<void>((done) => silent.listen(0, '127.0.0.1', done));
  onTestFinished(() => {
    silent.closeAllConnections();
    silent.close();
  });
  const silentUrl = `http://127.0.0.1:${(silent.address() as AddressInfo).port}`;
  const { address } = await startStudio({ directory });
  const { page } = await browser.open({ colorScheme: 'dark' });
  await openAt(page, address, 'sample/checkout.order_paid?environment=site-backend');
  await page.getByRole('button', { name: 'Generate a valid example' }).press('Enter');
  await expect.poll(() => outcome(page).innerText(), { timeout: 60_000 }).toBe('Accepted');
  const send = async (to: string, withKey: string): Promise<void> => {
    await page.getByLabel('Address of the collector').fill(to);
    await page.getByLabel('Write key').fill(withKey);
    await page.getByRole('button', { name: 'Send', exact: true }).press('Enter');
  };
  const alert = page.getByRole('alert');
  await send('no address', key);
  await alert.getByText('"no address" is no http or https address.').waitFor();
  await send('http://127.0.0.1:1', key);
  await alert.getByText('nothing listens there').or(alert.getByText('bad port')).waitFor();
  await send(collector.url, '');
  await alert.getByText('A collector takes nothing without a write key.').waitFor();
  await send(collector.url, 'eb_wrong');
  await alert.getByText('(401): The catalog knows no such write key.').waitFor();
  await expectAccessible(page);
  await send(collector.operatorsUrl, key);
  await alert.getByText('(404)').waitFor();
  await send(silentUrl, key);
  await alert.getByText('it has not answered in 10 seconds').waitFor();

  await paste(
    page,
    `{"event": "checkout.order_paid", "version": 1, "fields": {"order_id": "${'x'.repeat(5_000_000)}"}}`,
  );
  await page.getByText('too_large').waitFor();
  await paste(page, '{"event": ');
  await page.getByText('malformed_json').waitFor();
  await paste(page, '[{"event": "checkout.order_paid"}]');
  await page.getByText('This is a list; one event is tried at a time.').waitFor();
  await expectAccessible(page);
}, 300_000);
