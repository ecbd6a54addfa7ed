import { setTimeout as sleep } from 'node:timers/promises';
import type { Random } from '../support/random.js';

/** What became of an event as far as its sender knows. */
export type Known = 'unanswered' | 'accepted' | 'quarantined';

const eventsPerRequest = 20;
const patience = 5000;

export interface LoadOptions {
  /** Whether every request is sent again once it was acknowledged, at once and to whichever process takes it. */
  readonly repeats?: boolean;
  /** What a sender rests after each request, milliseconds: a long rehearsal with nothing to crowd keeps count of less. */
  readonly rest?: number;
}

/**
 * Senders that never stop: requests of twenty events, one of them wrong on purpose. A request without an answer is sent
 * again, as it was, until it has one.
 */
export class Load {
  /** By event id. */
  readonly known = new Map<string, Known>();
  /** Requests that were sent again. */
  retries = 0;
  /** Where collectors listen now; none while they are down. Each try takes the next. */
  urls: readonly string[] = [];
  /** Answers of 503. */
  refusals = 0;
  /** Requests that were acknowledged, in their order; kept where they are to be repeated. */
  readonly acknowledged: string[] = [];
  readonly #key: string;
  readonly #repeats: boolean;
  readonly #rest: number;
  readonly #random: Random;
  readonly #senders: Promise<void>[] = [];
  #acknowledged = 0;
  #tries = 0;
  #stopped = false;
  #abandoned = false;
  #failure: Error | undefined;

  constructor(key: string, random: Random, senders: number, { repeats = false, rest = 0 }: LoadOptions = {}) {
    this.#key = key;
    this.#repeats = repeats;
    this.#rest = rest;
    this.#random = random;
    for (let sender = 0; sender < senders; sender += 1)
      this.#senders.push(this.#send().catch((error: unknown) => this.#fail(error)));
  }

  /** The events of which the senders know this. */
  ids(wanted: Known): string[] {
    return [...this.known].filter(([, known]) => known === wanted).map(([id]) => id);
  }

  /** Of how many events the senders know that they are kept. */
  get acknowledgedEvents(): number {
    return this.#acknowledged;
  }

  /** Waits until this many more events are acknowledged. */
  async acknowledge(events: number): Promise<void> {
    const wanted = this.#acknowledged + events;
    while (this.#acknowledged < wanted) {
      if (this.#failure !== undefined) throw this.#failure;
      await sleep(10);
    }
  }

  /** A request that was acknowledged, as bytes on a connection. */
  rawRequest(): string {
    const body = this.#random.pick(this.acknowledged);
    const head = ['POST /v1/events HTTP/1.1', 'Host: collector', `Authorization: Bearer ${this.#key}`];
    const about = ['Content-Type: application/x-ndjson', `Content-Length: ${Buffer.byteLength(body)}`];
    return `${[...head, ...about].join('\r\n')}\r\n\r\n${body}`;
  }

  /** Sends requests once more, until each is acknowledged again. */
  async sendAgain(bodies: readonly string[]): Promise<void> {
    for (const body of bodies) while (!(await this.#post(body))) await sleep(20);
  }

  /** Answers when every request that was begun has its answer. */
  async finish(): Promise<void> {
    this.#stopped = true;
    await Promise.all(this.#senders);
    if (this.#failure !== undefined) throw this.#failure;
  }

  /** Ends without waiting for answers that may never come. */
  async abandon(): Promise<void> {
    this.#abandoned = this.#stopped = true;
    await Promise.all(this.#senders);
  }

  #fail(error: unknown): void {
    this.#stopped = true;
    this.#failure ??= error instanceof Error ? error : new Error(String(error));
  }

  async #send(): Promise<void> {
    while (!this.#stopped) {
      const wrong = this.#random.integer(0, eventsPerRequest - 1);
      const ids = Array.from({ length: eventsPerRequest }, () => this.#random.uuid(Date.now()));
      for (const id of ids) this.known.set(id, 'unanswered');
      const body = ids.map((id, index) => this.#envelope(id, index === wrong)).join('\n');
      while (!(await this.#post(body))) {
        if (this.#abandoned) return;
        if (this.urls.length > 0) this.retries += 1;
        await sleep(20);
      }
      this.#acknowledged += eventsPerRequest;
      if (this.#repeats) {
        this.acknowledged.push(body);
        if (await this.#post(body)) this.retries += 1;
      }
      ids.forEach((id, index) => this.known.set(id, index === wrong ? 'quarantined' : 'accepted'));
      if (this.#rest > 0) await sleep(this.#rest);
    }
  }

  #envelope(id: string, wrong: boolean): string {
    const person = this.#random.uuid(Date.now());
    const fields = {
      service: 'messenger/1',
      advert_id: '17',
      user_id: person,
      recipient_id: person,
      message_length: 5,
    };
    return JSON.stringify({
      event: 'message.sent',
      version: 2,
      event_id: id,
      fields: wrong ? { ...fields, message_length: 'five' } : fields,
    });
  }

  /** Whether the request was acknowledged, whole. */
  async #post(body: string): Promise<boolean> {
    const url = this.urls[this.#tries % this.urls.length];
    this.#tries += 1;
    if (url === undefined) return false;
    try {
      const answer = await fetch(`${url}/v1/events`, {
        method: 'POST',
        headers: { authorization: `Bearer ${this.#key}`, 'content-type': 'application/x-ndjson' },
        body,
        signal: AbortSignal.timeout(patience),
      });
      const said = (await answer.json()) as { accepted?: number; quarantined?: number };
      if (answer.status === 503) this.refusals += 1;
      if (answer.status !== 202) return false;
      if (said.accepted === eventsPerRequest - 1 && said.quarantined === 1) return true;
      throw new UnexpectedAnswer(JSON.stringify(said));
    } catch (error) {
      if (error instanceof UnexpectedAnswer) throw error;
      return false;
    }
  }
}

class UnexpectedAnswer extends Error {}
