import type { Block } from './block.js';

/** The blocks that were read last: destinations that keep up read each only once between them. */
export class BlockCache {
  readonly #blocks = new Map<string, Block>();
  /** Being read just now, by those who come at the same time. */
  readonly #reading = new Map<string, Promise<Block | undefined>>();
  readonly #limit: number;
  #bytes = 0;

  /** @param limit in bytes of the journal */
  constructor(limit: number) {
    this.#limit = limit;
  }

  /** The block that begins there, where it is here or on its way. */
  async find(segment: string, from: number): Promise<Block | undefined> {
    const key = `${segment}@${from}`;
    return this.#blocks.get(key) ?? this.#reading.get(key)?.catch(() => undefined);
  }

  /** Has others who want the same wait for it. */
  async read(
    segment: string,
    from: number,
    work: () => Promise<Block | undefined>,
  ): Promise<Block | undefined> {
    const key = `${segment}@${from}`;
    const reading = work();
    this.#reading.set(key, reading);
    try {
      const block = await reading;
      if (block !== undefined) this.#add(key, block);
      return block;
    } finally {
      this.#reading.delete(key);
    }
  }

  #add(key: string, block: Block): void {
    this.#bytes -= this.#blocks.get(key)?.bytes.length ?? 0;
    this.#blocks.set(key, block);
    this.#bytes += block.bytes.length;
    for (const [old, { bytes }] of this.#blocks) {
      if (this.#bytes <= this.#limit) return;
      this.#blocks.delete(old);
      this.#bytes -= bytes.length;
    }
  }
}
