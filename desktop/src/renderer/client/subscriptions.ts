import type { EventMessage, EventName, Events } from '../../api/events.js';

/** Who listens to what; the same for every carrier. */
export class Subscriptions {
  readonly #listeners = new Map<EventName, Set<(value: never) => void>>();
  readonly #onReconnect = new Set<() => void>();

  add<Name extends EventName>(event: Name, listener: (value: Events[Name]) => void): () => void {
    const listeners = this.#listeners.get(event) ?? new Set();
    this.#listeners.set(event, listeners.add(listener));
    return () => listeners.delete(listener);
  }

  onReconnect(listener: () => void): () => void {
    this.#onReconnect.add(listener);
    return () => this.#onReconnect.delete(listener);
  }

  deliver({ event, value }: EventMessage): void {
    for (const listener of this.#listeners.get(event) ?? []) listener(value as never);
  }

  reconnected(): void {
    for (const listener of this.#onReconnect) listener();
  }
}
