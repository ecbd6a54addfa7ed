import { app, type BrowserWindow, dialog, shell } from 'electron';
import type { Emit } from '../backend/session.js';
import type { Native } from '../backend/native/native.js';
import { openSecrets } from './kept-secrets.js';
import { showMenu } from './menu.js';
import { restartIntoUpdate } from './updates.js';

/** What this system lends to the backend. */
export async function nativeOf(window: BrowserWindow, stateDirectory: string, emit: Emit): Promise<Native> {
  const secrets = await openSecrets(stateDirectory);
  return {
    ...(secrets === undefined ? {} : { secrets }),
    async chooseFolder(title) {
      const { canceled, filePaths } = await dialog.showOpenDialog(window, {
        title,
        properties: ['openDirectory', 'createDirectory'],
      });
      return canceled ? undefined : filePaths[0];
    },
    reveal: (file) => shell.showItemInFolder(file),
    setMenu: (menus) => showMenu(menus, (id) => emit('native.command', { id })),
    showLogs: () => void shell.openPath(app.getPath('logs')),
    restart: restartIntoUpdate,
  };
}
