import { contextBridge, ipcRenderer } from 'electron';
import { shellChannels, type ShellAnswer, type ShellBridge } from '../api/shell-bridge.js';

let last = 0;

const bridge: ShellBridge = {
  ask: (method, request) => {
    const id = ++last;
    return { id, answer: ipcRenderer.invoke(shellChannels.ask, id, method, request) as Promise<ShellAnswer> };
  },
  abort: (id) => ipcRenderer.send(shellChannels.abort, id),
  listen: (listener) =>
    ipcRenderer.on(shellChannels.event, (_event, message) => {
      listener(message);
    }),
};

contextBridge.exposeInMainWorld('eventbook', bridge);
