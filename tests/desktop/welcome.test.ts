import { mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { useBrowser } from '../site/browser.js';
import { serveRepositories } from '../support/git-host.js';
import { expectAccessible } from './open-page.js';
import { git, startStudio } from './studio.js';

const browser = useBrowser();

it('comes to a catalog in every way: a new one, one of a git server, a folder, one that was open last', async () => {
  const scratch = await mkdtemp(join(tmpdir(), 'eventbook-welcome-'));
  onTestFinished(() => rm(scratch, { recursive: true, force: true }));
  const { address, state } = await startStudio({
    directory: null,
    env: {
      GIT_AUTHOR_NAME: 'Olga Lind',
      GIT_AUTHOR_EMAIL: 'olga@example.com',
      GIT_COMMITTER_NAME: 'Olga Lind',
      GIT_COMMITTER_EMAIL: 'olga@example.com',
    },
  });
  const { page, complaints } = await browser.open();
  page.setDefaultTimeout(60_000);
  await page.goto(address);
  await page.getByRole('heading', { name: 'Open a catalog' }).waitFor();
  await page.getByText('What you open is listed here.').waitFor();
  await expectAccessible(page);

  // A new one, by keys alone; a folder that holds something is left as it is.
  const full = join(scratch, 'full');
  await mkdir(join(full, 'notes'), { recursive: true });
  await page.getByRole('button', { name: /Begin a new one/u }).press('Enter');
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Folder').waitFor();
  await page.keyboard.type(full);
  await page.keyboard.press('Enter');
  await dialog.getByText('holds something already').waitFor();
  await expectAccessible(page);
  expect(await readdir(full)).toEqual(['notes']);
  const fresh = join(scratch, 'fresh');
  await dialog.getByLabel('Folder').fill(fresh);
  await page.keyboard.press('Enter');
  await page.getByRole('tree').getByText('advert', { exact: true }).waitFor();
  expect(git(fresh, 'log', '--format=%s').trim()).toBe('A catalog to begin with');

  // From a git server that wants to know who asks: a wrong token leaves nothing behind, the right one brings it.
  const folder = join(scratch, 'host');
  await mkdir(folder);
  git(scratch, 'clone', '--quiet', '--bare', fresh, join(folder, 'events.git'));
  const host = await serveRepositories({ folder, login: 'x-access-token:right' });
  onTestFinished(() => host.close());
  await page.keyboard.press('Control+o');
  await page.getByRole('button', { name: /Get one from a git server/u }).click();
  const got = join(scratch, 'got');
  await dialog.getByLabel('Address').fill(`${host.url}events.git`);
  await dialog.getByLabel('Token').fill('wrong');
  await dialog.getByLabel('Folder').fill(got);
  await dialog.getByRole('button', { name: 'Get it' }).click();
  await dialog.getByText('does not take who we say we are').waitFor();
  await expectAccessible(page);
  expect(await readdir(scratch)).not.toContain('got');
  await dialog.getByLabel('Token').fill('right');
  await page.keyboard.press('Enter');
  await page.getByLabel('State of the catalog').getByText('main', { exact: false }).first().waitFor();
  await dialog.waitFor({ state: 'detached' });
  expect(git(got, 'rev-parse', 'HEAD')).toBe(git(fresh, 'rev-parse', 'HEAD'));
  expect(git(got, 'status', '--short')).toBe('');
  expect(await readFile(join(got, '.git/config'), 'utf8')).not.toContain('right');

  // A folder that is none says so; the list of those that were open last brings one back, and forgets one.
  await page.keyboard.press('Control+o');
  await page.getByRole('button', { name: /Open a folder/u }).click();
  await dialog.getByLabel('Folder').fill(join(scratch, 'nowhere'));
  await page.keyboard.press('Enter');
  await dialog.getByRole('alert').waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: fresh }).click();
  await page.getByRole('heading', { name: 'Open a catalog' }).waitFor({ state: 'detached' });
  await page.keyboard.press('Control+o');
  const known = page.getByRole('region', { name: 'Open last' }).getByRole('listitem');
  await expect.poll(() => known.first().innerText(), { timeout: 60_000 }).toContain(fresh);
  expect(await known.count()).toBe(2);
  await expectAccessible(page);
  await known
    .nth(1)
    .getByRole('button', { name: /off the list/u })
    .click();
  await expect.poll(() => known.count(), { timeout: 60_000 }).toBe(1);
  expect(await readFile(join(state, 'recent.json'), 'utf8')).not.toContain(got);
  expect(complaints.filter((text) => !text.includes('Failed to load resource'))).toEqual([]);
});
