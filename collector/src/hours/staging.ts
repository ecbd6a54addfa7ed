import { closeSync, openSync, writevSync } from 'node:fs';
import { join } from 'node:path';
import type { LineOrigin } from '../parquet/engine.js';
import { type Chunk, ChunkPool } from './chunk-pool.js';
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

/** A table of which so much waits is written. */
const mostWaiting = 1024 * 1024;

/**
 * Spreads lines over one file per table. Rows wait in memory, up to a megabyte a table; where the budget is used up
 * before that, the tables of which most waits are written first. A file is open only while it is written to: neither
 * memory nor descriptors grow with the number of tables. The files are not synced, being made anew after a crash.
 */
export class Staging {
  readonly #directory: string;
  readonly #budget: number;
  readonly #tables = new Map<string, TableBuffer>();
  readonly #chunks = new ChunkPool();

  constructor(directory: string, budget: number) {
    this.#directory = directory;
    this.#budget = budget;
  }

  /** Adds a line. */
  add(table: string, line: StagedLine, origin: LineOrigin): void {
    let buffer = this.#tables.get(table);
    if (buffer === undefined) {
      buffer = new TableBuffer(join(this.#directory, `${this.#tables.size}.ndjson`), this.#chunks);
      this.#tables.set(table, buffer);
    }
    buffer.add(line, origin);
    if (this.#chunks.inUse > this.#budget) this.#spill();
  }

  /** Writes what still waits; by table. */
  finish(): Map<string, StagedTable> {
    const staged = new Map<string, StagedTable>();
    for (const [name, buffer] of this.#tables) {
      buffer.write();
      const { path, rows, bytes, longestLine, origins } = buffer;
      staged.set(name, { path, rows, bytes, longestLine, origins });
    }
    this.#tables.clear();
    return staged;
  }

  /** Down to half of the budget, so that spilling is seldom and its writes are large. */
  #spill(): void {
    const buffers = [...this.#tables.values()].sort((one, other) => other.waiting - one.waiting);
    for (const buffer of buffers) {
      if (this.#chunks.inUse <= this.#budget / 2) return;
      buffer.write();
    }
  }
}

class TableBuffer {
  readonly path: string;
  rows = 0;
  bytes = 0;
  longestLine = 0;
  readonly origins: LineOrigin[] = [];
  readonly #pool: ChunkPool;
  #lastOrigin: LineOrigin | undefined;
  #lastNumber = 0;
  #chunks: Chunk[] = [];
  #waiting = 0;

  constructor(path: string, pool: ChunkPool) {
    this.path = path;
    this.#pool = pool;
  }

  /** In bytes. */
  get waiting(): number {
    return this.#waiting;
  }

  add(line: StagedLine, origin: LineOrigin): void {
    const { room } = line;
    if (this.#waiting + room > mostWaiting) this.write();
    let chunk = this.#chunks.at(-1);
    if (chunk === undefined || chunk.length + room > chunk.bytes.length) {
      chunk = this.#pool.take(room);
      this.#chunks.push(chunk);
    }
    const end = line.copyTo(chunk.bytes, chunk.length, this.#numberOf(origin));
    const length = end - chunk.length;
    chunk.length = end;
    this.#waiting += length;
    this.bytes += length;
    this.rows++;
    this.longestLine = Math.max(this.longestLine, room);
  }

  /** Writes what waits and gives the memory back. */
  write(): void {
    if (this.#chunks.length === 0) return;
    let pieces = this.#chunks.map(({ bytes, length }) => bytes.subarray(0, length));
    const file = openSync(this.path, 'a');
    try {
      while (pieces.length > 0) pieces = withoutFirst(pieces, writevSync(file, pieces));
    } finally {
      closeSync(file);
    }
    this.#pool.giveBack(this.#chunks);
    this.#chunks = [];
    this.#waiting = 0;
  }

  #numberOf(origin: LineOrigin): number {
    if (origin !== this.#lastOrigin) {
      this.#lastOrigin = origin;
      this.#lastNumber = this.origins.indexOf(origin);
      if (this.#lastNumber === -1) this.#lastNumber = this.origins.push(origin) - 1;
    }
    return this.#lastNumber;
  }
}

/** What is left of them after so many bytes. */
function withoutFirst(pieces: readonly Buffer[], bytes: number): Buffer[] {
  let done = bytes;
  let first = 0;
  while (first < pieces.length && done >= (pieces[first]?.length ?? 0)) done -= pieces[first++]?.length ?? 0;
  const [begun, ...rest] = pieces.slice(first);
  return begun === undefined ? [] : [begun.subarray(done), ...rest];
}
