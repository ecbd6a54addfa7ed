import { mkdtemp, readFile, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { serveRepositories } from '../../support/git-host.js';
import { readTheBook } from '../stories/read-the-book.js';
import { catalogInGit, changeFile, git } from '../studio.js';
import { RunningShell } from './running-shell.js';

interface MenuShown {
  readonly label: string;
  readonly submenu: readonly {
    readonly id?: string;
    readonly role?: string;
    readonly accelerator?: string;
  }[];
}

it('has the desktop in a window: requests, events, menu, links, a second start', async () => {
  const directory = await catalogInGit();
  const shell = await RunningShell.start([directory]);
  const page = await shell.page();
  await readTheBook(page);

  // What is typed goes over the bridge into its file, and what another program writes comes back over it.
  await shell.ask({ ask: 'emit', event: 'open-url', args: ['eventbook://open/event/checkout.order_paid'] });
  await page.getByRole('heading', { name: 'checkout.order_paid' }).waitFor();
  const title = page.getByLabel('Title', { exact: true });
  await title.fill('Order paid in full');
  await page.getByText('Everything is saved').waitFor();
  const card = 'events/checkout.order_paid/event.json';
  expect(await readFile(join(directory, card), 'utf8')).toContain('Order paid in full');
  await changeFile(directory, card, 'Order paid in full', 'Order paid elsewhere');
  await expect.poll(() => title.inputValue(), { timeout: 60_000 }).toBe('Order paid elsewhere');

  // The menu has the app's own commands, with keys that are left to the page, and the system's.
  await expect.poll(async () => (await menus(shell)).length, { timeout: 60_000 }).toBeGreaterThan(0);
  const shown = await menus(shell);
  expect(shown.map(({ label }) => label)).toEqual(['File', 'Edit', 'View', 'Go', 'Catalog', 'Help']);
  const entries = shown.flatMap(({ submenu }) => submenu);
  expect(entries).toContainEqual(
    expect.objectContaining({ id: 'undo', accelerator: 'CommandOrControl+Z', registerAccelerator: false }),
  );
  expect(entries).toContainEqual({ role: 'selectAll' });
  await shell.ask({ ask: 'click', id: 'problems' });
  await page.getByRole('heading', { name: 'Problems' }).waitFor();
  await shell.ask({ ask: 'click', id: 'show-logs' });
  await expect.poll(() => shell.calls('shell.openPath')).toEqual([[join(shell.home, 'logs')]]);

  await page.goBack();
  await page.getByRole('button', { name: 'More' }).click();
  await page.getByRole('menuitem', { name: 'Show in the file manager' }).click();
  const file = join(await realpath(directory), card);
  await expect.poll(() => shell.calls('shell.showItemInFolder')).toEqual([[file]]);

  // A second start hands its folder over, and the window comes to the front.
  const other = await catalogInGit();
  await changeFile(other, 'catalog.json', '"title": "', '"title": "The other ');
  const focused = (await shell.calls('focus')).length;
  await shell.ask({
    ask: 'emit',
    event: 'second-instance',
    args: [['eventbook', join(other, 'catalog.json')]],
  });
  await page.getByLabel('State of the catalog').getByText('The other').waitFor();
  expect((await shell.calls('focus')).length).toBe(focused + 1);
});

async function menus(shell: RunningShell): Promise<readonly MenuShown[]> {
  return (await shell.ask({ ask: 'menu' })) as readonly MenuShown[];
}

it('ends in order: what was typed last is on disk, and the window stands where it stood', async () => {
  const home = await mkdtemp(join(tmpdir(), 'eventbook-shell-'));
  onTestFinished(() => rm(home, { recursive: true, force: true }));
  const directory = await catalogInGit();
  const first = await RunningShell.start([directory, 'eventbook://open/event/checkout.order_paid'], { home });
  const page = await first.page();
  const bounds = { x: 120, y: 80, width: 1000, height: 700 };
  await first.ask({ ask: 'move', bounds });
  await page.getByLabel('Title', { exact: true }).fill('Typed at the last moment');
  // The page has sent it when the next request is answered.
  await page.evaluate('window.eventbook.ask("catalog.current", {}).answer');
  await first.ask({ ask: 'close' });
  await first.ended();
  const card = await readFile(join(directory, 'events/checkout.order_paid/event.json'), 'utf8');
  expect(card).toContain('Typed at the last moment');

  const second = await RunningShell.start([directory], { home });
  await expect.poll(() => second.calls('new BrowserWindow'), { timeout: 60_000 }).toHaveLength(1);
  expect(await second.calls('new BrowserWindow')).toEqual([[expect.objectContaining(bounds)]]);
});

it('starts no second one beside the first', async () => {
  const second = await RunningShell.start([], { env: { STAND_IN_SECOND: '1' } });
  await second.ended();
});

it('says what is wrong with a folder that is no catalog, and opens all the same', async () => {
  const shell = await RunningShell.start([tmpdir()]);
  const page = await shell.page();
  await page.getByRole('heading', { name: 'Open a catalog' }).waitFor();
  expect(await shell.calls('dialog.showErrorBox')).toEqual([
    ['Eventbook', expect.stringContaining('catalog.json')],
  ]);
  expect(await readFile(join(shell.home, 'logs', 'eventbook.log'), 'utf8')).toContain('not_a_catalog');
});

it('lends the system’s dialog for folders, and its keychain for tokens', async () => {
  const home = await mkdtemp(join(tmpdir(), 'eventbook-shell-'));
  onTestFinished(() => rm(home, { recursive: true, force: true }));
  const directory = await catalogInGit();
  git(home, 'clone', '--quiet', '--bare', directory, 'host/events.git');
  const host = await serveRepositories({ folder: join(home, 'host'), login: 'x-access-token:a-token' });
  onTestFinished(() => host.close());
  const got = join(home, 'got');
  const env = { STAND_IN_KEYCHAIN: 'gnome_libsecret', STAND_IN_CHOSEN: got };
  const first = await RunningShell.start([], { home, env });
  const page = await first.page();
  await page.getByRole('button', { name: /Get one from a git server/u }).click();
  await page.getByLabel('Address').fill(`${host.url}events.git`);
  await page.getByLabel('Token').fill('a-token');
  await page.getByRole('button', { name: 'Choose …' }).click();
  await expect.poll(() => page.getByLabel('Folder').inputValue(), { timeout: 60_000 }).toBe(got);
  await page.getByRole('button', { name: 'Get it' }).click();
  await page.getByRole('tree').getByText('advert', { exact: true }).waitFor();
  await first.ask({ ask: 'close' });
  await first.ended();
  expect(await readFile(join(home, 'userData/secrets.json'), 'utf8')).not.toContain('a-token');

  // The next start knows it still; without a keychain it is asked for again.
  const fetch = "window.eventbook.ask('git.fetch', {}).answer";
  const second = await RunningShell.start([got], { home, env });
  const known = await second.page();
  expect(await known.evaluate(fetch)).toHaveProperty('value');
  await second.ask({ ask: 'close' });
  await second.ended();
  const third = await RunningShell.start([got], { home, env: { STAND_IN_KEYCHAIN: 'basic_text' } });
  const unknown = await third.page();
  expect(await unknown.evaluate(fetch)).toHaveProperty('error.code', 'git_login_refused');
});
