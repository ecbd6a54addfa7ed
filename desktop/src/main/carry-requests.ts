import type { IpcMain, IpcMainEvent, IpcMainInvokeEvent, WebContents } from 'electron';
import { shellChannels, type ShellAnswer } from '../api/shell-bridge.js';
import { toWire } from '../api/wire-error.js';
import type { Backend } from '../backend/backend.js';
import type { Log } from './log.js';
import { pageOrigin } from './pages.js';

/** Answers what our own page asks, in our own window; whoever else sends is not heard. */
export function carryRequests(ipc: IpcMain, backend: Backend, window: WebContents, log: Log): void {
  const running = new Map<number, AbortController>();
  const isOurs = ({ sender, senderFrame }: IpcMainEvent | IpcMainInvokeEvent): boolean =>
    sender.id === window.id && senderFrame?.url.startsWith(pageOrigin) === true;

  ipc.handle(
    shellChannels.ask,
    async (event, id: number, method: string, request: unknown): Promise<ShellAnswer> => {
      if (!isOurs(event)) throw new Error('This is not for you.');
      const controller = new AbortController();
      running.set(id, controller);
      try {
        return { value: await backend.request(method, request, controller.signal) };
      } catch (error) {
        const wire = toWire(error);
        if (wire.kind === 'bug') log.error({ err: error, method }, wire.message);
        return { error: wire };
      } finally {
        running.delete(id);
      }
    },
  );
  ipc.on(shellChannels.abort, (event, id: number) => {
    if (isOurs(event)) running.get(id)?.abort();
  });
}
