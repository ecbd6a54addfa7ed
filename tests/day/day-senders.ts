import { setTimeout as sleep } from 'node:timers/promises';
import type { Random } from '../support/random.js';
import { Zipf } from '../support/zipf.js';
import { dayKey, growingKinds, kindName } from './day-catalog.js';

const senders = 4;
const patience = 20_000;
/** One event of so many is wrong on purpose. */
const wrongOneIn = 200;

/** What an hour was sent: each event once, however often that took. */
export interface SentHour {
  readonly right: number;
  readonly wrong: number;
}

/** Senders that repeat a request, as it was, until it is acknowledged. */
export class DaySenders {
  /** Where the collector listens now; undefined while it is down. */
  url: string | undefined;
  /** How many swaps of the book the senders have followed. */
  swaps = 0;
  /** Requests that were sent again. */
  retries = 0;
  sent = 0;
  readonly #kinds: Zipf;

  constructor(random: Random, kinds: number) {
    this.#kinds = new Zipf(random, kinds);
  }

  /** Sends so many events; answers when every one of them is acknowledged. `between` is called before each request. */
  async sendHour(events: number, batch: number, between: (done: number) => void): Promise<SentHour> {
    let left = events;
    let wrong = 0;
    const work = async (): Promise<void> => {
      while (left > 0) {
        const size = Math.min(batch, left);
        left -= size;
        between(events - left);
        const body = this.#body(size);
        wrong += body.wrong;
        while (!(await this.#post(body.text, size - body.wrong, body.wrong))) {
          if (this.url !== undefined) this.retries += 1;
          await sleep(20);
        }
      }
    };
    await Promise.all(Array.from({ length: senders }, work));
    return { right: events - wrong, wrong };
  }

  #body(size: number): { text: string; wrong: number } {
    let text = '';
    let wrong = 0;
    for (let index = 0; index < size; index += 1) {
      const number = (this.sent += 1);
      const id = `00000000-0000-7000-8000-${number.toString(16).padStart(12, '0')}`;
      const kind = this.#kinds.next();
      const version = kind < growingKinds ? this.swaps + 1 : 1;
      const extra = version > 1 ? `,"extra_${version - 1}":"since then"` : '';
      const isWrong = number % wrongOneIn === 0;
      if (isWrong) wrong += 1;
      text +=
        `{"event":"${kindName(kind)}","version":${version},"event_id":"${id}","fields":{"n":${isWrong ? '"many"' : number},` +
        `"user_id":${number % 50_021},"price":${(number % 9973) / 100},"page":"/page/${number % 997}"${extra}}}\n`;
    }
    return { text, wrong };
  }

  /** Whether the request was acknowledged, and its events judged as they had to be. */
  async #post(body: string, accepted: number, quarantined: number): Promise<boolean> {
    if (this.url === undefined) return false;
    let answer: { status: number; said: { accepted?: number; quarantined?: number } };
    try {
      const response = await fetch(`${this.url}/v1/events`, {
        method: 'POST',
        headers: { authorization: `Bearer ${dayKey}`, 'content-type': 'application/x-ndjson' },
        body,
        signal: AbortSignal.timeout(patience),
      });
      answer = { status: response.status, said: (await response.json()) as object };
    } catch {
      return false;
    }
    if (answer.status !== 202) return false;
    if (answer.said.accepted === accepted && answer.said.quarantined === quarantined) return true;
    throw new Error(`the collector answered ${JSON.stringify(answer.said)}`);
  }
}
