import type { ServerResponse } from 'node:http';
import { passes, type TailFilter } from './tail-filter.js';
import type { TailReport } from './tailed-event.js';

/** What may wait for a reader who is slow; above it he misses events and is told how many. */
const mostWaitingBytes = 256 * 1024;
const mostReaders = 32;
const statusEvery = 1000;

interface Reader {
  readonly filter: TailFilter;
  readonly response: ServerResponse;
  /** Every ingest process knows of it, so that from here on nothing is left out. */
  isReady: boolean;
  /** Sent, and left out because the reader was too slow, since the last status. */
  shown: number;
  missed: number;
}

/**
 * Shows those who watch what comes in at the door, as server-sent events: `event` for each event, and once a second
 * `status` {passed, shown, missed}: how many passed a filter of anybody, how many of them this reader was shown, and
 * how many he was too slow for.
 */
export class TailHub {
  readonly #readers = new Set<Reader>();
  readonly #watch: (filters: readonly TailFilter[]) => Promise<void>;
  #passed = 0;
  #timer: NodeJS.Timeout | undefined;

  /** @param watch tells every ingest process what to look for */
  constructor(watch: (filters: readonly TailFilter[]) => Promise<void>) {
    this.#watch = watch;
  }

  get isFull(): boolean {
    return this.#readers.size >= mostReaders;
  }

  get filters(): readonly TailFilter[] {
    return [...this.#readers].map(({ filter }) => filter);
  }

  /** Holds the response open until its reader goes. */
  add(filter: TailFilter, response: ServerResponse): void {
    const reader: Reader = { filter, response, isReady: false, shown: 0, missed: 0 };
    this.#readers.add(reader);
    this.#timer ??= setInterval(() => this.#tellStatus(), statusEvery).unref();
    response.once('close', () => {
      this.#readers.delete(reader);
      void this.#watch(this.filters);
      if (this.#readers.size > 0) return;
      clearInterval(this.#timer);
      this.#timer = undefined;
    });
    void this.#watch(this.filters).then(() => {
      response.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store' });
      response.write(': watching\n\n');
      reader.isReady = true;
    });
  }

  take({ events, passed }: TailReport): void {
    this.#passed += passed;
    for (const one of events) {
      for (const reader of this.#readers) {
        if (!reader.isReady || !passes(reader.filter, one.event, one.source, one.outcome)) continue;
        if (reader.response.writableLength > mostWaitingBytes) reader.missed += 1;
        else {
          reader.shown += 1;
          reader.response.write(`event: event\ndata: ${JSON.stringify(one)}\n\n`);
        }
      }
    }
  }

  /** Ends all watching: the collector stops. */
  end(): void {
    for (const { response } of this.#readers) response.end();
  }

  #tellStatus(): void {
    const passed = this.#passed;
    this.#passed = 0;
    for (const reader of this.#readers) {
      const { shown, missed, response } = reader;
      reader.shown = 0;
      reader.missed = 0;
      if (!reader.isReady || response.writableLength > mostWaitingBytes) continue;
      response.write(`event: status\ndata: ${JSON.stringify({ passed, shown, missed })}\n\n`);
    }
  }
}
