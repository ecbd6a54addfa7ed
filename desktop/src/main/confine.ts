import { shell, type WebContents } from 'electron';
import { pageOrigin } from './pages.js';

/**
 * Holds whatever shows pages to our own: no other address, no window beside it, no page inside it, no permission. What
 * points to the web opens in the person's browser.
 * Source: Electron's security checklist, https://www.electronjs.org/docs/latest/tutorial/security (points 5, 11 to 15).
 */
export function confine(contents: WebContents): void {
  contents.setWindowOpenHandler(({ url }) => {
    openOutside(url);
    return { action: 'deny' };
  });
  contents.on('will-navigate', (event) => {
    if (event.url.startsWith(pageOrigin)) return;
    event.preventDefault();
    openOutside(event.url);
  });
  contents.on('will-redirect', (event) => {
    if (!event.url.startsWith(pageOrigin)) event.preventDefault();
  });
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.session.setPermissionRequestHandler((_contents, permission, answer) =>
    answer(permission === 'clipboard-sanitized-write'),
  );
  contents.session.setPermissionCheckHandler(
    (_contents, permission) => permission === 'clipboard-sanitized-write',
  );
}

/** Nothing but pages of the web and letters: what else a link may name, the system could start. */
function openOutside(address: string): void {
  const protocol = URL.canParse(address) ? new URL(address).protocol : undefined;
  if (protocol === 'https:' || protocol === 'mailto:') void shell.openExternal(address);
}
