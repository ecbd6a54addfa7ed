import { app, BrowserWindow, ipcMain, protocol } from 'electron';
import { fileURLToPath } from 'node:url';
import { shellChannels } from '../api/shell-bridge.js';
import { Backend } from '../backend/backend.js';
import { carryRequests } from './carry-requests.js';
import { pageAddress, pageOrigin, scheme, servePages } from './pages.js';

// Before the app is ready, or the scheme is no secure origin.
protocol.registerSchemesAsPrivileged([
  { scheme, privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
]);
app.on('window-all-closed', () => app.quit());

await app.whenReady();
servePages(fileURLToPath(new URL('../renderer/', import.meta.url)));

const window = new BrowserWindow({
  width: 1280,
  height: 840,
  show: false,
  webPreferences: {
    preload: fileURLToPath(new URL('../preload/preload.js', import.meta.url)),
    contextIsolation: true,
    sandbox: true,
    nodeIntegration: false,
  },
});
const { webContents } = window;
// The window shows our own pages and nothing else, and asks for nothing.
webContents.setWindowOpenHandler(() => ({ action: 'deny' }));
webContents.on('will-navigate', (event, url) => {
  if (!url.startsWith(pageOrigin)) event.preventDefault();
});
webContents.session.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));

const backend = new Backend({
  stateDirectory: app.getPath('userData'),
  emit: (event, value) => {
    if (!window.isDestroyed()) webContents.send(shellChannels.event, { event, value });
  },
});
carryRequests(ipcMain, backend, webContents);
window.once('ready-to-show', () => window.show());
window.once('closed', () => void backend.close());
await window.loadURL(pageAddress);
