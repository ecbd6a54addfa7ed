import type { AppendableGroup } from './appendable-group.js';
import type { GrowingBuffer } from './growing-buffer.js';
import type { SegmentPlan } from './segment-file.js';
import type { SegmentSeal } from './segment-seal.js';

/** Called once for each group: with nothing when it is on disk, else with the reason why it is not kept. */
export type Settled = (failure?: Error) => void;

/** What goes to disk in one write and one sync: all groups that were appended while the last write was on its way. */
export class WriteBatch {
  readonly segment: SegmentPlan;
  readonly buffer: GrowingBuffer;
  readonly #waiting: Settled[] = [];
  /** Offset in the file at which it begins. */
  readonly #write: number;
  #groups = 0;
  #receivedAt = 0;
  #accepted = 0;
  #flagged = 0;
  #quarantined = 0;
  #rejected = 0;

  constructor(segment: SegmentPlan, buffer: GrowingBuffer) {
    this.segment = segment;
    this.buffer = buffer;
    this.#write = segment.bytes;
    if (segment.bytes === 0) {
      buffer.append(segment.header);
      segment.bytes = buffer.length;
    }
  }

  add(group: AppendableGroup, first: number, settled: Settled): void {
    const { segment, buffer } = this;
    const before = buffer.length;
    group.writeTo(buffer, { id: segment.id, at: segment.bytes, write: this.#write, first });
    segment.bytes += buffer.length - before;
    this.#groups += 1;
    this.#receivedAt = group.receivedAt;
    this.#accepted += group.accepted;
    this.#flagged += group.flagged;
    this.#quarantined += group.quarantined;
    this.#rejected += group.rejected;
    this.#waiting.push(settled);
  }

  /** Tells all who appended that the batch is on disk. */
  resolve(): void {
    this.#tell(undefined);
  }

  reject(reason: Error): void {
    this.#tell(reason);
  }

  /** One that throws is a bug of its own, and ends the process as such: the others are told what is true all the same. */
  #tell(failure: Error | undefined): void {
    for (const settled of this.#waiting) {
      try {
        settled(failure);
      } catch (error) {
        setImmediate(() => {
          throw error;
        });
      }
    }
  }

  /** The seal of the segment once this batch is in it, given what held before. */
  sealAfter(before: SegmentSeal): SegmentSeal {
    const counts = {
      accepted: before.counts.accepted + this.#accepted,
      flagged: before.counts.flagged + this.#flagged,
      quarantined: before.counts.quarantined + this.#quarantined,
      rejected: before.counts.rejected + this.#rejected,
    };
    return {
      next: before.next + this.#accepted + this.#flagged + this.#quarantined,
      receivedAt: this.#receivedAt,
      groups: before.groups + this.#groups,
      counts,
    };
  }
}
