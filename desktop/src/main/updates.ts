import electronUpdater from 'electron-updater';
import type { Log } from './log.js';

/** Milliseconds between two looks for a newer release. */
const patience = 4 * 60 * 60 * 1000;

/**
 * Fetches newer releases from where the installed one says that they are; what was fetched is checked against its
 * signature or digest, and comes with the next start. Says the version of each that has been fetched.
 */
export function lookForUpdates(log: Log, ready: (version: string) => void): void {
  const { autoUpdater } = electronUpdater;
  autoUpdater.logger = null;
  autoUpdater.autoDownload = true;
  autoUpdater.autoInstallOnAppQuit = true;
  autoUpdater.allowDowngrade = false;
  autoUpdater.on('update-downloaded', ({ version }) => {
    log.info({ version }, 'a newer release comes with the next start');
    ready(version);
  });
  // To be offline is a state, and no error: the log says it, and no dialog.
  autoUpdater.on('error', (error) => log.warn({ error: error.message }, 'could not look for newer releases'));
  const look = (): void => {
    // Told by the event.
    void autoUpdater.checkForUpdates().catch(() => undefined);
  };
  look();
  setInterval(look, patience).unref();
}

/** Starts the release that was fetched. */
export function restartIntoUpdate(): void {
  electronUpdater.autoUpdater.quitAndInstall();
}
