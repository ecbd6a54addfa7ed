import { wallMilliseconds } from '../../clock/wall-clock.js';
import type { DeliveredEvent, Delivery, Refused } from '../delivery/delivery.js';
import { destinationUnreachable } from '../delivery/failures.js';
import { signatureOf } from './sign-request.js';

export interface WebhookOptions {
  /** The destination's name in the book. */
  readonly name: string;
  readonly url: string;
  /** Requests are signed where there is one. */
  readonly signingKey: string | undefined;
}

const patience = 30_000;
/** A recipient that wants less says 413, and gets less. */
const mostBytes = 1024 * 1024;
const newline = Buffer.from('\n');

/**
 * Posts events as NDJSON. 2xx means that the recipient has all of them; 408, 429 and 5xx, that it is to be tried again; any other
 * answer, that something in it is not taken: then halves are tried, down to the one event that is.
 */
export class WebhookDelivery implements Delivery {
  readonly #options: WebhookOptions;

  constructor(options: WebhookOptions) {
    this.#options = options;
  }

  async deliver(events: readonly DeliveredEvent[]): Promise<readonly Refused[]> {
    const refused: Refused[] = [];
    for (const part of inParts(events)) refused.push(...(await this.#post(part)));
    return refused;
  }

  check(): Promise<void> {
    // A recipient that is asked for nothing may answer anything.
    return Promise.resolve();
  }

  close(): Promise<void> {
    return Promise.resolve();
  }

  async #post(events: readonly DeliveredEvent[]): Promise<readonly Refused[]> {
    const { name } = this.#options;
    const { status, text } = await this.#send(events);
    if (status >= 200 && status < 300) return [];
    if (status >= 500 || status === 408 || status === 429)
      throw destinationUnreachable(name, `it answered ${status} ${text}`.trim());
    const [event] = events;
    if (events.length === 1 && event !== undefined)
      return [{ event, reason: `The webhook answered ${status} ${text}`.trim() }];
    const half = Math.ceil(events.length / 2);
    const first = await this.#post(events.slice(0, half));
    return [...first, ...(await this.#post(events.slice(half)))];
  }

  async #send(events: readonly DeliveredEvent[]): Promise<{ status: number; text: string }> {
    const { name, url, signingKey } = this.#options;
    const body = Buffer.concat(events.flatMap(({ line }) => [line, newline]));
    const headers: Record<string, string> = {
      'Content-Type': 'application/x-ndjson',
      'User-Agent': 'eventbook',
      'Eventbook-Destination': name,
      'Eventbook-Events': String(events.length),
    };
    if (signingKey !== undefined)
      headers['Eventbook-Signature'] = signatureOf(body, signingKey, Math.floor(wallMilliseconds() / 1000));
    try {
      const signal = AbortSignal.timeout(patience);
      // A redirection would take the events to where nobody has configured them to go.
      const response = await fetch(url, { method: 'POST', headers, body, signal, redirect: 'manual' });
      return { status: response.status, text: (await response.text()).slice(0, 200) };
    } catch (error) {
      const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
      throw destinationUnreachable(name, cause instanceof Error ? cause.message : String(cause), error);
    }
  }
}

function* inParts(events: readonly DeliveredEvent[]): Iterable<readonly DeliveredEvent[]> {
  let part: DeliveredEvent[] = [];
  let bytes = 0;
  for (const event of events) {
    if (part.length > 0 && bytes + event.line.length > mostBytes) {
      yield part;
      part = [];
      bytes = 0;
    }
    part.push(event);
    bytes += event.line.length + 1;
  }
  if (part.length > 0) yield part;
}
