import { closeSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { LineOrigin } from '../parquet/engine.js';
import type { StagedLine } from './staged-line.js';

/** One table's rows on disk, as NDJSON. */
export interface StagedTable {
  readonly path: string;
  readonly rows: number;
  readonly bytes: number;
  /** In bytes, at most. */
  readonly longestLine: number;
  /** By the numbers that its lines have. */
  readonly origins: readonly LineOrigin[];
}

const firstBuffer = 16 * 1024;
/** A buffer that has come so far is written and used again. */
const largestBuffer = 1024 * 1024;

/**
 * Spreads lines over one file per table. Rows wait in memory, up to a megabyte a table; where the budget is used up
 * before that, the largest buffers are written first. A file is open only while it is written to: neither memory
 * nor descriptors grow with the number of tables. The files are not synced, being made anew after a crash.
 */
export class Staging {
  readonly #directory: string;
  readonly #budget: number;
  readonly #tables = new Map<string, TableBuffer>();
  #allocated = 0;

  constructor(directory: string, budget: number) {
    this.#directory = directory;
    this.#budget = budget;
  }

  /** Adds a line. */
  add(table: string, line: StagedLine, origin: LineOrigin): void {
    let buffer = this.#tables.get(table);
    if (buffer === undefined) {
      buffer = new TableBuffer(join(this.#directory, `${this.#tables.size}.ndjson`));
      this.#tables.set(table, buffer);
    }
    this.#allocated += buffer.add(line, origin);
    if (this.#allocated > this.#budget) this.#spill();
  }

  /** Writes what still waits; by table. */
  finish(): Map<string, StagedTable> {
    const staged = new Map<string, StagedTable>();
    for (const [name, buffer] of this.#tables) {
      buffer.release();
      const { path, rows, bytes, longestLine, origins } = buffer;
      staged.set(name, { path, rows, bytes, longestLine, origins });
    }
    this.#tables.clear();
    this.#allocated = 0;
    return staged;
  }

  /** Down to half of the budget, so that spilling is seldom and its writes are large. */
  #spill(): void {
    const buffers = [...this.#tables.values()].sort((one, other) => other.allocated - one.allocated);
    for (const buffer of buffers) {
      if (this.#allocated <= this.#budget / 2) return;
      this.#allocated -= buffer.allocated;
      buffer.release();
    }
  }
}

class TableBuffer {
  readonly path: string;
  rows = 0;
  bytes = 0;
  longestLine = 0;
  readonly origins: LineOrigin[] = [];
  #lastOrigin: LineOrigin | undefined;
  #lastNumber = 0;
  #bytes: Buffer | undefined;
  #length = 0;

  constructor(path: string) {
    this.path = path;
  }

  get allocated(): number {
    return this.#bytes?.length ?? 0;
  }

  /** Returns by how many bytes its memory has grown. */
  add(line: StagedLine, origin: LineOrigin): number {
    const { room } = line;
    const before = this.allocated;
    if (this.#length > 0 && this.#length + room > largestBuffer) this.#write();
    const needed = this.#length + room;
    if (this.#bytes === undefined || needed > this.#bytes.length) {
      const larger = Buffer.allocUnsafeSlow(Math.max(firstBuffer, before * 2, needed));
      this.#bytes?.copy(larger, 0, 0, this.#length);
      this.#bytes = larger;
    }
    const start = this.#length;
    this.#length = line.copyTo(this.#bytes, start, this.#numberOf(origin));
    this.bytes += this.#length - start;
    this.rows++;
    this.longestLine = Math.max(this.longestLine, room);
    return this.allocated - before;
  }

  /** Writes what waits and gives the memory back. */
  release(): void {
    this.#write();
    this.#bytes = undefined;
  }

  #numberOf(origin: LineOrigin): number {
    if (origin !== this.#lastOrigin) {
      this.#lastOrigin = origin;
      this.#lastNumber = this.origins.indexOf(origin);
      if (this.#lastNumber === -1) this.#lastNumber = this.origins.push(origin) - 1;
    }
    return this.#lastNumber;
  }

  #write(): void {
    if (this.#bytes === undefined || this.#length === 0) return;
    const file = openSync(this.path, 'a');
    try {
      for (let done = 0; done < this.#length;)
        done += writeSync(file, this.#bytes, done, this.#length - done);
    } finally {
      closeSync(file);
    }
    this.#length = 0;
  }
}
