import { execFileSync } from 'node:child_process';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it, onTestFinished } from 'vitest';
import { useBrowser } from '../site/browser.js';
import { expectAccessible, goTo, openAt } from './open-page.js';
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
  await page
    .getByRole('dialog')
    .getByText(/No draft is checked out/u)
    .waitFor();
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

it('commits in a folder of a repository, with who has agreed, and makes CODEOWNERS anew', async () => {
  const first = await startStudio();
  await first.stop();
  const { directory } = first;
  git(directory, 'config', 'user.name', 'Olga Lind');
  git(directory, 'config', 'user.email', 'olga.lind@example.com');
  await mkdir(join(directory, 'book'));
  const things = git(directory, 'ls-tree', '--name-only', 'HEAD').trim().split('\n');
  git(directory, 'mv', ...things, 'book');
  const program = fileURLToPath(new URL('../../cli/bin/eventbook.js', import.meta.url));
  const codeOwners = (...words: readonly string[]): string =>
    execFileSync(process.execPath, [program, 'codeowners', 'book', ...words], {
      cwd: directory,
      encoding: 'utf8',
    });
  await mkdir(join(directory, '.github'));
  codeOwners('--output', '.github/CODEOWNERS');
  git(directory, 'add', '.');
  git(directory, 'commit', '--quiet', '--message=The book has a folder');
  git(directory, 'branch', '--force', 'main');
  const { address } = await startStudio({ directory: join(directory, 'book') });
  const { page, complaints } = await browser.open();
  await openAt(page, address, 'changes');
  await change(join(directory, 'book'), card, '"owner": "payments"', '"owner": "marketplace"');
  await page.getByRole('button', { name: 'Commit …' }).click();
  const dialog = page.getByRole('dialog', { name: 'Commit to work' });
  // She commits for payments herself; nobody else of it is there to be asked.
  await dialog.locator('summary', { hasText: /^Have to agree: Marketplace$/u }).press('Enter');
  await dialog.getByRole('checkbox', { name: 'Anna Marsh has agreed' }).press('Space');
  await expectAccessible(page);
  await dialog.getByLabel('What you did, and why').fill('Marketplace has it');
  await page.keyboard.press('Control+Enter');
  await dialog.waitFor({ state: 'detached' });
  expect(git(directory, 'log', '-1', '--format=%s|%(trailers:key=Approved-by,valueonly)')).toBe(
    'Marketplace has it|Anna Marsh <anna.marsh@example.com>\n\n',
  );
  expect(git(directory, 'show', '--name-status', '--format=')).toBe(
    `M\t.github/CODEOWNERS\nM\tbook/${card}\n`,
  );
  expect(await readFile(join(directory, '.github/CODEOWNERS'), 'utf8')).toBe(codeOwners());
  expect(git(directory, 'status', '--short')).toBe('');
  expectSound(directory);
  expect(complaints).toEqual([]);
}, 300_000);

it('says on a page of its own what stands in the way: read-only, a merge, a lock that stays, no draft', async () => {
  const first = await startStudio();
  await first.stop();
  const { directory } = first;
  execFileSync('chmod', ['-R', 'a-w', directory]);
  onTestFinished(() => void execFileSync('chmod', ['-R', 'u+w', directory]));
  // For root what the files say counts only without the right to pass over it.
  const isRoot = process.getuid?.() === 0;
  const through = isRoot ? ['setpriv', '--bounding-set', '-dac_override,-dac_read_search', '--'] : [];
  const limited = await startStudio({ directory, through });
  const { page } = await browser.open();
  const alert = page.getByRole('alert');
  await openAt(page, limited.address, 'drafts');
  await alert.getByText('This folder can only be read.').waitFor();
  await expectAccessible(page);
  await goTo(page, 'event/checkout.order_paid');
  await page.getByLabel('Title').fill('Money came');
  await page.getByText('1 file is not saved yet').waitFor();
  await expectAccessible(page);
  await limited.stop();
  execFileSync('chmod', ['-R', 'u+w', directory]);

  // What was typed is taken up where it can be written again.
  const { address } = await startStudio({ directory, state: limited.state });
  await openAt(page, address, 'drafts');
  await expect
    .poll(() => readFile(join(directory, card), 'utf8'), { timeout: 60_000 })
    .toContain('"Money came"');
  await writeFile(join(directory, '.git/MERGE_HEAD'), git(directory, 'rev-parse', 'HEAD'));
  await alert.getByText(/^A merge was begun in this repository by another program/u).waitFor();
  await expectAccessible(page);
  await rm(join(directory, '.git/MERGE_HEAD'));
  await writeFile(join(directory, '.git/index.lock'), '');
  await alert.getByText(/^Another git is at work in this repository, or one was cut off/u).waitFor();
  await rm(join(directory, '.git/index.lock'));
  await alert.waitFor({ state: 'detached' });
  git(directory, 'checkout', '--quiet', '--detach');
  await alert.getByText('No draft is checked out.').waitFor();
  await goTo(page, 'changes');
  await alert.getByText('No draft is checked out.').waitFor();
  await expectAccessible(page);
}, 300_000);
