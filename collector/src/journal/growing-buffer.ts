const smallest = 256 * 1024;

/** Bytes that are appended to and used again, so that the hot path allocates nothing. */
export class GrowingBuffer {
  bytes: Buffer;
  length = 0;

  /** @param expected so many bytes that it need not grow */
  constructor(expected = smallest) {
    this.bytes = Buffer.allocUnsafeSlow(expected);
  }

  /** Makes room for `count` more bytes. */
  reserve(count: number): void {
    const needed = this.length + count;
    if (needed <= this.bytes.length) return;
    const grown = Buffer.allocUnsafeSlow(Math.max(needed, this.bytes.length * 2));
    this.bytes.copy(grown, 0, 0, this.length);
    this.bytes = grown;
  }

  append(bytes: Buffer): void {
    this.reserve(bytes.length);
    bytes.copy(this.bytes, this.length);
    this.length += bytes.length;
  }
}
