import type { HttpResponse } from 'uWebSockets.js';
import type { InFlight } from './in-flight.js';
import type { Refusal } from './refusal.js';
import { statusLine } from './status-line.js';

/** What every exchange of one listener needs to know. */
export interface Listener {
  readonly inFlight: InFlight;
  /** Connections are closed after their answer: the process is about to end. */
  draining: boolean;
  /** Answers still owed. */
  open: number;
  onAnswered(status: number, code: Refusal['code'] | undefined, seconds: number): void;
}

/**
 * One request and its answer. A sender may go away at any time: then nothing is written, and what was held
 * is let go once, whichever comes first.
 */
export class Exchange {
  aborted = false;
  readonly #response: HttpResponse;
  readonly #listener: Listener;
  readonly #started = performance.now();
  #held = 0;
  #answered = false;

  constructor(response: HttpResponse, listener: Listener) {
    this.#response = response;
    this.#listener = listener;
    listener.open += 1;
    response.onAborted(() => {
      this.aborted = true;
      this.#letGo();
    });
  }

  get isAnswered(): boolean {
    return this.#answered;
  }

  hold(bytes: number): void {
    if (this.aborted) return;
    this.#held += bytes;
    this.#listener.inFlight.take(bytes);
  }

  get held(): number {
    return this.#held;
  }

  /** Ends the exchange with JSON that senders of any origin may read. */
  answer(
    status: number,
    body: string,
    refused?: {
      readonly code: Refusal['code'];
      readonly close: boolean;
      readonly retryAfter: number;
      readonly allow?: string | undefined;
    },
  ): void {
    if (this.#answered) return;
    this.#answered = true;
    this.#listener.onAnswered(status, refused?.code, (performance.now() - this.#started) / 1000);
    if (this.aborted) return;
    this.#letGo();
    const response = this.#response;
    response.cork(() => {
      response.writeStatus(status === 202 ? '202 Accepted' : statusLine(status));
      response.writeHeader('Content-Type', 'application/json');
      response.writeHeader('Access-Control-Allow-Origin', '*');
      if (status === 503 || status === 429)
        response.writeHeader('Retry-After', String(refused?.retryAfter ?? 1));
      if (status === 401) response.writeHeader('WWW-Authenticate', 'Bearer');
      if (refused?.allow !== undefined) response.writeHeader('Allow', refused.allow);
      response.end(body, refused?.close === true || this.#listener.draining);
    });
  }

  /**
   * @param close where a part of the body is still to come and will not be read
   * @param allow the methods that the path takes
   */
  refuse(refusal: Refusal, close = false, allow?: string): void {
    this.answer(refusal.status, refusal.toText(), {
      code: refusal.code,
      close,
      allow,
      retryAfter: refusal.retryAfter,
    });
  }

  #letGo(): void {
    if (this.#held < 0) return;
    this.#listener.inFlight.release(this.#held);
    this.#held = -1;
    this.#listener.open -= 1;
  }
}
