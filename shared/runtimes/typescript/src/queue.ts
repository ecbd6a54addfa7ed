/** An event that waits to be sent. */
export interface Queued {
  readonly event: string;
  readonly id: string;
  /** Its envelope as JSON. */
  readonly line: string;
  readonly bytes: number;
}

export type WhenFull = 'drop-newest' | 'drop-oldest';

/** Events in the order in which they came, no more than there is room for. */
export class Queue {
  readonly #room: number;
  readonly #whenFull: WhenFull;
  #items: Queued[] = [];
  /** How many at the start of the items were taken already: moving all of them for each batch would cost more. */
  #taken = 0;

  constructor(room: number, whenFull: WhenFull) {
    this.#room = room;
    this.#whenFull = whenFull;
  }

  get size(): number {
    return this.#items.length - this.#taken;
  }

  /** Adds one; answers the one that had to go for it, which may be itself. */
  add(item: Queued, inFlight = 0): Queued | undefined {
    if (this.size + inFlight < this.#room) {
      this.#items.push(item);
      return undefined;
    }
    if (this.#whenFull === 'drop-newest' || this.size === 0) return item;
    const [oldest] = this.take(1, Infinity);
    this.#items.push(item);
    return oldest;
  }

  /** Takes from the front: at most so many, and no more bytes than that, though always one. */
  take(most: number, mostBytes: number): Queued[] {
    const taken: Queued[] = [];
    let bytes = 0;
    while (taken.length < most && this.size > 0) {
      const item = this.#items[this.#taken];
      if (item === undefined || (taken.length > 0 && bytes + item.bytes > mostBytes)) break;
      taken.push(item);
      bytes += item.bytes;
      this.#taken += 1;
    }
    if (this.#taken > 1000 && this.#taken * 2 > this.#items.length) {
      this.#items = this.#items.slice(this.#taken);
      this.#taken = 0;
    }
    return taken;
  }

  /** Everything that waits, without taking it. */
  waiting(): readonly Queued[] {
    return this.#items.slice(this.#taken);
  }
}
