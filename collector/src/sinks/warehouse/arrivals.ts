import type { HourNote, SegmentRange } from '../../relay/notes.js';
import { Ranges } from './ranges.js';

/** What has come of one hour, from whom. */
export class HourArrivals {
  /** Ids of the snapshots that judged, with a collector that has each. */
  readonly snapshots = new Map<string, string>();
  readonly #collectors = new Map<string, Map<number, Ranges>>();

  /** Who has sent something. */
  get collectors(): string[] {
    return [...this.#collectors.keys()];
  }

  has(collector: string, { segment, from, to }: SegmentRange): boolean {
    return this.#collectors.get(collector)?.get(segment)?.has(from, to) === true;
  }

  add(collector: string, { segment, from, to }: SegmentRange): void {
    let segments = this.#collectors.get(collector);
    if (segments === undefined) this.#collectors.set(collector, (segments = new Map<number, Ranges>()));
    let ranges = segments.get(segment);
    if (ranges === undefined) segments.set(segment, (ranges = new Ranges()));
    ranges.add(from, to);
  }

  /** It could not be kept. */
  remove(collector: string, { segment, from, to }: SegmentRange): void {
    this.#collectors.get(collector)?.get(segment)?.remove(from, to);
  }

  /** What a collector has told of and has not come. */
  missing({ collector, segments }: HourNote): SegmentRange[] {
    const known = this.#collectors.get(collector);
    return segments.flatMap(({ segment, from, to }) =>
      (known?.get(segment) ?? new Ranges())
        .gaps(from, to)
        .map(([low, high]) => ({ segment, from: low, to: high })),
    );
  }
}
