import { consequenceOf, problemsIn, readRefusal } from './answer.js';
import { backoff } from './backoff.js';
import type { Problem, Trouble } from './problem.js';
import type { Queue, Queued } from './queue.js';
import { letGo } from './switches.js';
import type { Reply, Transport } from './transport.js';

export interface SenderSettings {
  readonly transport: Transport;
  readonly collectors: readonly string[];
  readonly writeKey: string;
  readonly batchEvents: number;
  readonly batchBytes: number;
  /** Milliseconds that an event waits for others. */
  readonly linger: number;
  readonly onProblem: (problem: Problem) => void;
  readonly onTrouble: (trouble: Trouble) => void;
}

/** Empties a queue, batch by batch, one at a time, each until somebody has taken it. */
export class Sender {
  readonly #queue: Queue;
  readonly #settings: SenderSettings;
  /** The collector that took the last batch. */
  #preferred = 0;
  #flying: readonly Queued[] = [];
  #failures = 0;
  #running: Promise<void> | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #wake: (() => void) | undefined;
  #stopped = false;

  constructor(queue: Queue, settings: SenderSettings) {
    this.#queue = queue;
    this.#settings = settings;
  }

  /** Taken from the queue, and not yet taken by a collector. */
  get flying(): readonly Queued[] {
    return this.#flying;
  }

  /** Whether the last try failed. */
  get isFailing(): boolean {
    return this.#failures > 0;
  }

  /** There is something new: sends it soon, or at once where a batch is full. */
  nudge(): void {
    if (this.#running !== undefined || this.#stopped) return;
    if (this.#queue.size >= this.#settings.batchEvents) {
      void this.#start();
    } else if (this.#timer === undefined) {
      this.#timer = setTimeout(() => void this.#start(), this.#settings.linger);
      letGo(this.#timer);
    }
  }

  /** Sends everything now; resolves when there is nothing left, or nothing more is done. */
  hurry(): Promise<void> {
    this.#wake?.();
    return this.#start();
  }

  stop(): void {
    this.#stopped = true;
    clearTimeout(this.#timer);
    this.#wake?.();
  }

  #start(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#running ??= this.#empty().finally(() => (this.#running = undefined));
    return this.#running;
  }

  async #empty(): Promise<void> {
    const { batchEvents, batchBytes } = this.#settings;
    while (!this.#stopped && this.#queue.size > 0) {
      this.#flying = this.#queue.take(batchEvents, batchBytes);
      await this.#deliver(this.#flying);
      if (!this.#isStopped()) this.#flying = [];
    }
  }

  /** Read through a method, because it changes while others are waited for. */
  #isStopped(): boolean {
    return this.#stopped;
  }

  async #deliver(batch: readonly Queued[]): Promise<void> {
    for (;;) {
      const reply = await this.#tryAll(batch);
      const consequence = consequenceOf(reply);
      if (consequence !== 'retry') {
        this.#failures = 0;
        if (consequence === 'done') this.#tell(problemsIn(reply.body, batch));
        else if (consequence === 'split' && batch.length > 1) await this.#halve(batch);
        else this.#tell(batch.map((item) => refused(item, reply)));
        return;
      }
      this.#failures += 1;
      await this.#sleep(backoff(this.#failures, reply.retryAfter));
      if (this.#stopped) return;
    }
  }

  async #halve(batch: readonly Queued[]): Promise<void> {
    const middle = batch.length >> 1;
    await this.#deliver(batch.slice(0, middle));
    if (!this.#isStopped()) await this.#deliver(batch.slice(middle));
  }

  /** Every collector once, from the one that took the last batch on. The last reply, with the shortest wait that was asked for. */
  async #tryAll(batch: readonly Queued[]): Promise<Reply> {
    const { collectors, transport, writeKey } = this.#settings;
    const lines = batch.map(({ line }) => line);
    let last: Reply = { status: 0, body: '' };
    let retryAfter: number | undefined;
    for (let turn = 0; turn < collectors.length; turn += 1) {
      const index = (this.#preferred + turn) % collectors.length;
      const collector = collectors[index] ?? '';
      last = await transport.send(collector, { lines, writeKey });
      if (consequenceOf(last) !== 'retry') {
        this.#preferred = index;
        return last;
      }
      this.#settings.onTrouble({ collector, status: last.status, message: troubleOf(last) });
      if (last.retryAfter !== undefined) retryAfter = Math.min(retryAfter ?? Infinity, last.retryAfter);
    }
    return { status: last.status, body: last.body, ...(retryAfter === undefined ? {} : { retryAfter }) };
  }

  #tell(problems: readonly Problem[]): void {
    for (const problem of problems) this.#settings.onProblem(problem);
  }

  #sleep(milliseconds: number): Promise<void> {
    return new Promise((done) => {
      const timer = setTimeout(done, milliseconds);
      letGo(timer);
      this.#wake = () => {
        clearTimeout(timer);
        done();
      };
    });
  }
}

function refused({ event, id }: Queued, { status, body }: Reply): Problem {
  const message = readRefusal(body) ?? `the collector answered ${status}`;
  return {
    event,
    id,
    outcome: 'dropped',
    code: status === 413 ? 'too_large' : 'refused',
    pointer: '',
    message,
  };
}

function troubleOf({ status, body }: Reply): string {
  if (status === 0) return 'no answer';
  return readRefusal(body) ?? `answered ${status}, which is no collector's answer to events`;
}
