import type { Random } from './random.js';

/** Draws of which the first is the most frequent, the second half as frequent, the third a third: Zipf's law. */
export class Zipf {
  readonly #random: Random;
  /** The share of the first ones, up to each. */
  readonly #shares: Float64Array;

  constructor(random: Random, count: number) {
    this.#random = random;
    this.#shares = new Float64Array(count);
    let sum = 0;
    for (let place = 0; place < count; place += 1) this.#shares[place] = sum += 1 / (place + 1);
  }

  /** From 0 on. */
  next(): number {
    const shares = this.#shares;
    const drawn = this.#random.next() * (shares.at(-1) ?? 0);
    let low = 0;
    let high = shares.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((shares[middle] ?? 0) < drawn) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
