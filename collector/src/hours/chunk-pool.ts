/** Bytes that wait to be written. */
export interface Chunk {
  readonly bytes: Buffer;
  /** How many of them are filled. */
  length: number;
}

const chunkBytes = 32 * 1024;

/** Memory in pieces of one size that go from table to table: nothing grows, is copied or becomes garbage. */
export class ChunkPool {
  readonly #free: Chunk[] = [];
  #inUse = 0;

  /** In bytes, what is taken and not yet given back. */
  get inUse(): number {
    return this.#inUse;
  }

  /** An empty chunk with so much room; a larger one than others where that is needed. */
  take(room: number): Chunk {
    const known = room > chunkBytes ? undefined : this.#free.pop();
    const chunk = known ?? { bytes: Buffer.allocUnsafeSlow(Math.max(chunkBytes, room)), length: 0 };
    this.#inUse += chunk.bytes.length;
    return chunk;
  }

  giveBack(chunks: readonly Chunk[]): void {
    for (const chunk of chunks) {
      this.#inUse -= chunk.bytes.length;
      chunk.length = 0;
      if (chunk.bytes.length === chunkBytes) this.#free.push(chunk);
    }
  }
}
