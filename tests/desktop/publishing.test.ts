import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Page } from 'playwright-core';
import { expect, it, onTestFinished, vi } from 'vitest';
import { useBrowser } from '../site/browser.js';
import { npmEnvironment, pipInstall } from '../support/registry-clients.js';
import { serveFolder } from '../support/static-server.js';
import { expectAccessible, goTo, openAt } from './open-page.js';
import { changeFile, git, startStudio } from './studio.js';

const browser = useBrowser();
const run = promisify(execFile);

/** Publishes into a folder that is served, as a person does it: with the keys, from wherever the focus is. */
async function publishInto(page: Page, folder: string, url: string): Promise<void> {
  await page.getByLabel('Folder', { exact: true }).fill(folder);
  await page.getByLabel('Address under which it will be served').fill(url);
  await page.getByRole('button', { name: /^Publish/u }).press('Enter');
}

it('shows what langpacks would be, publishes them into a folder that npm and pip install from, and nothing twice', async () => {
  const { directory, address, state } = await startStudio();
  const { page, complaints } = await browser.open();
  await openAt(page, address, 'problems');
  await page.keyboard.press('Control+Shift+l');
  await page.getByText('6 langpacks get a new version.').waitFor();
  const row = page.getByRole('row', { name: '@classifieds/events-site-backend' });
  expect(await row.innerText()).toMatch(/TypeScript.*0\.1\.1.*First release/su);
  await expectAccessible(page);

  // From a draft nothing is published; what it would be can be looked at, file by file.
  await page.getByText('You are in the draft work. Langpacks are published from main.').waitFor();
  expect(await page.getByRole('button', { name: /^Publish/u }).count()).toBe(0);
  await page
    .getByRole('link', { name: 'Look at the code of @classifieds/events-site-backend' })
    .press('Enter');
  await page.getByText('It was never released; all of it is new.').waitFor();
  await page
    .getByRole('link', { name: /order_paid/u })
    .first()
    .press('Enter');
  await page.locator('.modified .view-line', { hasText: 'CheckoutOrderPaid_Items' }).first().waitFor();
  await expectAccessible(page);
  await page.getByRole('link', { name: 'All langpacks' }).press('Enter');
  await page.getByRole('button', { name: 'Switch to main' }).press('Enter');
  await page.getByRole('button', { name: 'Publish 6 langpacks' }).waitFor();

  // A folder that cannot be: said before anything is sent, and nothing is lost where it was not asked.
  const folder = join(state, 'registry');
  await writeFile(join(state, 'a-file'), '');
  await page.getByLabel('Folder', { exact: true }).fill(join(state, 'a-file'));
  await page.getByRole('button', { name: /^Test the connection/u }).press('Enter');
  await page
    .getByRole('alert')
    .getByText(/a-file cannot be used/u)
    .waitFor();
  await page.getByRole('button', { name: 'Publish 6 langpacks' }).press('Enter');
  await page.getByText('What is published stays; publish again and it goes on from there.').waitFor();
  await expectAccessible(page);
  await page.getByLabel('Folder', { exact: true }).fill(folder);
  await page.getByRole('button', { name: /^Test the connection/u }).press('Enter');
  await page.getByText('It can be written to.').waitFor();
  expect(existsSync(folder)).toBe(false);

  await mkdir(folder);
  const server = await serveFolder(folder);
  await publishInto(page, folder, server.url);
  await page.getByText('Finished what had been begun.').waitFor({ timeout: 120_000 });
  await page.getByText(`@classifieds/events-site-backend 0.1.1 is at ${folder}.`).waitFor();
  await page.getByText('Nothing new: every langpack is released as it would be now.').waitFor();
  await expectAccessible(page);

  const project = join(state, 'project');
  await mkdir(project);
  await writeFile(join(project, 'package.json'), '{"private":true,"type":"module"}');
  const npm = ['install', `--registry=${server.url}npm/`, '@classifieds/events-site-backend@^0.1.0'];
  await run('npm', npm, { cwd: project, env: npmEnvironment(state) });
  const manifest = join(project, 'node_modules/@classifieds/events-site-backend/package.json');
  expect(JSON.parse(await readFile(manifest, 'utf8'))).toMatchObject({ version: '0.1.1' });
  await run('python3', ['-m', 'venv', '--without-pip', 'venv'], { cwd: project });
  await run('python3', pipInstall(`${server.url}pypi/simple/`, 'classifieds-events-site-backend'), {
    cwd: project,
  });
  const code = 'import classifieds_events_site_backend as events; print(events.__name__)';
  expect((await run('venv/bin/python', ['-c', code], { cwd: project })).stdout).toBe(
    'classifieds_events_site_backend\n',
  );

  await page.getByRole('button', { name: 'Publish', exact: true }).press('Enter');
  await page.getByText('Nothing to do: all of it is published already.').waitFor();
  expect(git(directory, 'rev-list', '--count', 'eventbook/ledger')).toBe('1\n');
  await server.close();

  // A change reaches those who send the event, and no others; the code says what changes there.
  await changeFile(directory, 'events/message.sent/event.json', '"title": "', '"title": "Now: ');
  await page.getByText('Not everything is committed, and only what is committed is published.').waitFor();
  const touched = page.getByRole('row', { name: /What it holds has changed/u });
  await touched.first().waitFor();
  expect(await touched.count()).toBeLessThan(6);
  expect(await touched.first().innerText()).toMatch(/0\.1\.1 → 0\.1\.2/u);
  await touched
    .first()
    .getByRole('link', { name: /^Look at the code/u })
    .press('Enter');
  await page.getByText('Compared with 0.1.1, the last release.').waitFor();
  await page.locator('.line-insert, .char-insert').first().waitFor();
  // What the browser says of the folder that could not be written to.
  expect(complaints).toEqual([expect.stringContaining('503')]);
}, 300_000);

