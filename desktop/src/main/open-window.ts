import { fileURLToPath } from 'node:url';
import { BrowserWindow } from 'electron';
import { keepWindowState, readWindowState } from './window-state.js';

/** The window, where it stood last; it is shown when there is something to see. */
export async function openWindow(stateDirectory: string): Promise<BrowserWindow> {
  const state = await readWindowState(stateDirectory);
  const window = new BrowserWindow({
    width: 1280,
    height: 840,
    ...state?.bounds,
    minWidth: 720,
    minHeight: 480,
    show: false,
    webPreferences: {
      preload: fileURLToPath(new URL('../preload/preload.cjs', import.meta.url)),
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      webSecurity: true,
      spellcheck: false,
    },
  });
  if (state?.maximized === true) window.maximize();
  keepWindowState(window, stateDirectory);
  window.once('ready-to-show', () => window.show());
  return window;
}
