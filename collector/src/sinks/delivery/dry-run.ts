import type { DeliveredEvent, Delivery } from './delivery.js';

/** Delivers nothing and shows what would be: a line for each event. */
export class DryRun implements Delivery {
  readonly #print: (text: string) => void;

  constructor(print: (text: string) => void) {
    this.#print = print;
  }

  deliver(events: readonly DeliveredEvent[]): Promise<readonly []> {
    for (const { event, eventId, source, line } of events)
      this.#print(`${event} ${eventId} from ${source}, ${line.length} bytes\n`);
    return Promise.resolve([]);
  }

  check(): Promise<void> {
    return Promise.resolve();
  }

  close(): Promise<void> {
    return Promise.resolve();
  }
}
