import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { expect, it, onTestFinished } from 'vitest';
import { useBrowser } from '../site/browser.js';
import { serveRepositories } from '../support/git-host.js';
import { expectAccessible, goTo, openAt } from './open-page.js';
import {
  admitted,
  commitChange as change,
  expectSound,
  shareCatalog,
  type SharedRemote,
} from './shared-remote.js';
import { git, startStudio } from './studio.js';

const browser = useBrowser();
const card = 'events/checkout.order_paid/event.json';

interface Open extends SharedRemote {
  readonly page: Page;
}

async function share(env: Readonly<Record<string, string>> = {}): Promise<Open> {
  const shared = await shareCatalog({ ...admitted, ...env });
  const { page } = await browser.open();
  await openAt(page, shared.studio.address, 'drafts');
  return { ...shared, page };
}

/** The way to a host on this machine, on which things can happen. */
interface Road {
  readonly port: number;
  state: 'open' | 'hangs' | 'breaks';
  close(): void;
}

async function openRoad(to: number): Promise<Road> {
  const cars = new Set<Socket>();
  const server = createServer((near) => {
    cars.add(near.on('error', () => undefined));
    // What happens to it is settled when it sets out: a client may have stood ready for a while.
    near.once('data', (first) => {
      if (road.state === 'breaks') near.destroy();
      if (road.state !== 'open') return;
      const far = connect(to, '127.0.0.1').on('error', () => near.destroy());
      far.write(first);
      near.pipe(far).pipe(near);
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const road: Road = {
    port: (server.address() as AddressInfo).port,
    state: 'open',
    close: () => {
      for (const car of cars) car.destroy();
      server.close();
    },
  };
  return road;
}

it('sends a draft, gets what others have sent, merges what goes together, and stops where it does not', async () => {
  const { directory, page, theirs, bare } = await share();
  await change(directory, card, '"Order paid"', '"Money came"');
  await page.getByText('This draft is not at the remote yet.').waitFor();
  await page.getByRole('button', { name: 'Send', exact: true }).press('Enter');
  await page.getByText('Sent: work.').waitFor();
  // Where the forge is known, its page for a change is one click away.
  const forge = page.getByRole('link', { name: 'Open a change on GitHub' });
  expect(await forge.count()).toBe(0);
  const address = git(directory, 'remote', 'get-url', 'origin').trim();
  git(directory, 'remote', 'set-url', 'origin', 'git@github.com:shop/events.git');
  await forge.waitFor();
  expect(await forge.getAttribute('href')).toBe(
    'https://github.com/shop/events/compare/main...work?expand=1',
  );
  git(directory, 'remote', 'set-url', 'origin', address);
  await forge.waitFor({ state: 'detached' });
  expect(git(bare, 'log', '-1', '--format=%s', 'work')).toBe('"Money came"\n');
  expect(git(directory, 'status', '--short', '--branch')).toBe('## work...origin/work\n');
  await expectAccessible(page);

  // They go on from it: forward.
  git(theirs, 'fetch', '--quiet');
  git(theirs, 'switch', '--quiet', 'work');
  await change(theirs, card, '"Money came"', '"Money came in"');
  git(theirs, 'push', '--quiet');
  await page.getByRole('button', { name: 'Look what is new' }).click();
  await page.getByText('1 commit to get.').waitFor();
  await page.getByRole('link', { name: /Draft: work ?, 1 commit to get/u }).waitFor();
  await page.getByRole('button', { name: 'Get', exact: true }).click();
  await page.getByText('Got 1 commit.').waitFor();
  expect(await readFile(join(directory, card), 'utf8')).toContain('"Money came in"');
  expect(git(directory, 'status', '--short')).toBe('');

  // Both change other keys of one file: refused to be sent, then brought together key by key.
  await change(theirs, card, '"owner": "payments"', '"owner": "marketplace"');
  git(theirs, 'push', '--quiet');
  await change(directory, card, '"Money came in"', '"Money"');
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  await page
    .getByRole('alert')
    .getByText('Somebody else has sent something that you do not have yet.')
    .waitFor();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Get', exact: true }).click();
  await page.getByText('Got 1 commit and merged it with yours.').waitFor();
  const merged = await readFile(join(directory, card), 'utf8');
  expect(merged).toContain('"title": "Money"');
  expect(merged).toContain('"owner": "marketplace"');
  expect(git(directory, 'log', '-1', '--format=%s|%p')).toMatch(/^Merge origin\/work into work\|\S+ \S+\n$/u);
  expect(git(directory, 'status', '--short')).toBe('');
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  await page.getByText('Sent: work.').waitFor();
  expectSound(directory);
  expectSound(bare);
}, 300_000);

it('asks who one is where the remote does not know, and again where the token is wrong', async () => {
  const { studio, directory, page, bare } = await share({ EVENTBOOK_GIT_TOKEN: 'a-wrong-token' });
  await page.getByRole('button', { name: 'Send', exact: true }).press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Who are you there?' });
  const said = dialog.getByRole('alert');
  await said.getByText(/does not take who we say we are/u).waitFor();
  await said.getByText(/Nothing here was changed/u).waitFor();
  await expectAccessible(page);
  await page.keyboard.type('another-wrong-token');
  await page.keyboard.press('Enter');
  await expect.poll(() => dialog.getByLabel('Token').inputValue(), { timeout: 60_000 }).toBe('');
  await said.getByText(/does not take who we say we are/u).waitFor();
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });
  expect(git(bare, 'branch', '--list', 'work')).toBe('');
  await page.getByRole('button', { name: 'Log in …' }).press('Enter');
  await dialog.getByLabel('Token').fill('a-token');
  await dialog.getByLabel('User name').fill('olga');
  await page.keyboard.press('Enter');
  await page.getByText('Sent: work.').waitFor();
  expect(git(bare, 'log', '-1', '--format=%s', 'work')).toBe('The first one\n');

  // It is known until the program ends, and written nowhere.
  await page.getByRole('button', { name: 'Look what is new' }).click();
  await page.getByText('Looked: everything that the remote has is known here.').waitFor();
  expect(git(directory, 'config', '--list')).not.toContain('a-token');
  const kept = await readdir(studio.state, { recursive: true, withFileTypes: true });
  for (const file of kept.filter((entry) => entry.isFile()))
    expect(await readFile(join(file.parentPath, file.name), 'utf8')).not.toContain('a-token');

  // Who is known may not write, all the same.
  git(bare, 'config', 'http.receivepack', 'false');
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  await said.getByText(/knows who you are, and does not let you do this/u).waitFor();
  await expectAccessible(page);
}, 300_000);

it('waits for a remote that hangs as long as somebody wants, says when it went away, and goes on when it is back', async () => {
  const { host, directory, page } = await share({ EVENTBOOK_GIT_PATIENCE: '20' });
  const road = await openRoad(Number(new URL(host.url).port));
  onTestFinished(() => road.close());
  git(directory, 'remote', 'set-url', 'origin', `http://127.0.0.1:${road.port}/events.git`);
  const look = page.getByRole('button', { name: 'Look what is new' });
  const alert = page.getByRole('alert');
  road.state = 'hangs';
  await look.click();
  await page.getByRole('progressbar', { name: 'Looking what is new …' }).waitFor();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Stop' }).press('Enter');
  await page.getByText(/Stopped\. Nothing here was changed/u).waitFor();
  await look.click();
  await alert.getByText(/cannot be reached: it has said nothing for 20 seconds/u).waitFor();
  await alert.getByText(/Nothing here was changed/u).waitFor();
  road.state = 'breaks';
  await look.click();
  await alert.getByText(/cannot be reached: (?!it has said nothing)/u).waitFor();
  road.state = 'open';
  await look.click();
  await page.getByText('Looked: everything that the remote has is known here.').waitFor();
  await host.close();
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  await alert.getByText(/cannot be reached/u).waitFor();
  await alert.getByText(/everything else works without the remote/u).waitFor();
  expectSound(directory);
}, 300_000);

it('says of each trouble what happened, what is safe and what to do', async () => {
  const { directory, page, theirs, bare } = await share();
  const alert = page.getByRole('alert');
  // A branch that a hook protects says so in its own words, over HTTP and in a folder.
  const hook = join(bare, 'hooks/pre-receive');
  await writeFile(hook, '#!/bin/sh\necho "work is protected" >&2\nexit 1\n', { mode: 0o755 });
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  await alert.getByText(/does not take it: .*hook declined.*It says: “work is protected”/u).waitFor();
  await alert.getByText(/Nothing was sent; your commits are safe here/u).waitFor();
  await expectAccessible(page);
  expect(git(bare, 'branch', '--list', 'work')).toBe('');

  // A folder as a remote: the machine's git speaks to it, and a hook there refuses.
  git(directory, 'remote', 'set-url', 'origin', join(theirs, '../events.git'));
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  await alert.getByText(/The remote does not take it/u).waitFor();
  await rm(hook);
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  await page.getByText('Sent: work.').waitFor();

  git(directory, 'checkout', '--quiet', '--detach');
  await page.getByRole('button', { name: 'Get', exact: true }).click();
  await alert.getByText('No draft is checked out.').waitFor();
  git(directory, 'switch', '--quiet', 'work');
  await writeFile(join(directory, '.git/MERGE_HEAD'), git(directory, 'rev-parse', 'HEAD'));
  await page.getByRole('button', { name: 'Get', exact: true }).click();
  await alert.getByText('A merge was begun in this repository and has not ended.').waitFor();
  await rm(join(directory, '.git/MERGE_HEAD'));
  git(directory, 'remote', 'remove', 'origin');
  await goTo(page, 'problems');
  await goTo(page, 'drafts');
  expectSound(directory);
}, 300_000);

it('connects what was begun here to a git server, and sends it there', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'eventbook-host-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const bare = join(folder, 'events.git');
  git(folder, 'init', '--quiet', '--bare', '--initial-branch=main', bare);
  const host = await serveRepositories({ folder, login: 'olga:a-token' });
  onTestFinished(() => host.close());
  const { directory, address } = await startStudio();
  const { page } = await browser.open();
  await openAt(page, address, 'drafts');
  await page.getByText('This repository has no remote.').waitFor();
  await page.getByRole('button', { name: 'Connect to a git server …' }).press('Enter');
  await page.keyboard.type('events');
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Connect to a git server' });
  await dialog.getByText('That is no address of a git repository.').waitFor();
  await expectAccessible(page);
  await dialog.getByLabel('Address').fill(host.url.replace('://', '://olga:a-token@') + 'events.git');
  await page.keyboard.press('Enter');
  await dialog.getByText(/without user and token/u).waitFor();
  await dialog.getByLabel('Address').fill(`${host.url}events.git`);
  await page.keyboard.press('Enter');
  await dialog.waitFor({ state: 'detached' });
  await page.getByText('This draft is not at the remote yet.').waitFor();
  const who = page.getByRole('dialog', { name: 'Who are you there?' });
  await who.getByText(/wants to know who you are/u).waitFor();
  await page.keyboard.type('a-token');
  await who.getByLabel('User name').fill('olga');
  await page.keyboard.press('Enter');
  await page.getByText('Looked: everything that the remote has is known here.').waitFor();
  await page.getByRole('button', { name: 'Send' }).press('Enter');
  await page.getByText('Sent: work.').waitFor();
  expect(git(bare, 'rev-parse', 'work')).toBe(git(directory, 'rev-parse', 'work'));
  expectSound(bare);
});
