/**
 * As much of Electron as the shell uses. The package itself is brought in by who builds the shell; what is written here
 * keeps `main` and `preload` small, and is what tests stand in for.
 */
declare module 'electron' {
  interface WebContents {
    readonly id: number;
    send(channel: string, message: unknown): void;
    setWindowOpenHandler(handler: (details: { readonly url: string }) => { readonly action: 'deny' }): void;
    on(event: 'will-navigate', listener: (event: { preventDefault(): void }, url: string) => void): void;
    readonly session: {
      setPermissionRequestHandler(
        handler: (contents: WebContents, permission: string, answer: (granted: boolean) => void) => void,
      ): void;
    };
  }

  interface IpcMainEvent {
    readonly sender: WebContents;
    readonly senderFrame: { readonly url: string } | null;
  }

  export class BrowserWindow {
    constructor(options: {
      readonly width: number;
      readonly height: number;
      readonly show: boolean;
      readonly webPreferences: {
        readonly preload: string;
        readonly contextIsolation: true;
        readonly sandbox: true;
        readonly nodeIntegration: false;
      };
    });
    readonly webContents: WebContents;
    loadURL(url: string): Promise<void>;
    show(): void;
    isDestroyed(): boolean;
    once(event: 'ready-to-show' | 'closed', listener: () => void): void;
  }

  export const app: {
    whenReady(): Promise<void>;
    getPath(name: 'userData'): string;
    quit(): void;
    on(event: 'window-all-closed', listener: () => void): void;
  };
  export const ipcMain: {
    handle(channel: string, handler: (event: IpcMainEvent, ...args: never[]) => unknown): void;
    on(channel: string, listener: (event: IpcMainEvent, ...args: never[]) => void): void;
  };
  export const protocol: {
    registerSchemesAsPrivileged(
      schemes: readonly {
        readonly scheme: string;
        readonly privileges: Readonly<Record<string, boolean>>;
      }[],
    ): void;
    handle(scheme: string, handler: (request: Request) => Promise<Response>): void;
  };
  export const contextBridge: { exposeInMainWorld(name: string, value: unknown): void };
  export const ipcRenderer: {
    invoke(channel: string, ...args: unknown[]): Promise<unknown>;
    send(channel: string, ...args: unknown[]): void;
    on(channel: string, listener: (event: unknown, message: never) => void): void;
  };
}
