// As much of Electron as the shell uses, for the process that start.ts runs. Pages are shown by Chromium, over Playwright;
// what Electron would ask of the system is written down for the test.
import { EventEmitter } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BrowserContext, Page, Request as PageRequest, Route } from 'playwright-core';
import type { Call } from './control.js';

export const calls: Call[] = [];
function note(name: string, ...args: readonly unknown[]): void {
  calls.push({ name, args });
}

const environment = (name: string): string => process.env[name] ?? '';
/** Where the page of a scheme of our own is for Chromium, which knows no such scheme. */
const hostOf = (scheme: string): string => `http://${scheme}.localhost`;

class App extends EventEmitter {
  readonly isPackaged = environment('STAND_IN_PACKAGED') !== '';
  #ready!: () => void;
  readonly #whenReady = new Promise<void>((resolve) => (this.#ready = resolve));
  #quitting = false;
  ended: () => void = () => undefined;

  whenReady(): Promise<void> {
    return this.#whenReady;
  }
  /** Electron is ready only when its main module has been evaluated. */
  becomeReady(): void {
    this.#ready();
  }
  getPath(name: string): string {
    return join(environment('STAND_IN_HOME'), name);
  }
  getVersion(): string {
    return '0.1.0';
  }
  getName(): string {
    return 'Eventbook';
  }
  getAppPath(): string {
    return environment('STAND_IN_APP');
  }
  enableSandbox(): void {
    note('app.enableSandbox');
  }
  requestSingleInstanceLock(): boolean {
    return environment('STAND_IN_SECOND') === '';
  }
  setAsDefaultProtocolClient(scheme: string): boolean {
    note('app.setAsDefaultProtocolClient', scheme);
    return true;
  }
  quit(): void {
    if (this.#quitting) {
      this.ended();
      return;
    }
    const event = stoppable();
    this.emit('will-quit', event);
    if (event.defaultPrevented) return;
    this.#quitting = true;
    this.ended();
  }
  exit(status: number): void {
    note('app.exit', status);
    this.ended();
  }
}
export const app = new App();

function stoppable(): { defaultPrevented: boolean; preventDefault(): void } {
  return {
    defaultPrevented: false,
    preventDefault() {
      this.defaultPrevented = true;
    },
  };
}

type Serve = (request: Request) => Promise<Response>;
const served = new Map<string, Serve>();
export const protocol = {
  registerSchemesAsPrivileged: (schemes: unknown) => note('protocol.registerSchemesAsPrivileged', schemes),
  handle: (scheme: string, serve: Serve) => served.set(scheme, serve),
};

type Handler = (event: unknown, ...args: unknown[]) => unknown;
class IpcMain extends EventEmitter {
  readonly handlers = new Map<string, Handler>();
  handle(channel: string, handler: Handler): void {
    this.handlers.set(channel, handler);
  }
}
export const ipcMain = new IpcMain();

type PermissionAnswer = (granted: boolean) => void;
class Session {
  request: (contents: unknown, permission: string, answer: PermissionAnswer) => void = (_c, _p, answer) =>
    answer(true);
  check: (contents: unknown, permission: string) => boolean = () => true;
  setPermissionRequestHandler(handler: Session['request']): void {
    this.request = handler;
  }
  setPermissionCheckHandler(handler: Session['check']): void {
    this.check = handler;
  }
}

export class WebContents extends EventEmitter {
  readonly id = 1;
  readonly session = new Session();
  readonly #window: BrowserWindow;
  openHandler: (details: { url: string }) => { action: string } = () => ({ action: 'allow' });

  constructor(window: BrowserWindow) {
    super();
    this.#window = window;
  }
  send(channel: string, message: unknown): void {
    void this.#window.page?.evaluate(
      `globalThis.standInDeliver(${JSON.stringify(channel)}, ${JSON.stringify(message)})`,
    );
  }
  setWindowOpenHandler(handler: WebContents['openHandler']): void {
    this.openHandler = handler;
  }
}

interface WindowOptions {
  readonly width: number;
  readonly height: number;
  readonly x?: number;
  readonly y?: number;
  readonly webPreferences: { readonly preload: string };
}
type Bounds = { x: number; y: number; width: number; height: number };

/** The context of the running Chromium; run.ts hands it in before main is run. */
let context: BrowserContext | undefined;
export function useContext(given: BrowserContext): void {
  context = given;
}
export const windows: BrowserWindow[] = [];

export class BrowserWindow extends EventEmitter {
  readonly webContents: WebContents;
  readonly #options: WindowOptions;
  #bounds: Bounds;
  #destroyed = false;
  page: Page | undefined;

  constructor(options: WindowOptions) {
    super();
    note('new BrowserWindow', options);
    this.#options = options;
    const { x = 0, y = 0, width, height } = options;
    this.#bounds = { x, y, width, height };
    this.webContents = new WebContents(this);
    windows.push(this);
    app.emit('web-contents-created', {}, this.webContents);
  }

