import { execFileSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { useBrowser } from '../site/browser.js';
import { expectAccessible, goTo, openAt } from './open-page.js';
import { admitted, commitChange, expectSound, shareCatalog } from './shared-remote.js';
import { changeFile, git, startStudio } from './studio.js';

const browser = useBrowser();
const event = 'checkout.order_paid';
const card = `events/${event}/event.json`;

/** `eventbook check` finds no error; that somebody else's event was touched it may say. */
function expectClean(directory: string): void {
  const program = fileURLToPath(new URL('../../cli/bin/eventbook.js', import.meta.url));
  const said = execFileSync(process.execPath, [program, 'check', directory], { encoding: 'utf8' });
  expect(said).toContain('files checked');
  const found = said.match(/^ {2}(?:error|warning) .*$/gmu) ?? [];
  expect(found.filter((line) => !line.endsWith(' ownership'))).toEqual([]);
}

/** Commits everything, by keys. */
async function commit(page: Page): Promise<void> {
  await page.getByText('Everything is saved').waitFor();
  await page.keyboard.press('Control+Enter');
  const dialog = page.getByRole('dialog', { name: 'Commit to work' });
  await dialog.getByLabel('What you did, and why').press('Control+Enter');
  await dialog.waitFor({ state: 'detached' });
}

/** Makes a next version of the event in which one field need not be there any more. */
async function newVersion(page: Page, field: string): Promise<void> {
  await page.getByRole('button', { name: 'New version from this' }).press('Enter');
  await page.getByRole('checkbox', { name: `${field} is required` }).press('Space');
}

it('lets two people edit one event at once, and brings both together as one of them decides', async () => {
  const { studio, directory, theirs, bare } = await shareCatalog();
  git(directory, 'push', '--quiet', bare, 'work');
  git(directory, 'fetch', '--quiet', bare, 'work:refs/remotes/origin/work');
  git(theirs, 'fetch', '--quiet', 'origin');
  git(theirs, 'switch', '--quiet', 'work');
  const tomas = await startStudio({ directory: theirs, env: admitted });
  git(theirs, 'remote', 'set-url', 'origin', git(directory, 'remote', 'get-url', 'origin').trim());
  const { page: hers } = await browser.open({ colorScheme: 'dark' });
  const { page: his, complaints } = await browser.open();
  await openAt(hers, studio.address, `event/${event}`);
  await openAt(his, tomas.address, `event/${event}`);

  // Both change the title and the tags, and make a version 4; he changes the owner, too.
  await his.getByLabel('Title').fill('Cash came');
  await newVersion(his, 'payment_method');
  await his.getByText('Everything is saved').waitFor();
  await changeFile(theirs, card, '"owner": "payments"', '"owner": "marketplace"');
  await changeFile(theirs, card, '"funnel",', '"funnel", "cash",');
  await commit(his);
  await hers.getByLabel('Title').fill('Coins came');
  await newVersion(hers, 'currency');
  await hers.getByText('Everything is saved').waitFor();
  await changeFile(directory, card, '"funnel",', '"coins", "funnel",');
  await changeFile(directory, card, '"owner": "payments"', '"owner": "search"');
  await commit(hers);
  await goTo(his, 'drafts');
  await his.getByRole('button', { name: 'Send', exact: true }).press('Enter');
  await his.getByText('Sent: work.').waitFor();

  // She gets what he sent: nothing is changed, and she is asked.
  const before = git(directory, 'rev-parse', 'HEAD');
  await goTo(hers, 'drafts');
  await hers.getByRole('button', { name: 'Get', exact: true }).press('Enter');
  await hers.getByRole('heading', { name: 'Bring origin/work into work' }).waitFor();
  await hers.getByText(`${event}: your version 4 becomes version 5`).waitFor();
  const title = hers.getByRole('group', { name: 'title' });
  await title.getByText('Order paid').waitFor();
  await title.getByRole('radio', { name: /Yours Coins came/u }).waitFor();
  await title.getByRole('radio', { name: /Theirs Cash came/u }).waitFor();
  await hers.getByText('0 of 2 decided').waitFor();
  await expectAccessible(hers);
  const merge = hers.getByRole('button', { name: 'Merge', exact: true });
  expect(await merge.isDisabled()).toBe(true);

  // By keys alone: his owner, and a title that is neither.
  await title.getByRole('radio', { name: /^Yours/u }).press('Space');
  await title.getByRole('radio', { name: /^Yours/u }).press('ArrowDown');
  expect(await title.getByRole('radio', { name: /^Theirs/u }).isChecked()).toBe(true);
  await title.getByRole('radio', { name: /^Theirs/u }).press('ArrowDown');
  const other = title.getByRole('textbox', { name: 'Something else for title' });
  expect(await other.inputValue()).toBe('Coins came');
  await other.fill('Money came');
  await hers
    .getByRole('group', { name: 'owner' })
    .getByRole('radio', { name: /^Theirs/u })
    .press('Space');
  await hers.getByText('2 of 2 decided').waitFor();
  await expectAccessible(hers);

  // Leaving it changes nothing, and what was decided is still there when one comes back.
  await hers.getByRole('button', { name: 'Leave it as it is' }).press('Enter');
  await hers
    .getByRole('alert')
    .getByText(/Nothing was changed here yet/u)
    .waitFor();
  await expectAccessible(hers);
  expect(git(directory, 'rev-parse', 'HEAD')).toBe(before);
  expect(git(directory, 'status', '--short')).toBe('');
  expect(await readFile(join(directory, card), 'utf8')).toContain('"Coins came"');
  await hers.getByRole('link', { name: 'Look and decide …' }).press('Enter');
  await hers.getByText('2 of 2 decided').waitFor();
  await merge.press('Enter');
  await hers.getByText('Got 1 commit and merged it with yours.').waitFor();

  // What stands there now is what she decided, and both versions 4 are there.
  const merged = JSON.parse(await readFile(join(directory, card), 'utf8')) as Record<string, unknown>;
  expect(merged).toMatchObject({ title: 'Money came', owner: 'marketplace' });
  expect(merged['tags']).toEqual(expect.arrayContaining(['coins', 'cash', 'funnel', 'money']));
  const required = async (version: number, field: string): Promise<unknown> => {
    const text = await readFile(join(directory, `events/${event}/${version}.json`), 'utf8');
    const contract = JSON.parse(text) as { version: number; fields: Record<string, unknown> };
    expect(contract.version).toBe(version);
    return contract.fields[field];
  };
  expect(await required(4, 'payment_method')).toEqual({});
  expect(await required(4, 'currency')).toEqual({ required: true });
  expect(await required(5, 'currency')).toEqual({});
  expect(await required(5, 'payment_method')).toEqual({ required: true });
  expect(git(directory, 'status', '--short')).toBe('');
  expect(git(directory, 'log', '-1', '--format=%s|%an')).toBe('Merge origin/work into work|Olga Lind\n');
  expect(git(directory, 'log', '-1', '--format=%s', 'HEAD^1')).toBe(`${event}: version 4 is now version 5\n`);
  expect(git(directory, 'rev-parse', 'HEAD^1^')).toBe(before);
  expect(git(directory, 'rev-parse', 'HEAD^2')).toBe(git(bare, 'rev-parse', 'work'));
  expect(git(directory, 'show', '--name-status', '--format=', '-M', 'HEAD^1')).toMatch(
    /^R\d+\t\S+4\.json\t\S+5\.json\n$/u,
  );
  expectClean(directory);

  // She sends it, he gets it, and both have the same.
  await hers.getByRole('button', { name: 'Send', exact: true }).press('Enter');
  await hers.getByText('Sent: work.').waitFor();
  await his.getByRole('button', { name: 'Get', exact: true }).press('Enter');
  await his.getByText('Got 3 commits.').waitFor();
  expect(git(theirs, 'rev-parse', 'HEAD')).toBe(git(directory, 'rev-parse', 'HEAD'));
  expect(git(theirs, 'status', '--short')).toBe('');
  await goTo(his, `event/${event}`);
  await expect.poll(() => his.getByLabel('Title').inputValue(), { timeout: 60_000 }).toBe('Money came');
  expectClean(theirs);
  for (const repository of [directory, theirs, bare]) expectSound(repository);
  expect(complaints).toEqual([]);
}, 400_000);

it('merges nothing that is not as it was shown, nor over what is in no commit', async () => {
  const { studio, directory, theirs } = await shareCatalog();
  git(theirs, 'switch', '--quiet', '--create=work');
  await commitChange(theirs, card, '"Order paid"', '"Cash"');
  git(theirs, 'push', '--quiet', 'origin', 'work');
  await commitChange(directory, card, '"Order paid"', '"Coins"');
  const { page } = await browser.open();
  await openAt(page, studio.address, 'drafts');
  await page.getByRole('button', { name: 'Get', exact: true }).click();
  await page.getByRole('radio', { name: /^Theirs/u }).check();

  // Written elsewhere meanwhile, and in no commit: what is there stays.
  await changeFile(directory, card, '"owner": "payments"', '"owner": "search"');
  const merge = page.getByRole('button', { name: 'Merge', exact: true });
  await merge.click();
  await page
    .getByRole('alert')
    .getByText(`This would overwrite what is in no commit yet: ${card}.`)
    .waitFor();
  await expectAccessible(page);
  expect(git(directory, 'log', '-1', '--format=%s')).toBe('"Coins"\n');
  expect(await readFile(join(directory, card), 'utf8')).toContain('"owner": "search"');

  // It is committed: what was decided still holds, and then all of it is there.
  git(directory, 'commit', '--quiet', '--all', '--message=Search has it');
  await page.getByText('1 of 1 decided').waitFor();
  await expect
    .poll(
      async () => {
        // Gone when it has been carried out.
        await merge.click({ timeout: 1000 }).catch(() => undefined);
        return git(directory, 'log', '-1', '--format=%s');
      },
      { timeout: 120_000, interval: 1000 },
    )
    .toBe('Merge origin/work into work\n');
  expect(await readFile(join(directory, card), 'utf8')).toContain('"Cash"');
  expect(git(directory, 'status', '--short')).toBe('');
  expectSound(directory);
}, 400_000);
