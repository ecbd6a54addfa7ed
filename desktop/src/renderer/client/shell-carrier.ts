import type { EventName, Events } from '../../api/events.js';
import type { MethodName, RequestOf, ResponseOf } from '../../api/methods.js';
import type { ShellBridge } from '../../api/shell-bridge.js';
import type { Transport } from '../../api/transport.js';
import { fromWire } from '../../api/wire-error.js';
import { Subscriptions } from './subscriptions.js';

/** Carries requests through what the preload script has put into the window. */
export class ShellCarrier implements Transport {
  readonly #bridge: ShellBridge;
  readonly #subscriptions = new Subscriptions();

  constructor(bridge: ShellBridge) {
    this.#bridge = bridge;
    bridge.listen((message) => this.#subscriptions.deliver(message));
  }

  async request<Name extends MethodName>(
    method: Name,
    request: RequestOf<Name>,
    signal?: AbortSignal,
  ): Promise<ResponseOf<Name>> {
    const { id, answer } = this.#bridge.ask(method, request);
    signal?.addEventListener('abort', () => this.#bridge.abort(id), { once: true });
    const given = await answer;
    if ('error' in given) throw fromWire(given.error);
    return given.value as ResponseOf<Name>;
  }

  subscribe<Name extends EventName>(event: Name, listener: (value: Events[Name]) => void): () => void {
    return this.#subscriptions.add(event, listener);
  }

  onReconnect(listener: () => void): () => void {
    return this.#subscriptions.onReconnect(listener);
  }
}
