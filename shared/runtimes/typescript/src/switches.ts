import type { Reply } from './transport.js';

const interval = 60_000;

/** What owners pause or sample at run time. Until that is known, and wherever it cannot be had, everything is sent. */
export class Switches {
  #rates: ReadonlyMap<string, number> = new Map();
  #timer: ReturnType<typeof setTimeout> | undefined;
  readonly #ask: () => Promise<Reply>;

  /** @param ask gets `/v1/config/<environment>`; never throws */
  constructor(ask: () => Promise<Reply>) {
    this.#ask = ask;
  }

  /** The share of an event that is sent: 0 where it is paused, else 1 unless it is sampled. */
  rateOf(event: string): number {
    return this.#rates.get(event) ?? 1;
  }

  start(): void {
    void this.refresh().finally(() => {
      this.#timer = setTimeout(() => this.start(), interval);
      letGo(this.#timer);
    });
  }

  stop(): void {
    clearTimeout(this.#timer);
  }

  /** Asks once. What cannot be understood changes nothing. */
  async refresh(): Promise<void> {
    const { status, body } = await this.#ask();
    if (status === 200) this.#rates = readRates(body) ?? this.#rates;
  }
}

function readRates(body: string): ReadonlyMap<string, number> | undefined {
  try {
    const { events } = JSON.parse(body) as { events: Record<string, { pause?: unknown; sample?: unknown }> };
    return new Map(
      Object.entries(events).map(([name, { pause, sample }]) => {
        const rate = typeof sample === 'number' && sample > 0 && sample < 1 ? sample : 1;
        return [name, pause === true ? 0 : rate];
      }),
    );
  } catch {
    return undefined;
  }
}

/** A timer of ours keeps no program of others alive. */
export function letGo(timer: ReturnType<typeof setTimeout>): void {
  (timer as unknown as { unref?: () => void }).unref?.();
}