/** A registry that does not answer until it is told how. */
async function silentRegistry(): Promise<{ readonly url: string; answer(listener: RequestListener): void }> {
  let listener: RequestListener = () => undefined;
  const server = createServer((request, response) => listener(request, response));
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    answer: (next) => (listener = next),
  };
}

it('goes on after it was killed in the middle; publishes to the registries of catalog.json, and stops', async () => {
  const studio = await startStudio();
  const { directory, address, state } = studio;
  git(directory, 'switch', '--quiet', 'main');
  const { page } = await browser.open({ colorScheme: 'dark' });
  await openAt(page, address, 'publishing');
  const folder = join(state, 'registry');
  await page.getByRole('button', { name: 'Publish 6 langpacks' }).waitFor();
  await publishInto(page, folder, 'http://127.0.0.1:8480/');
  const ledger = join(directory, '.git/refs/heads/eventbook/ledger');
  await vi.waitFor(() => expect(existsSync(ledger)).toBe(true), { timeout: 60_000, interval: 1 });
  await studio.kill();

  const again = await startStudio({ directory, state });
  const { page: next } = await browser.open({ colorScheme: 'dark' });
  await openAt(next, again.address, 'publishing');
  await next.getByRole('alert').getByText('Publishing was under way when Eventbook ended.').waitFor();
  expect(await next.getByLabel('Folder', { exact: true }).inputValue()).toBe(folder);
  await expectAccessible(next);
  await next.getByRole('button', { name: 'Go on with it' }).press('Enter');
  await next.getByText('Finished what had been begun.').waitFor({ timeout: 60_000 });
  await goTo(next, 'drafts');
  await next.getByRole('list', { name: 'All drafts' }).getByText('work', { exact: true }).waitFor();
  expect(await next.getByText('eventbook/ledger').count()).toBe(0);
  await goTo(next, 'publishing');
  const versions = await readdir(join(folder, 'npm/-/@classifieds/events-site-backend'));
  expect(versions).toContain('0.1.1.json');
  expect(git(directory, 'fsck', '--full', '--strict', '--no-dangling')).toBe('');

  const registry = await silentRegistry();
  const tree = [{ kind: 'static', path: 'registry' }];
  const registries = { typescript: [{ kind: 'npm', url: registry.url }], python: tree, php: tree };
  await changeFile(
    directory,
    'catalog.json',
    '"langpack":',
    `"registries": ${JSON.stringify(registries)},\n"langpack":`,
  );
  git(directory, 'commit', '--quiet', '--all', '--message=Registries');
  await next.getByRole('radio', { name: 'The registries of catalog.json' }).check();
  await next.getByText('There is none for Go, so publishing to them would stop there.').waitFor();
  await expectAccessible(next);
  await changeFile(directory, 'catalog.json', '"php":', `"go": ${JSON.stringify(tree)}, "php":`);
  git(directory, 'commit', '--quiet', '--all', '--message=One for Go');
  await next.getByRole('listitem').filter({ hasText: 'Go' }).getByText('static').waitFor();
  await next.getByRole('button', { name: 'Publish', exact: true }).press('Enter');
  await next.getByRole('progressbar', { name: 'Asking the registries' }).waitFor();
  await next.getByRole('button', { name: 'Stop' }).press('Enter');
  await next
    .getByText('Stopped. What is published stays; publish again and it goes on from there.')
    .waitFor();
  registry.answer((_request, response) => response.writeHead(401).end());
  await next.getByRole('button', { name: `Test the connection to ${registry.url}` }).press('Enter');
  await next
    .getByRole('alert')
    .getByText(/Set EVENTBOOK_NPM_TOKEN/u)
    .waitFor();
  await expectAccessible(next);
}, 300_000);
