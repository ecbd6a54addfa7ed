import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { _electron } from 'playwright-core';
import { expect, it, onTestFinished } from 'vitest';
import { buildRenderer } from '../../setup/build-renderer.mjs';
import { readTheBook } from '../stories/read-the-book.js';
import { catalogInGit } from '../studio.js';

const root = fileURLToPath(new URL('../../../', import.meta.url));

// Left out where Electron's binary is not: `npx install-electron` fetches it.
it('runs in Electron itself: the book is read, a title typed, and on disk when the window closes', async () => {
  await buildRenderer();
  const state = await mkdtemp(join(tmpdir(), 'eventbook-electron-'));
  onTestFinished(() => rm(state, { recursive: true, force: true }));
  const directory = await catalogInGit();
  const electron = await _electron.launch({
    executablePath: process.env['EVENTBOOK_ELECTRON'] ?? join(root, 'node_modules/electron/dist/electron'),
    // Tests run as root in containers, where Chromium's own sandbox cannot be set up.
    args: [
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      `--user-data-dir=${state}`,
      join(root, 'desktop'),
      directory,
    ],
  });
  onTestFinished(() => electron.close());
  const page = await electron.firstWindow();
  page.setDefaultTimeout(60_000);
  await readTheBook(page);
  await page.evaluate("location.hash = '#/event/checkout.order_paid'");
  await page.getByLabel('Title', { exact: true }).fill('Typed at the last moment');
  await page.evaluate("window.eventbook.ask('catalog.current', {}).answer");
  await electron.close();
  const card = await readFile(join(directory, 'events/checkout.order_paid/event.json'), 'utf8');
  expect(card).toContain('Typed at the last moment');
});
