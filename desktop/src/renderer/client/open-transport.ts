import type { ShellBridge } from '../../api/shell-bridge.js';
import type { Transport } from '../../api/transport.js';
import { HttpCarrier } from './http-carrier.js';
import { ShellCarrier } from './shell-carrier.js';

declare global {
  interface Window {
    readonly eventbook?: ShellBridge;
  }
}

/** The carrier for where this page runs: in the shell's window, or in a browser. */
export async function openTransport(): Promise<Transport> {
  return window.eventbook === undefined ? HttpCarrier.open() : new ShellCarrier(window.eventbook);
}
