import type { ipcMain, WebContents } from 'electron';
import { shellChannels, type ShellAnswer } from '../api/shell-bridge.js';
import { toWire } from '../api/wire-error.js';
import type { Backend } from '../backend/backend.js';
import { pageOrigin } from './pages.js';

/** Answers what our own page asks, in our own window; whoever else sends is not heard. */
export function carryRequests(ipc: typeof ipcMain, backend: Backend, window: WebContents): void {
  const running = new Map<number, AbortController>();
  const isOurs = (sender: WebContents, url: string | undefined): boolean =>
    sender.id === window.id && url?.startsWith(pageOrigin) === true;

  ipc.handle(shellChannels.ask, async (event, id: number, method: string, request: unknown) => {
    if (!isOurs(event.sender, event.senderFrame?.url)) throw new Error('This is not for you.');
    const controller = new AbortController();
    running.set(id, controller);
    try {
      return { value: await backend.request(method, request, controller.signal) } satisfies ShellAnswer;
    } catch (error) {
      return { error: toWire(error) } satisfies ShellAnswer;
    } finally {
      running.delete(id);
    }
  });
  ipc.on(shellChannels.abort, (event, id: number) => {
    if (isOurs(event.sender, event.senderFrame?.url)) running.get(id)?.abort();
  });
}
