/** A set of rows of one hour, by their number in reading order: one bit each. */
export class RowSet {
  readonly #bits: Uint8Array;
  #size = 0;

  constructor(rows: number) {
    this.#bits = new Uint8Array(Math.ceil(rows / 8));
  }

  get size(): number {
    return this.#size;
  }

  add(row: number): void {
    if (this.has(row)) return;
    const byte = Math.floor(row / 8);
    this.#bits[byte] = (this.#bits[byte] ?? 0) | (1 << (row % 8));
    this.#size++;
  }

  remove(row: number): void {
    if (!this.has(row)) return;
    const byte = Math.floor(row / 8);
    this.#bits[byte] = (this.#bits[byte] ?? 0) & ~(1 << (row % 8));
    this.#size--;
  }

  /** Takes out what `others`, of as many rows, holds. */
  removeAll(others: RowSet): void {
    this.#size = 0;
    for (let byte = 0; byte < this.#bits.length; byte++) {
      const left = (this.#bits[byte] ?? 0) & ~(others.#bits[byte] ?? 0);
      this.#bits[byte] = left;
      for (let bits = left; bits !== 0; bits &= bits - 1) this.#size++;
    }
  }

  has(row: number): boolean {
    return ((this.#bits[Math.floor(row / 8)] ?? 0) & (1 << (row % 8))) !== 0;
  }
}
