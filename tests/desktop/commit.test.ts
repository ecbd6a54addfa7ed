import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { useBrowser } from '../site/browser.js';
import { expectAccessible, openAt } from './open-page.js';
import { changeFile as change, git, startStudio } from './studio.js';

const browser = useBrowser();
const card = 'events/checkout.order_paid/event.json';

/** What git itself thinks of what we wrote. */
function expectSound(directory: string): void {
  expect(git(directory, 'fsck', '--full', '--strict')).toBe('');
}

it('commits what changed in words of what it means, asks who one is, and leaves all else as it was', async () => {
  const { directory, address } = await startStudio();
  // Staged by somebody in a terminal, and lying about: neither is ours to commit.
  await writeFile(join(directory, 'README.md'), 'Another book\n');
  git(directory, 'add', 'README.md');
  await writeFile(join(directory, 'notes.txt'), 'to do\n');
  const { page, complaints } = await browser.open();
  await openAt(page, address, 'event/checkout.order_paid');
  await page.getByLabel('Title').fill('Money came');
  await page.getByText('Everything is saved').waitFor();
  await rm(join(directory, 'fields/region.json'));
  await page
    .getByRole('link', { name: /^Changes/u })
    .locator('.badge', { hasText: '2' })
    .waitFor();

  await page.keyboard.press('Control+Enter');
  const dialog = page.getByRole('dialog', { name: 'Commit to work' });
  // Errors come first, and forbid nothing.
  await dialog.getByText(/There (is an error|are \d+ errors) in the catalog/u).waitFor();
  await dialog
    .getByRole('link', { name: /region/u })
    .first()
    .waitFor();
  const message = dialog.getByLabel('What you did, and why');
  expect(await message.inputValue()).toContain('- checkout.order_paid: its title is now "Money came"');
  await dialog.locator('summary', { hasText: '3 of 4 files' }).press('Enter');
  await dialog.getByRole('checkbox', { name: /README\.md/u }).uncheck();
  expect(await dialog.getByRole('checkbox', { name: /notes\.txt/u }).isChecked()).toBe(false);
  await message.fill('Money came\n\nMarketing asked.');
  await expectAccessible(page);
  const commit = dialog.getByRole('button', { name: 'Commit', exact: true });
  expect(await commit.isDisabled()).toBe(true);
  await dialog.getByLabel('Your name').fill('Olga Lind');
  await dialog.getByLabel('Your e-mail').fill('olga@example.com');
  await message.press('Control+Enter');
  await dialog.waitFor({ state: 'detached' });
  await page
    .getByRole('link', { name: /^Changes/u })
    .locator('.badge')
    .waitFor({ state: 'detached' });

  expect(git(directory, 'log', '-1', '--format=%an <%ae>|%B')).toBe(
    'Olga Lind <olga@example.com>|Money came\n\nMarketing asked.\n\n',
  );
  expect(git(directory, 'show', '--name-status', '--format=')).toBe(`M\t${card}\nD\tfields/region.json\n`);
  expect(git(directory, 'status', '--short')).toBe('M  README.md\n?? notes.txt\n');
  expect(git(directory, 'reflog', '-1', '--format=%gs')).toBe('commit: Money came\n');
  expectSound(directory);
  expect(complaints).toEqual([]);
});

it('waits for another git, and says what to do where one was cut off or a merge was begun', async () => {
  const { directory, address } = await startStudio();
  git(directory, 'config', 'user.name', 'Olga Lind');
  git(directory, 'config', 'user.email', 'olga@example.com');
  const { page } = await browser.open({ colorScheme: 'dark' });
  await openAt(page, address, 'changes');
  await change(directory, card, '"Order paid"', '"Money came"');
  const lock = join(directory, '.git/index.lock');
  await writeFile(lock, '');
  await page.getByRole('button', { name: 'Commit …' }).click();
  const dialog = page.getByRole('dialog', { name: 'Commit to work' });
  await dialog.getByText('By Olga Lind <olga@example.com>').waitFor();
  const commit = dialog.getByRole('button', { name: 'Commit', exact: true });
  await commit.click();
  await dialog.getByText('Another program is working in this repository.').waitFor();
  await dialog.getByText(/If no other git runs, one was cut off/u).waitFor();
  await expectAccessible(page);
  expect(git(directory, 'log', '--format=%s')).toBe('The first one\n');
  await rm(lock);

  const before = git(directory, 'rev-parse', 'HEAD');
  await writeFile(join(directory, '.git/MERGE_HEAD'), before);
  await dialog.getByText(/A merge was begun in this repository by another program/u).waitFor();
  expect(await commit.isDisabled()).toBe(true);
  await rm(join(directory, '.git/MERGE_HEAD'));
  await dialog.getByText(/A merge was begun/u).waitFor({ state: 'detached' });

  // A detached HEAD can be committed to, and it is said what that means.
  git(directory, 'checkout', '--quiet', '--detach');
  await page.getByText(/No draft is checked out/u).waitFor();
  await page.getByRole('button', { name: 'Commit', exact: true }).click();
  await page.getByText('Nothing has changed.').waitFor();
  expect(git(directory, 'log', '-1', '--format=%s')).toBe(
    'checkout.order_paid its title is now "Money came" (was "Order paid")\n',
  );
  expect(git(directory, 'status', '--short')).toBe('');
  expectSound(directory);
});

it('commits in a linked worktree, on its own branch', async () => {
  const first = await startStudio();
  await first.stop();
  const linked = `${first.directory}-linked`;
  git(first.directory, 'worktree', 'add', '--quiet', '-b', 'other', linked);
  git(linked, 'config', 'user.name', 'Olga Lind');
  git(linked, 'config', 'user.email', 'olga@example.com');
  const { address } = await startStudio({ directory: linked });
  const { page } = await browser.open();
  await openAt(page, address, 'changes');
  await change(linked, card, '"Order paid"', '"Money came"');
  await page.getByRole('button', { name: 'Commit …' }).click();
  await page.getByRole('dialog', { name: 'Commit to other' }).waitFor();
  await page.getByRole('button', { name: 'Commit', exact: true }).click();
  await page.getByText('Nothing has changed.').waitFor();
  expect(git(first.directory, 'log', '--format=%s', 'work..other')).toMatch(/Money came/u);
  expect(git(first.directory, 'log', '--format=%s', 'work')).toBe('The first one\n');
  expect(git(first.directory, 'status', '--short')).toBe('');
  expect(git(linked, 'status', '--short')).toBe('');
  expectSound(linked);
  await rm(linked, { recursive: true });
});
