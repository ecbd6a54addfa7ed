import type { Hour } from '@eventbook/shared/warehouse/hour';
import { nameAfter, type SegmentName } from './segment-name.js';

/** Beyond so many beginnings those are forgotten that no segment can have any more. */
const remembered = 64;

/**
 * Names for the segments of one journal, none of them twice: also where a full disk takes back segments that were planned,
 * and the next one begins where an earlier one did whose events were all rejected.
 */
export class SegmentNames {
  readonly #last = new Map<string, SegmentName>();

  /** @param last the newest segment that there is */
  constructor(last: SegmentName | undefined) {
    if (last !== undefined) this.#last.set(`${last.first} ${last.hour}`, last);
  }

  /** @param kept positions before it are on disk, and no segment will begin there */
  next(first: number, hour: Hour, kept: number): SegmentName {
    const key = `${first} ${hour}`;
    const name = nameAfter(this.#last.get(key), first, hour);
    if (this.#last.size >= remembered) {
      for (const [old, { first: begins }] of this.#last) if (begins < kept) this.#last.delete(old);
    }
    this.#last.set(key, name);
    return name;
  }
}
