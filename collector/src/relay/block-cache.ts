import type { Block } from './block.js';

/** The blocks that were read last: destinations that keep up read each only once between them. */
export class BlockCache {
  readonly #blocks = new Map<string, Block>();
  readonly #limit: number;
  #bytes = 0;

  /** @param limit in bytes of the journal */
  constructor(limit: number) {
    this.#limit = limit;
  }

  get(segment: string, from: number): Block | undefined {
    return this.#blocks.get(`${segment}@${from}`);
  }

  add(block: Block): void {
    this.#blocks.set(`${block.segment.path}@${block.from}`, block);
    this.#bytes += block.bytes.length;
    for (const [key, { bytes }] of this.#blocks) {
      if (this.#bytes <= this.#limit) return;
      this.#blocks.delete(key);
      this.#bytes -= bytes.length;
    }
  }
}
