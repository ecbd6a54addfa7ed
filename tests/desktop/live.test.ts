import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Page } from 'playwright-core';
import { expect, it, onTestFinished } from 'vitest';
import { useBrowser } from '../site/browser.js';
import { type Collector, startCollector } from '../support/collector.js';
import { catalogWithKey, key, scratch } from './catalog-with-key.js';
import { tabTo } from './keyboard.js';
import { expectAccessible, openAt } from './open-page.js';
import { startStudio } from './studio.js';

const browser = useBrowser();
const event = 'checkout.order_paid';

async function send(collector: Collector, envelope: object): Promise<void> {
  const response = await fetch(`${collector.url}/v1/events`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${key}` },
    body: JSON.stringify({ event_id: randomUUID(), ...envelope }),
  });
  expect(response.status).toBe(202);
}

/** Writes an address as one does who uses keys alone, and watches it. */
async function watch(page: Page, address: string): Promise<void> {
  await tabTo(page, /^Address of its operators/u);
  await page.keyboard.press('Control+a');
  await page.keyboard.insertText(address);
  await page.keyboard.press('Enter');
}

it('shows what comes in at a collector with what became of it, and seeks it again where it is lost', async () => {
  const directory = await catalogWithKey();
  const data = await scratch();
  let collector = await startCollector({ catalog: directory, data });
  onTestFinished(() => collector.kill());
  const { operatorsUrl } = collector;
  const { address } = await startStudio({ directory });
  const { page, complaints } = await browser.open();
  await openAt(page, address, `event/${event}`);
  await page.getByRole('button', { name: 'More', exact: false }).last().press('Enter');
  await page.getByRole('menuitem', { name: 'Watch it live' }).press('Enter');
  await page.getByRole('heading', { name: `Live: ${event}` }).waitFor();
  await page.getByText('Not watching').waitFor();
  await expectAccessible(page);
  await watch(page, operatorsUrl);
  await page.getByText('Nothing has come in yet that fits.').waitFor();

  // What is asked for is shown, in words, with its reasons; another event is not.
  await send(collector, { event: 'message.sent', version: 2, fields: {} });
  await send(collector, { event, version: 3, fields: { order_id: 7 } });
  const list = page.getByRole('region', { name: 'What came in, newest first' });
  const rows = list.getByRole('row');
  const row = rows.filter({ hasText: event }).first();
  await row.getByText('Quarantined').waitFor();
  await row.getByText('required').first().waitFor();
  await row.getByText('and 5 more').waitFor();
  expect(await rows.filter({ hasText: 'message.sent' }).count()).toBe(0);
  await expectAccessible(page);
  await row.getByRole('button').press('Enter');
  await page.getByLabel('The event', { exact: true }).getByText(`"event": "${event}"`).waitFor();
  await expectAccessible(page);

  // What comes while one reads waits, and is counted.
  await page.getByRole('button', { name: 'Pause' }).press('Enter');
  await send(collector, { event, version: 3, fields: {} });
  await page.getByRole('button', { name: 'Go on (1 more)' }).waitFor();
  expect(await rows.filter({ hasText: event }).count()).toBe(2);
  await page.getByRole('button', { name: 'Go on (1 more)' }).press('Enter');
  await expect.poll(() => list.locator('.outcome.quarantined').count(), { timeout: 60_000 }).toBe(2);

  await collector.stop();
  await page.getByText('Lost', { exact: true }).waitFor();
  await page.getByRole('alert').getByText(`${operatorsUrl} shows nothing`, { exact: false }).waitFor();
  await expectAccessible(page);
  const port = new URL(operatorsUrl).port;
  collector = await startCollector({ catalog: directory, data, flags: ['--operators-port', port] });
  await page.getByText('Live', { exact: true }).last().waitFor();
  await page.locator('.live-state.live').waitFor();
  await send(collector, { event, version: 3, fields: {} });
  await expect.poll(() => list.locator('.outcome.quarantined').count(), { timeout: 60_000 }).toBe(3);

  // It is remembered, and nothing is watched that nobody looks at.
  await page.goBack();
  await page.getByRole('heading', { name: event }).waitFor();
  await page.goForward();
  await page.getByText('Not watching').waitFor();
  await expect
    .poll(() => page.getByLabel('Address of its operators').inputValue(), { timeout: 60_000 })
    .toBe(operatorsUrl);
  expect(complaints).toEqual([]);
}, 300_000);

it('says what is wrong with what does not answer as a collector, and runs nothing that it sends', async () => {
  const hostile = `<img src=x onerror="document.title='taken'">`;
  const server = createServer((request, response) => {
    if (request.url?.startsWith('/page/') === true) {
      response.writeHead(200, { 'Content-Type': 'text/html' }).end(hostile);
      return;
    }
    response.writeHead(200, { 'Content-Type': 'text/event-stream' });
    const told = { event: hostile, outcome: 'flagged', source: hostile, at: hostile, fields: { a: hostile } };
    const violations = [{ code: hostile, pointer: hostile }];
    response.write(`event: event\ndata: ${JSON.stringify({ ...told, violations })}\n\n`);
    response.write('event: status\ndata: {"passed":5001,"shown":1,"missed":0}\n\n');
  });
  server.listen(0, '127.0.0.1');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { address } = await startStudio();
  const { page, complaints } = await browser.open({ colorScheme: 'dark' });
  await openAt(page, address, 'live');
  await watch(page, 'nowhere');
  await page.getByRole('alert').getByText('"nowhere" is no http or https address.').waitFor();
  const { port } = server.address() as AddressInfo;
  await watch(page, `http://127.0.0.1:${port}/page`);
  await page.getByRole('alert').getByText('does not answer as a collector does', { exact: false }).waitFor();
  await watch(page, `http://127.0.0.1:${port}`);
  await page.getByText('1 came; 5000 more are not shown', { exact: false }).waitFor();
  const list = page.getByRole('region', { name: 'What came in, newest first' });
  await list.getByRole('button').press('Enter');
  await list.getByLabel('The event', { exact: true }).waitFor();
  await expectAccessible(page);
  expect(await page.title()).not.toContain('taken');
  expect(await list.locator('img').count()).toBe(0);
  await page.getByRole('button', { name: 'Stop' }).press('Enter');
  await page.getByText('Not watching').waitFor();
  // The browser's own word for the address that was none.
  expect(complaints.filter((one) => !one.includes('400'))).toEqual([]);
}, 300_000);
