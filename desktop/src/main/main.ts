import { app, dialog, ipcMain, protocol } from 'electron';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { shellChannels } from '../api/shell-bridge.js';
import { Backend } from '../backend/backend.js';
import type { Emit } from '../backend/session.js';
import { Asked, readArguments } from './asked-for.js';
import { carryRequests } from './carry-requests.js';
import { confine } from './confine.js';
import { linkScheme } from './link.js';
import { openLog, type Log } from './log.js';
import { nativeOf } from './native.js';
import { openWindow } from './open-window.js';
import { pageAddress, scheme, servePages } from './pages.js';
import { lookForUpdates } from './updates.js';

/** Everything that Electron wants before it is ready. */
function prepare(log: Log): Asked {
  process.on('uncaughtException', (error) => log.fatal({ err: error }, 'uncaught'));
  process.on('unhandledRejection', (error) => log.error({ err: error }, 'unhandled'));
  // Or the scheme is no secure origin.
  protocol.registerSchemesAsPrivileged([
    { scheme, privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
  ]);
  app.enableSandbox();
  app.on('web-contents-created', (_event, contents) => confine(contents));
  app.on('window-all-closed', () => app.quit());
  return new Asked(readArguments(meantForUs(process.argv)));
}

async function start(asked: Asked, log: Log): Promise<void> {
  const stateDirectory = app.getPath('userData');
  if (app.isPackaged) app.setAsDefaultProtocolClient(linkScheme);
  servePages(fileURLToPath(new URL('../renderer/', import.meta.url)));

  const window = await openWindow(stateDirectory);
  const { webContents } = window;
  const emit: Emit = (event, value) => {
    if (!window.isDestroyed()) webContents.send(shellChannels.event, { event, value });
  };
  const native = await nativeOf(window, stateDirectory, emit);
  const backend = new Backend({ stateDirectory, emit, native });
  carryRequests(ipcMain, backend, webContents, log);
  closeInOrder(backend);

  const open = async (directory: string | undefined): Promise<void> => {
    if (directory === undefined) return;
    await backend.open(directory).catch((error: unknown) => {
      log.warn({ err: error, directory }, 'not opened');
      dialog.showErrorBox('Eventbook', error instanceof Error ? error.message : String(error));
    });
  };
  const { catalog, address = '' } = asked.take();
  const opened = open(catalog);
  await window.loadURL(`${pageAddress}${address}`);
  await opened;
  asked.onAsked((later) => {
    if (window.isMinimized()) window.restore();
    window.focus();
    void open(later.catalog).then(() => {
      if (later.address !== undefined) emit('native.goTo', { address: later.address });
    });
  });
  if (app.isPackaged) lookForUpdates(log, (version) => emit('native.updateReady', { version }));
}

/** Without the program's own name, and the folder of the app that Electron is told while it is not packed. */
function meantForUs(given: readonly string[]): readonly string[] {
  const told = given.findIndex((argument) => resolve(argument) === app.getAppPath());
  return given.slice(app.isPackaged ? 1 : told + 1);
}

/** What was typed last is on disk before the process ends. */
function closeInOrder(backend: Backend): void {
  let closed = false;
  app.on('will-quit', (event) => {
    if (closed) return;
    event.preventDefault();
    void backend.close().finally(() => {
      closed = true;
      app.quit();
    });
  });
}

// A second start hands over what it was asked for, and ends.
if (app.requestSingleInstanceLock()) {
  const log = openLog(app.getPath('logs'));
  const asked = prepare(log);
  // Not awaited here: Electron is ready only when this module has run to its end.
  void app
    .whenReady()
    .then(() => start(asked, log))
    .catch((error: unknown) => {
      log.fatal({ err: error }, 'not started');
      dialog.showErrorBox('Eventbook', `Eventbook could not start: ${String(error)}`);
      app.exit(1);
    });
} else {
  app.quit();
}
