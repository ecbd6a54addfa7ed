import { contextBridge, ipcRenderer } from 'electron/renderer';
import type { ShellAnswer, ShellBridge, shellChannels } from '../api/shell-bridge.js' with {
  'resolution-mode': 'import',
};

// A sandboxed preload script is CommonJS, and can bring in nothing but electron: the names are written once more, and the
// compiler holds the two together.
const channels: typeof shellChannels = {
  ask: 'eventbook:ask',
  abort: 'eventbook:abort',
  event: 'eventbook:event',
};

let last = 0;

const bridge: ShellBridge = {
  ask: (method, request) => {
    const id = ++last;
    return { id, answer: ipcRenderer.invoke(channels.ask, id, method, request) as Promise<ShellAnswer> };
  },
  abort: (id) => ipcRenderer.send(channels.abort, id),
  listen: (listener) => {
    ipcRenderer.on(channels.event, (_event, message) => {
      listener(message as never);
    });
  },
};

contextBridge.exposeInMainWorld('eventbook', bridge);
