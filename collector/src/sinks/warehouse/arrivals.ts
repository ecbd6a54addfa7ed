import { Ranges } from '../../journal/ranges.js';
import type { HeldSegment, HourNote, SegmentRange } from '../../relay/notes.js';

/** What somebody has of one hour, from whom. */
export class HourArrivals {
  /** Ids of the snapshots that judged, with a collector that has each. */
  readonly snapshots = new Map<string, string>();
  /** Grows with every change. */
  version = 0;
  readonly #collectors = new Map<string, Map<number, Ranges>>();

  static of(segments: readonly HeldSegment[]): HourArrivals {
    const arrivals = new HourArrivals();
    arrivals.addAll(segments);
    return arrivals;
  }

  /** Who has sent something. */
  get collectors(): string[] {
    return [...this.#collectors.keys()];
  }

  /** How many bytes of journals these are. */
  get bytes(): number {
    let bytes = 0;
    for (const { bounds } of this.segments)
      bounds.forEach((bound, index) => (bytes += index % 2 === 0 ? -bound : bound));
    return bytes;
  }

  /** All of it, by segment. */
  get segments(): HeldSegment[] {
    return this.#map((ranges) => ranges);
  }

  has(collector: string, { segment, from, to }: SegmentRange): boolean {
    return this.#of(collector, segment)?.has(from, to) === true;
  }

  add(collector: string, { segment, from, to }: SegmentRange): void {
    this.version += 1;
    let segments = this.#collectors.get(collector);
    if (segments === undefined) this.#collectors.set(collector, (segments = new Map<number, Ranges>()));
    let ranges = segments.get(segment);
    if (ranges === undefined) segments.set(segment, (ranges = new Ranges()));
    ranges.add(from, to);
  }

  addAll(segments: readonly HeldSegment[]): void {
    for (const { collector, segment, bounds } of segments) {
      for (let index = 0; index + 1 < bounds.length; index += 2) {
        const [from = 0, to = 0] = [bounds[index], bounds[index + 1]];
        if (from < to) this.add(collector, { segment, from, to });
      }
    }
  }

  /** It could not be kept. */
  remove(collector: string, { segment, from, to }: SegmentRange): void {
    this.version += 1;
    this.#of(collector, segment)?.remove(from, to);
  }

  /** What another one has, too. */
  common(other: HourArrivals): HeldSegment[] {
    return this.#map((ranges, collector, segment) => {
      const there = other.#of(collector, segment);
      return there === undefined ? undefined : ranges.common(there);
    });
  }

  /** What another one has not. */
  without(other: HourArrivals): HeldSegment[] {
    return this.#map((ranges, collector, segment) => {
      const there = other.#of(collector, segment);
      return there === undefined ? ranges : ranges.without(there);
    });
  }

  /** What of these bytes of a collector is not here. */
  missing(collector: string, ranges: readonly SegmentRange[]): SegmentRange[] {
    return ranges.flatMap(({ segment, from, to }) =>
      (this.#of(collector, segment) ?? new Ranges())
        .gaps(from, to)
        .map(([low, high]) => ({ segment, from: low, to: high })),
    );
  }

  #of(collector: string, segment: number): Ranges | undefined {
    return this.#collectors.get(collector)?.get(segment);
  }

  #map(of: (ranges: Ranges, collector: string, segment: number) => Ranges | undefined): HeldSegment[] {
    return [...this.#collectors].flatMap(([collector, segments]) =>
      [...segments].flatMap(([segment, ranges]) => {
        const bounds = of(ranges, collector, segment)?.bounds ?? [];
        return bounds.length === 0 ? [] : [{ collector, segment, bounds }];
      }),
    );
  }
}

/** What of an hour that a collector has told of none of these has. */
export function missingOf(
  { collector, segments }: HourNote,
  holders: readonly HourArrivals[],
): SegmentRange[] {
  const all = segments
    .filter(({ from, to }) => to > from)
    .map(({ segment, from, to }) => ({ segment, from, to }));
  return holders.reduce<SegmentRange[]>((missing, holder) => holder.missing(collector, missing), all);
}
