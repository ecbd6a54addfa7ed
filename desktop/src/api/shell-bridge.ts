import type { EventMessage } from './events.js';
import type { WireError } from './wire-error.js';

export type ShellAnswer = { readonly value: unknown } | { readonly error: WireError };

/** What the preload script puts into the shell's window as `eventbook`, and all that it does. */
export interface ShellBridge {
  ask(method: string, request: unknown): { readonly id: number; readonly answer: Promise<ShellAnswer> };
  abort(id: number): void;
  listen(listener: (message: EventMessage) => void): void;
}

/** The names under which main and preload speak to each other. */
export const shellChannels = {
  ask: 'eventbook:ask',
  abort: 'eventbook:abort',
  event: 'eventbook:event',
} as const;
