import type { MetricName, Sample } from './table.js';

/** Counts in buckets, as plain numbers: it stands on the hot path. */
export class Histogram {
  readonly #metric: MetricName;
  readonly #bounds: readonly number[];
  readonly #counts: number[];
  #sum = 0;

  /** @param bounds upper bounds, ascending; what is larger than all of them is counted too */
  constructor(metric: MetricName, bounds: readonly number[]) {
    this.#metric = metric;
    this.#bounds = bounds;
    this.#counts = Array.from({ length: bounds.length + 1 }, () => 0);
  }

  observe(value: number): void {
    let bucket = 0;
    while (bucket < this.#bounds.length && value > (this.#bounds[bucket] ?? 0)) bucket += 1;
    this.#counts[bucket] = (this.#counts[bucket] ?? 0) + 1;
    this.#sum += value;
  }

  samples(): Sample[] {
    const metric = this.#metric;
    const samples: Sample[] = [];
    let total = 0;
    for (const [bucket, count] of this.#counts.entries()) {
      total += count;
      const le = this.#bounds[bucket] ?? '+Inf';
      samples.push({ metric, suffix: '_bucket', labels: { le }, value: total });
    }
    samples.push({ metric, suffix: '_sum', labels: {}, value: this.#sum });
    samples.push({ metric, suffix: '_count', labels: {}, value: total });
    return samples;
  }
}
