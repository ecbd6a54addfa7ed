import type { SegmentBytes } from './segment-bytes.js';

/** A stretch of a file in memory, moved forward by blocks. The bytes between `start` and `end` are not read yet by its user. */
export class FileWindow {
  buffer: Buffer;
  start = 0;
  end = 0;
  /** Where in the file `buffer[0]` stands. */
  #base = 0;
  readonly #file: SegmentBytes;

  constructor(file: SegmentBytes, blockBytes: number) {
    this.#file = file;
    this.buffer = Buffer.allocUnsafeSlow(blockBytes);
  }

  /** Where in the file `start` stands. */
  get position(): number {
    return this.#base + this.start;
  }

  get available(): number {
    return this.end - this.start;
  }

  /** Bytes from `start` to the end of the file. */
  get remaining(): number {
    return this.#file.size - this.position;
  }

  /** Reads on until `count` bytes are available or the file ends; the buffer grows only for a group larger than itself. */
  async fill(count: number): Promise<void> {
    const wanted = Math.min(count, this.remaining);
    const target = wanted > this.buffer.length ? Buffer.allocUnsafeSlow(wanted) : this.buffer;
    this.buffer.copy(target, 0, this.start, this.end);
    this.#base += this.start;
    this.end -= this.start;
    this.start = 0;
    this.buffer = target;
    while (this.end < wanted) {
      const bytesRead = await this.#file.read(
        target,
        this.end,
        target.length - this.end,
        this.#base + this.end,
      );
      if (bytesRead === 0) break;
      this.end += bytesRead;
    }
  }
}
