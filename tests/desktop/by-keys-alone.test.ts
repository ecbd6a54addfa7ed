import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { useBrowser } from '../site/browser.js';
import { serveRepositories } from '../support/git-host.js';
import { tabTo } from './keyboard.js';
import { admitted } from './shared-remote.js';
import { git, startStudio } from './studio.js';

const browser = useBrowser();

it('takes somebody from nothing to published langpacks without a mouse', async () => {
  const scratch = await mkdtemp(join(tmpdir(), 'eventbook-keys-'));
  onTestFinished(() => rm(scratch, { recursive: true, force: true }));
  const folder = join(scratch, 'host');
  await mkdir(folder);
  const bare = join(folder, 'events.git');
  git(scratch, 'init', '--quiet', '--bare', '--initial-branch=main', bare);
  const host = await serveRepositories({ folder, login: 'olga:a-token' });
  onTestFinished(() => host.close());
  const { address } = await startStudio({ directory: null, env: admitted });
  const { page, complaints } = await browser.open();
  page.setDefaultTimeout(60_000);
  const { keyboard } = page;
  await page.goto(address);

  // A catalog to begin with.
  await page.getByRole('heading', { name: 'Open a catalog' }).waitFor();
  await tabTo(page, /^Begin a new one/u);
  await keyboard.press('Enter');
  await page.locator('[role=dialog] input:focus').waitFor();
  const directory = join(scratch, 'our-events');
  await keyboard.type(directory);
  await keyboard.press('Enter');
  await page.getByRole('tree').waitFor();

  // An event is found, and gets a new version with one more field.
  await keyboard.press('Control+k');
  await page.locator('[role=dialog] input:focus').waitFor();
  await keyboard.type('mesage snt');
  await page.getByRole('option', { name: /message\.sent/u, selected: true }).waitFor();
  await keyboard.press('Enter');
  await page.getByRole('heading', { name: 'message.sent' }).waitFor();
  await tabTo(page, /^New version from this/u);
  await keyboard.press('Enter');
  await page.getByRole('button', { name: 'Version 3', pressed: true }).waitFor();
  await tabTo(page, /^Why this version$/u);
  await keyboard.type('Which category it was about');
  await tabTo(page, /^Add a field/u);
  await keyboard.type('categ');
  await page.getByRole('option', { name: /category/u }).waitFor();
  await keyboard.press('Enter');
  await page.getByRole('row', { name: /category/u }).waitFor();
  await tabTo(page, /^category is required$/u);
  await keyboard.press('Space');
  await expect
    .poll(() => page.getByRole('checkbox', { name: 'category is required' }).isChecked())
    .toBe(true);
  await page.getByText('Everything is saved').waitFor();

  // What that means, and the commit.
  await keyboard.press('Control+Shift+g');
  await page.getByText('version 3: category joins, required').waitFor();
  await keyboard.press('Control+Enter');
  await page.getByRole('dialog', { name: /^Commit/u }).waitFor();
  await tabTo(page, /^Your name$/u);
  await keyboard.type('Olga Lind');
  await tabTo(page, /^Your e-mail$/u);
  await keyboard.type('olga.lind@example.com');
  await tabTo(page, /^Commit$/u);
  await keyboard.press('Enter');
  await page.getByText('Nothing has changed.').waitFor();
  expect(git(directory, 'log', '-1', '--format=%an: %s')).toBe(
    'Olga Lind: message.sent gets version 3 ("Which category it was about")\n',
  );

  // To the git server.
  await keyboard.press('Control+Shift+b');
  await page.getByText('This repository has no remote.').waitFor();
  await tabTo(page, /^Connect to a git server/u);
  await keyboard.press('Enter');
  await page.getByRole('dialog').waitFor();
  await keyboard.type(`${host.url}events.git`);
  await keyboard.press('Enter');
  await page.getByText('Looked: everything that the remote has is known here.').waitFor();
  await tabTo(page, /^Send$/u);
  await keyboard.press('Enter');
  await page.getByText('Sent: main.').waitFor();
  expect(git(bare, 'rev-parse', 'main')).toBe(git(directory, 'rev-parse', 'main'));

  // And what developers install.
  await keyboard.press('Control+Shift+l');
  await page.getByText('6 langpacks get a new version.').waitFor();
  await tabTo(page, /^Publish 6 langpacks$/u);
  await keyboard.press('Enter');
  await page.getByText('Nothing new: every langpack is released as it would be now.').waitFor();
  await page.getByText(/^Published 6 langpacks/u).waitFor();
  expect(await page.getByText(/^Published 6 langpacks/u).isVisible()).toBe(true);
  expect(await readdir(`${directory}-langpacks/npm/-/@classifieds/events-site-backend`)).toContain(
    '0.1.1.json',
  );
  expect(complaints).toEqual([]);
});