  async loadURL(address: string): Promise<void> {
    note('loadURL', address);
    if (context === undefined) throw new Error('there is no browser');
    const page = await context.newPage();
    this.page = page;
    await page.exposeBinding('standInInvoke', ({ frame }, channel: string, args: unknown[]) =>
      ipcMain.handlers.get(channel)?.(this.#from(frame.url()), ...args),
    );
    await page.exposeBinding('standInSend', ({ frame }, channel: string, args: unknown[]) => {
      ipcMain.emit(channel, this.#from(frame.url()), ...args);
    });
    await page.exposeBinding('standInOpen', (_source, url: string) => {
      note('window.open', url, this.webContents.openHandler({ url }));
    });
    await page.addInitScript({ content: preloadIn(this.#options.webPreferences.preload) });
    await page.route('**/*', (route, request) => this.#answer(route, request));
    this.emit('ready-to-show');
    await page.goto(toChromium(address));
  }

  async #answer(route: Route, request: PageRequest): Promise<void> {
    const url = toElectron(request.url());
    if (request.isNavigationRequest() && this.page?.url() !== 'about:blank') {
      const event = { ...stoppable(), url };
      this.webContents.emit('will-navigate', event);
      note('will-navigate', url, event.defaultPrevented);
      if (event.defaultPrevented) return route.abort();
    }
    const serve = served.get(new URL(url).protocol.slice(0, -1));
    if (serve === undefined) {
      note('request to the network', url);
      return route.abort();
    }
    const response = await serve(new Request(url));
    await route.fulfill({
      status: response.status,
      headers: Object.fromEntries(response.headers),
      body: Buffer.from(await response.arrayBuffer()),
    });
  }

  #from(url: string): unknown {
    return { sender: this.webContents, senderFrame: { url: toElectron(url) } };
  }

  show(): void {
    note('show');
  }
  focus(): void {
    note('focus');
  }
  maximize(): void {
    note('maximize');
  }
  isMaximized(): boolean {
    return false;
  }
  isMinimized(): boolean {
    return false;
  }
  restore(): void {
    note('restore');
  }
  getNormalBounds(): Bounds {
    return this.#bounds;
  }
  isDestroyed(): boolean {
    return this.#destroyed;
  }
  /** As a person moves it. */
  move(bounds: Bounds): void {
    this.#bounds = bounds;
    this.emit('move');
  }
  /** As a person closes it. */
  async close(): Promise<void> {
    this.emit('close');
    this.#destroyed = true;
    await this.page?.close();
    app.emit('window-all-closed');
  }
}

/** Asks the scheme's own handler, as a page of ours would. */
export async function serveOurs(url: string): Promise<Response | undefined> {
  return served.get(new URL(url).protocol.slice(0, -1))?.(new Request(url));
}

function toChromium(address: string): string {
  const { protocol: scheme, pathname, search, hash } = new URL(address);
  return `${hostOf(scheme.slice(0, -1))}${pathname}${search}${hash}`;
}

function toElectron(address: string): string {
  const { hostname, pathname, search, hash } = new URL(address);
  const scheme = /^(.+)\.localhost$/u.exec(hostname)?.[1];
  return scheme === undefined ? address : `${scheme}://app${pathname}${search}${hash}`;
}

/** The preload script, run in the page with an electron that has what a sandboxed one has. */
function preloadIn(file: string): string {
  return `(() => {
    const listeners = new Map();
    globalThis.standInDeliver = (channel, message) => {
      for (const listener of listeners.get(channel) ?? []) listener({}, message);
    };
    globalThis.open = (url) => { void globalThis.standInOpen(String(url)); return null; };
    const electron = {
      contextBridge: { exposeInMainWorld: (name, value) => { globalThis[name] = Object.freeze(value); } },
      ipcRenderer: {
        invoke: (channel, ...args) => globalThis.standInInvoke(channel, args),
        send: (channel, ...args) => void globalThis.standInSend(channel, args),
        on: (channel, listener) => listeners.set(channel, [...(listeners.get(channel) ?? []), listener]),
      },
    };
    const require = (name) => {
      if (name === 'electron' || name === 'electron/renderer') return electron;
      throw new Error('module not found: ' + name);
    };
    const exports = {};
    ${readFileSync(file, 'utf8')}
  })();`;
}

interface MenuTemplate {
  readonly label?: string;
  readonly id?: string;
  readonly role?: string;
  readonly click?: () => void;
  readonly submenu?: readonly MenuTemplate[];
}
export let menu: readonly MenuTemplate[] = [];
export const Menu = {
  buildFromTemplate: (template: readonly MenuTemplate[]) => template,
  setApplicationMenu: (template: readonly MenuTemplate[]) => {
    menu = template;
  },
};

export const dialog = {
  showOpenDialog: (_window: unknown, options: unknown) => {
    note('dialog.showOpenDialog', options);
    const chosen = environment('STAND_IN_CHOSEN');
    return Promise.resolve({ canceled: chosen === '', filePaths: chosen === '' ? [] : [chosen] });
  },
  showErrorBox: (title: string, message: string) => note('dialog.showErrorBox', title, message),
};

export const shell = {
  openExternal: (url: string) => {
    note('shell.openExternal', url);
    return Promise.resolve();
  },
  openPath: (path: string) => {
    note('shell.openPath', path);
    return Promise.resolve('');
  },
  showItemInFolder: (path: string) => note('shell.showItemInFolder', path),
};

const masked = (byte: number): number => byte ^ 0x5a;
export const safeStorage = {
  isAsyncEncryptionAvailable: () => Promise.resolve(environment('STAND_IN_KEYCHAIN') !== ''),
  getSelectedStorageBackend: () => environment('STAND_IN_KEYCHAIN'),
  encryptStringAsync: (text: string) => Promise.resolve(Buffer.from(Buffer.from(text).map(masked))),
  decryptStringAsync: (bytes: Buffer) =>
    Promise.resolve({ result: Buffer.from(bytes.map(masked)).toString(), shouldReEncrypt: false }),
};

export const screen = {
  getAllDisplays: () => [{ workArea: { x: 0, y: 0, width: 1920, height: 1080 } }],
};
