import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { expect, it, onTestFinished } from 'vitest';
import { useBrowser } from '../site/browser.js';
import { type GitHost, serveRepositories } from '../support/git-host.js';
import { expectAccessible, goTo, openAt } from './open-page.js';
import { changeFile, git, startStudio } from './studio.js';

const browser = useBrowser();
const card = 'events/checkout.order_paid/event.json';
const login = 'olga:a-token';

interface Shared {
  readonly host: GitHost;
  /** Ours, with the studio on it. */
  readonly directory: string;
  readonly page: Page;
  readonly address: string;
  /** A clone of somebody else. */
  readonly theirs: string;
  readonly bare: string;
}

/** A remote as people have one, with a login, the studio on one clone, and somebody else with another. */
async function share(token = 'a-token'): Promise<Shared> {
  const folder = await mkdtemp(join(tmpdir(), 'eventbook-host-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const bare = join(folder, 'events.git');
  git(folder, 'init', '--quiet', '--bare', '--initial-branch=main', bare);
  const host = await serveRepositories({ folder, login });
  onTestFinished(() => host.close());
  const env = { EVENTBOOK_GIT_TOKEN: token, EVENTBOOK_GIT_USERNAME: 'olga' };
  const { directory, address } = await startStudio({ env });
  git(directory, 'config', 'user.name', 'Olga Lind');
  git(directory, 'config', 'user.email', 'olga@example.com');
  git(directory, 'push', '--quiet', bare, 'main');
  git(directory, 'remote', 'add', 'origin', `${host.url}events.git`);
  const theirs = join(folder, 'theirs');
  git(folder, 'clone', '--quiet', bare, theirs);
  const { page } = await browser.open();
  await openAt(page, address, 'drafts');
  return { host, directory, page, address, theirs, bare };
}

async function change(directory: string, path: string, from: string, to: string): Promise<void> {
  await changeFile(directory, path, from, to);
  git(directory, 'commit', '--quiet', '--all', `--message=${to}`);
}

function expectSound(directory: string): void {
  expect(git(directory, 'fsck', '--full', '--strict', '--no-dangling')).toBe('');
}

it('sends a draft, gets what others have sent, merges what goes together, and stops where it does not', async () => {
  const { directory, page, theirs, bare } = await share();
  await change(directory, card, '"Order paid"', '"Money came"');
  await page.getByText('This draft is not at the remote yet.').waitFor();
  await page.getByRole('button', { name: 'Send', exact: true }).press('Enter');
  await page.getByText('Sent: work.').waitFor();
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
  await page.getByRole('link', { name: /Draft: work, 1 commit to get/u }).waitFor();
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

  // Both change one thing: nothing is changed, and it is said what.
  git(theirs, 'pull', '--quiet', '--ff-only');
  await change(theirs, card, '"Money"', '"Cash"');
  git(theirs, 'push', '--quiet');
  await change(directory, card, '"Money"', '"Coins"');
  const before = git(directory, 'rev-parse', 'HEAD');
  await page.getByRole('button', { name: 'Get', exact: true }).click();
  await page.getByRole('alert').getByText(`You and somebody else changed the same: ${card}.`).waitFor();
  expect(git(directory, 'rev-parse', 'HEAD')).toBe(before);
  expect(git(directory, 'status', '--short')).toBe('');
  expect(await readFile(join(directory, card), 'utf8')).toContain('"Coins"');
  expectSound(directory);
  expectSound(bare);
});

it('says of each trouble what happened, what is safe and what to do', async () => {
  const { directory, page, host, theirs } = await share('a-wrong-token');
  const alert = page.getByRole('alert');
  await page.getByRole('button', { name: 'Look what is new' }).click();
  await alert.getByText(/does not take who we say we are/u).waitFor();
  await alert.getByText(/Nothing here was changed/u).waitFor();
  await expectAccessible(page);

  git(directory, 'remote', 'set-url', 'origin', `${host.url}nothing.git`);
  await host.close();
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  await alert.getByText(/cannot be reached/u).waitFor();

  // A folder as a remote: the machine's git speaks to it, and a hook there refuses.
  git(directory, 'remote', 'set-url', 'origin', join(theirs, '../events.git'));
  const hook = join(theirs, '../events.git/hooks/pre-receive');
  await writeFile(hook, '#!/bin/sh\necho "work is protected" >&2\nexit 1\n', { mode: 0o755 });
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
});
