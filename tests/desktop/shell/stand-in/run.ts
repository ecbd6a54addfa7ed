import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import type { Answer, Ask } from './control.js';
import { app, calls, ipcMain, menu, serveOurs, useContext, windows } from './electron.js';

/** Runs a main module with Chromium behind it, and does what the test asks over the process's channel. */
export async function runStandIn(main: () => Promise<unknown>): Promise<void> {
  const profile = join(app.getPath('chromium'));
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: '/usr/bin/chromium',
    viewport: { width: 1280, height: 840 },
    handleSIGTERM: false,
    // The test drives the same pages, from its own process.
    args: ['--no-sandbox', '--disable-dev-shm-usage', '--disable-gpu', '--remote-debugging-port=0'],
  });
  app.ended = () => {
    void context.close().finally(() => process.exit(0));
  };
  process.on('SIGTERM', app.ended);
  useContext(context);
  process.on('message', ({ number, ask }: { number: number; ask: Ask }) => {
    void answer(ask, profile).then(
      (value) => process.send?.({ number, value } satisfies Answer),
      (error: unknown) => process.send?.({ number, error: String(error) } satisfies Answer),
    );
  });
  await main();
  app.becomeReady();
}

async function answer(ask: Ask, profile: string): Promise<unknown> {
  const [window] = windows;
  switch (ask.ask) {
    case 'debugger': {
      const [port] = (await readFile(join(profile, 'DevToolsActivePort'), 'utf8')).split('\n');
      return `http://127.0.0.1:${port}`;
    }
    case 'calls':
      return calls;
    case 'menu':
      return JSON.parse(JSON.stringify(menu));
    case 'click':
      menu
        .flatMap(({ submenu = [] }) => submenu)
        .find(({ id }) => id === ask.id)
        ?.click?.();
      return undefined;
    case 'emit': {
      const event = { preventDefault: () => undefined };
      app.emit(ask.event, event, ...ask.args);
      return undefined;
    }
    case 'permission': {
      const { session } = window?.webContents ?? {};
      const asked = new Promise((resolve) => session?.request(window?.webContents, ask.permission, resolve));
      return { asked: await asked, checked: session?.check(window?.webContents, ask.permission) };
    }
    case 'contents': {
      let prevented = false;
      const event = { url: ask.url, preventDefault: () => (prevented = true) };
      window?.webContents.emit(ask.event, event, ask.url);
      return prevented;
    }
    case 'invoke': {
      const event = { sender: { id: ask.sender }, senderFrame: { url: ask.frame } };
      return await ipcMain.handlers.get(ask.channel)?.(event, 1, ask.method, {});
    }
    case 'request': {
      const response = await serveOurs(ask.url);
      return response === undefined
        ? undefined
        : { status: response.status, headers: Object.fromEntries(response.headers) };
    }
    case 'move':
      window?.move(ask.bounds);
      return undefined;
    case 'close':
      await window?.close();
      return undefined;
  }
}
