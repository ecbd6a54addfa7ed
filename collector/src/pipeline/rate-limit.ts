/**
 * How many events a source may send in one process. A source that has sent more than its share has to wait until that
 * is made up for, so what it is let through over time is its share exactly, whatever the size of its requests.
 */
export class RateLimit {
  readonly #perSecond: number;
  readonly #sources = new Map<string, { left: number; at: number }>();

  /** @param perSecond 0 for no limit */
  constructor(perSecond: number) {
    this.#perSecond = perSecond;
  }

  /** Seconds that a source has to wait before its next request; 0 where it has not. */
  wait(source: string, now = performance.now()): number {
    if (this.#perSecond === 0) return 0;
    const { left } = this.#refill(source, now);
    return left > 0 ? 0 : Math.max(1, Math.ceil((1 - left) / this.#perSecond));
  }

  take(source: string, events: number, now = performance.now()): void {
    if (this.#perSecond > 0) this.#refill(source, now).left -= events;
  }

  /** A second's worth can be saved up. Sources are those of the catalog, so there are only so many. */
  #refill(source: string, now: number): { left: number; at: number } {
    let known = this.#sources.get(source);
    if (known === undefined) {
      known = { left: this.#perSecond, at: now };
      this.#sources.set(source, known);
    }
    known.left = Math.min(this.#perSecond, known.left + ((now - known.at) / 1000) * this.#perSecond);
    known.at = now;
    return known;
  }
}
