import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { useBrowser } from '../site/browser.js';
import { expectAccessible, goTo, openAt } from './open-page.js';
import { changeFile, git, startStudio } from './studio.js';

const browser = useBrowser();
const event = 'checkout.order_paid';
const card = `events/${event}/event.json`;
const draft = `events/${event}/4.json`;

function commit(directory: string, message: string, who: string): void {
  git(directory, 'add', '.');
  git(
    directory,
    'commit',
    '--quiet',
    `--author=${who} <${who.toLowerCase()}@example.com>`,
    `--message=${message}`,
  );
}

it('says who last changed what, and what it meant, of an event, its contracts and a field', async () => {
  const { directory, address } = await startStudio();
  await changeFile(directory, card, '"Order paid"', '"Money came"');
  commit(directory, 'Words people use', 'Anna');
  const third = await readFile(join(directory, `events/${event}/3.json`), 'utf8');
  await writeFile(join(directory, draft), third.replace('"version": 3', '"version": 4'));
  commit(directory, 'A fourth one', 'Mei');
  await changeFile(directory, draft, '"maxItems": 100', '"maxItems": 50');
  await changeFile(directory, 'fields/region.json', '"title": "', '"title": "The ');
  commit(directory, 'Fifty are enough', 'Ivan');
  const { page, complaints } = await browser.open();
  await openAt(page, address, `event/${event}`);
  const rowOf = (what: string) =>
    page.getByRole('row').filter({ has: page.getByText(what, { exact: true }) });

  const [cards, contracts] = [
    page.getByRole('region', { name: 'About' }),
    page.getByRole('region', { name: 'Fields' }),
  ];
  await cards.getByText('Who last changed what').press('Enter');
  await cards.getByRole('row', { name: /title Anna .*Words people use/u }).waitFor();
  await cards.getByText('its title is now "Money came" (was "Order paid")').waitFor();
  await cards.getByRole('row', { name: /owner .*Olga Lind .*The first one/u }).waitFor();
  await contracts.getByText('Who last changed what').press('Enter');
  await contracts.getByRole('row', { name: /^items Ivan .*Fifty are enough/u }).waitFor();
  await contracts.getByRole('row', { name: /order_id .*Mei .*A fourth one/u }).waitFor();
  await expectAccessible(page);
  await contracts.getByRole('link', { name: 'Fifty are enough' }).press('Enter');
  await page.getByRole('heading', { name: 'Changes' }).waitFor();

  await goTo(page, 'field/region');
  await page.getByText('Who last changed what').press('Enter');
  await page.getByRole('row', { name: /^title Ivan .*Fifty are enough/u }).waitFor();
  expect(await rowOf('type').textContent()).toContain('The first one');
  await expectAccessible(page);
  await page.getByRole('link', { name: 'History of region' }).press('Enter');
  await page.getByRole('list', { name: 'Commits' }).getByText('Fifty are enough').waitFor();
  expect(await page.getByText('Words people use').count()).toBe(0);
  expect(complaints).toEqual([]);
}, 300_000);

it('restores an event to what it was as a new change, leaves what is published, and undoes it', async () => {
  const studio = await startStudio();
  const { directory, address } = studio;
  const first = await readFile(join(directory, card), 'utf8');
  await changeFile(directory, card, '"Order paid"', '"Money came"');
  const third = await readFile(join(directory, `events/${event}/3.json`), 'utf8');
  await writeFile(join(directory, draft), third.replace('"version": 3', '"version": 4'));
  commit(directory, 'A fourth one', 'Mei');
  const fourth = await readFile(join(directory, draft), 'utf8');
  await changeFile(directory, draft, '"maxItems": 100', '"maxItems": 50');
  commit(directory, 'Fifty are enough', 'Ivan');
  const head = git(directory, 'rev-parse', 'HEAD');
  const { page } = await browser.open({ colorScheme: 'dark' });
  await openAt(page, address, `history/event/${event}`);
  await page.getByRole('button', { name: 'Restore as of: A fourth one' }).press('Enter');
  const dialog = page.getByRole('dialog', { name: `Restore ${event}` });
  await dialog.getByText(draft).waitFor();
  expect(await dialog.getByText(card).count()).toBe(0);
  await expectAccessible(page);
  await dialog.getByRole('button', { name: 'Restore', exact: true }).press('Enter');
  await dialog.waitFor({ state: 'detached' });
  await expect.poll(() => readFile(join(directory, draft), 'utf8'), { timeout: 60_000 }).toBe(fourth);
  expect(git(directory, 'rev-parse', 'HEAD')).toBe(head);
  await page.keyboard.press('Control+z');
  await expect
    .poll(() => readFile(join(directory, draft), 'utf8'), { timeout: 60_000 })
    .toContain('"maxItems": 50');

  // To the first commit: the draft contract goes, the card is as it was.
  await goTo(page, `history/event/${event}`);
  await page.getByRole('button', { name: 'Restore as of: The first one' }).press('Enter');
  await dialog.getByText('its title is now "Order paid" (was "Money came")').waitFor();
  await dialog.getByRole('button', { name: 'Restore', exact: true }).press('Enter');
  await expect.poll(() => readFile(join(directory, card), 'utf8'), { timeout: 60_000 }).toBe(first);
  await expect
    .poll(() => git(directory, 'status', '--short'), { timeout: 60_000 })
    .toBe(` D ${draft}\n M ${card}\n`);

  // What is published now was another thing in the history: it is named, and stays.
  await studio.stop();
  git(directory, 'checkout', '--quiet', '.');
  git(directory, 'branch', '--force', 'main', 'work');
  const again = await startStudio({ directory });
  await openAt(page, again.address, `history/event/${event}`);
  await page.getByRole('button', { name: 'Restore as of: A fourth one' }).press('Enter');
  await dialog.getByText(`Published, and stays as it is: ${draft}`).waitFor();
  expect(await dialog.getByRole('button', { name: 'Restore', exact: true }).isDisabled()).toBe(true);
  await expectAccessible(page);
}, 300_000);
