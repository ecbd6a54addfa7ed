/** Stretches of numbers, `[from, to)`, none of which touches another: neighbours become one. */
export class Ranges {
  /** Ascending; two numbers for each stretch. */
  #bounds: number[];

  /** @param bounds ascending, two numbers for each stretch, none of which touches another */
  constructor(bounds: readonly number[] = []) {
    this.#bounds = [...bounds];
  }

  /** Ascending, two numbers for each stretch. */
  get bounds(): readonly number[] {
    return this.#bounds;
  }

  /** How many stretches there are. */
  get size(): number {
    return this.#bounds.length / 2;
  }

  /** Whether all of `[from, to)` is here. */
  has(from: number, to: number): boolean {
    const at = this.#after(from);
    return at > 0 && (this.#bounds[at - 1] ?? 0) >= to;
  }

  add(from: number, to: number): void {
    const bounds = this.#bounds;
    const start = this.#firstEndingAt(from);
    let end = start;
    let low = from;
    let high = to;
    while (end < bounds.length && (bounds[end] ?? 0) <= to) {
      low = Math.min(low, bounds[end] ?? 0);
      high = Math.max(high, bounds[end + 1] ?? 0);
      end += 2;
    }
    bounds.splice(start, end - start, low, high);
  }

  remove(from: number, to: number): void {
    const kept: number[] = [];
    for (let at = 0; at < this.#bounds.length; at += 2) {
      const [low = 0, high = 0] = [this.#bounds[at], this.#bounds[at + 1]];
      if (low < from) kept.push(low, Math.min(high, from));
      if (high > to) kept.push(Math.max(low, to), high);
    }
    this.#bounds = kept;
  }

  /** What of `[from, to)` is not here. */
  gaps(from: number, to: number): [from: number, to: number][] {
    const gaps: [number, number][] = [];
    let at = from;
    for (let index = this.#firstEndingAt(from); index < this.#bounds.length && at < to; index += 2) {
      const [low = 0, high = 0] = [this.#bounds[index], this.#bounds[index + 1]];
      if (high <= at) continue;
      if (low > at) gaps.push([at, Math.min(low, to)]);
      at = Math.max(at, high);
    }
    if (at < to) gaps.push([at, to]);
    return gaps;
  }

  /** What is here and not there. */
  without(other: Ranges): Ranges {
    const bounds: number[] = [];
    for (let index = 0; index < this.#bounds.length; index += 2)
      bounds.push(...other.gaps(this.#bounds[index] ?? 0, this.#bounds[index + 1] ?? 0).flat());
    return new Ranges(bounds);
  }

  /** What is here and there. */
  common(other: Ranges): Ranges {
    const bounds: number[] = [];
    for (let [ours, theirs] = [0, 0]; ours < this.#bounds.length && theirs < other.#bounds.length;) {
      const [low = 0, high = 0] = this.#bounds.slice(ours, ours + 2);
      const [otherLow = 0, otherHigh = 0] = other.#bounds.slice(theirs, theirs + 2);
      if (Math.max(low, otherLow) < Math.min(high, otherHigh))
        bounds.push(Math.max(low, otherLow), Math.min(high, otherHigh));
      if (high < otherHigh) ours += 2;
      else theirs += 2;
    }
    return new Ranges(bounds);
  }

  /** Index behind the stretch that begins at or before `from`. */
  #after(from: number): number {
    let low = 0;
    let high = this.size;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#bounds[middle * 2] ?? 0) <= from) low = middle + 1;
      else high = middle;
    }
    return low * 2;
  }

  /** Index of the first stretch that ends at or behind `from`. */
  #firstEndingAt(from: number): number {
    const before = this.#after(from) - 2;
    return before >= 0 && (this.#bounds[before + 1] ?? 0) >= from ? before : before + 2;
  }
}
