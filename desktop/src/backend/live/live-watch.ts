import { setTimeout as sleep } from 'node:timers/promises';
import { toWire } from '../../api/wire-error.js';
import type { LiveEvent, LiveState } from '../../api/live.js';
import type { Emit } from '../session.js';
import { readTail, type TailFilter, tailUrl, type TailedEvent } from './read-tail.js';

/** Milliseconds in which what comes is told together. */
const together = 250;
/** What is told at once; a person reads less. */
const mostAtOnce = 200;
/** UTF-16 code units that are shown of one event. */
const longestText = 64 * 1024;
const mostViolations = 50;
const firstPause = 1000;
const longestPause = 30_000;

/** What one window watches of a collector: read for as long as somebody looks, and sought again where it is lost. */
export class LiveWatch {
  readonly #emit: Emit;
  #stopping = new AbortController();
  #waiting: LiveEvent[] = [];
  #leftOut = 0;
  #timer: NodeJS.Timeout | undefined;

  constructor(emit: Emit) {
    this.#emit = emit;
  }

  /** Throws usage where that is no address. */
  start(address: string, filter: TailFilter): void {
    const url = tailUrl(address, filter);
    this.stop();
    this.#stopping = new AbortController();
    void this.#run(url, this.#stopping.signal);
  }

  stop(): void {
    this.#stopping.abort();
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#waiting = [];
    this.#leftOut = 0;
    this.#tell({ kind: 'off' });
  }

  async #run(url: URL, signal: AbortSignal): Promise<void> {
    const address = url.origin;
    const isOver = (): boolean => signal.aborted;
    let pause = firstPause;
    while (!isOver()) {
      this.#tell({ kind: 'connecting', address });
      try {
        await readTail(url, signal, {
          onOpen: () => {
            pause = firstPause;
            this.#tell({ kind: 'live', address });
          },
          onEvent: (event, whole) => this.#take(shown(event, whole)),
          onStatus: (leftOut) => {
            this.#leftOut += leftOut;
            if (leftOut > 0) this.#later();
          },
        });
      } catch (error) {
        if (isOver()) return;
        this.#tell({ kind: 'lost', address, problem: toWire(error), again: pause });
        await sleep(pause, undefined, { signal }).catch(() => undefined);
        pause = Math.min(longestPause, pause * 2);
      }
    }
  }

  #take(event: LiveEvent): void {
    if (this.#waiting.length === mostAtOnce) this.#leftOut += 1;
    else this.#waiting.push(event);
    this.#later();
  }

  #later(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      const [events, leftOut] = [this.#waiting, this.#leftOut];
      this.#waiting = [];
      this.#leftOut = 0;
      this.#emit('live.came', { events, leftOut });
    }, together);
  }

  #tell(state: LiveState): void {
    this.#emit('live.state', state);
  }
}

function shown({ event, outcome, source, at, violations = [] }: TailedEvent, whole: unknown): LiveEvent {
  const text = JSON.stringify(whole, undefined, 2);
  return {
    ...{ event, outcome, source, at },
    violations: violations.slice(0, mostViolations),
    text: text.length > longestText ? `${text.slice(0, longestText)}…` : text,
  };
}
