import { mkdir, stat } from 'node:fs/promises';
import { DuckDBInstance, type DuckDBConnection, type DuckDBValue } from '@duckdb/node-api';
import { AppError } from '@eventbook/shared/errors/app-error';
import { readColumns, selectColumns } from './duckdb-columns.js';
import type { ParquetEngine, ParquetJob, ParquetResult, ParquetRows } from './engine.js';
import { literal } from './quote-sql.js';

export interface DuckDBOptions {
  readonly memoryBytes: number;
  readonly threads: number;
  /** Where it puts what does not fit into memory. */
  readonly temporaryDirectory: string;
}

/** DuckDB's reader takes two buffers of this size, so it is not larger than lines need. */
const smallestBuffer = 1024 * 1024;
const smallestBufferOfSmall = 64 * 1024;
/** What it takes for one file besides, however small that is. */
const memoryOfReader = 40 * 1024 * 1024;

/**
 * Up to here a table is small: an hour of a thousand kinds has hundreds of such. What their files cost is not their
 * rows but what is done once a file, so they are done by one thread each, and compressed by snappy: zstd takes longer
 * to begin than they take to be written.
 */
const smallBytes = 256 * 1024;

/**
 * Rows of an open row group wait in memory, once for each file that is being written. DuckDB takes 122,880 however wide
 * they are: two such groups of wide events fill what it may use, and it then takes four times as long.
 */
const rowGroupBytes = 40 * 1024 * 1024;
const largestRowGroup = 122_880;
/** DuckDB's own unit. */
const rowsOfVector = 2048;

/** Errors that say "this text does not become this type"; all others are about the machine or about us. */
const lineErrors = /^(Invalid Input|Conversion|Out of Range) Error/;

/**
 * The default engine: DuckDB reads NDJSON and writes Parquet in one statement. As many files may be written at
 * once as it has threads: every one takes a connection of its own.
 */
export class DuckDBEngine implements ParquetEngine {
  readonly #large: Connections;
  readonly #small: Connections;

  private constructor(large: Connections, small: Connections) {
    this.#large = large;
    this.#small = small;
  }

  static async open(options: DuckDBOptions): Promise<DuckDBEngine> {
    await mkdir(options.temporaryDirectory, { recursive: true });
    const atOnce = options.threads;
    const forSmall = memoryOfReader * (options.threads + 1);
    if (options.memoryBytes < 3 * forSmall) {
      const only = await Connections.open({ ...options, atOnce });
      return new DuckDBEngine(only, only);
    }
    const large = await Connections.open({ ...options, atOnce, memoryBytes: options.memoryBytes - forSmall });
    const small = await Connections.open({ ...options, atOnce, memoryBytes: forSmall, threads: 1 });
    return new DuckDBEngine(large, small);
  }

  /** zstd's first level: of events it makes files as small as its third, DuckDB's own choice, in less time. */
  async write(job: ParquetJob): Promise<ParquetResult> {
    try {
      const { size } = await stat(job.source);
      const isSmall = size <= smallBytes;
      const buffer = isSmall ? smallestBufferOfSmall : smallestBuffer;
      const options = `format = 'newline_delimited', maximum_object_size = ${Math.max(buffer, job.longestLine + 2)}`;
      const source = `read_json(${literal(job.source)}, columns = ${readColumns(job)}, ${options})`;
      const compression = isSmall ? 'snappy' : 'zstd, COMPRESSION_LEVEL 1';
      const sql =
        `COPY (SELECT ${selectColumns(job)} FROM ${source} AS line) ` +
        `TO ${literal(job.target)} (FORMAT parquet, COMPRESSION ${compression}, ` +
        `ROW_GROUP_SIZE ${rowsOfGroup(size, job.rows)}, USE_TMP_FILE false)`;
      const [row] = await (isSmall ? this.#small : this.#large).ask(sql);
      return asStaged(job, Number(row?.[0]));
    } catch (cause) {
      if (cause instanceof AppError) throw cause;
      const message = cause instanceof Error ? cause.message : String(cause);
      if (lineErrors.test(message)) return { fits: false, reason: message.split('\n')[0] ?? message };
      throw new AppError(
        'unavailable',
        'parquet_failed',
        `DuckDB could not write ${job.target}: ${message}`,
        {
          hint: 'The journal keeps everything; the hour can be written again. Look at free disk and memory first.',
          data: { file: job.target },
          cause,
        },
      );
    }
  }

  async rowsIn(paths: readonly string[]): Promise<ParquetRows> {
    if (paths.length === 0) return [];
    const list = paths.map(literal).join(', ');
    try {
      const told = await this.#large.ask(`SELECT file_name, num_rows FROM parquet_file_metadata([${list}])`);
      const rows = new Map(told.map(([file, count]) => [String(file), Number(count)]));
      return paths.map((path) => rows.get(path));
    } catch {
      // One of them is no Parquet file, and takes the answer for all with it.
      const [first] = paths;
      if (paths.length === 1 || first === undefined) return [undefined];
      const middle = Math.ceil(paths.length / 2);
      return [...(await this.rowsIn(paths.slice(0, middle))), ...(await this.rowsIn(paths.slice(middle)))];
    }
  }

  close(): void {
    this.#large.close();
    if (this.#small !== this.#large) this.#small.close();
  }
}

function rowsOfGroup(bytes: number, rows: number): number {
  const fitting = rowGroupBytes / (bytes / Math.max(rows, 1));
  const vectors = Math.floor(Math.min(fitting, largestRowGroup) / rowsOfVector);
  return Math.max(vectors, 1) * rowsOfVector;
}

function asStaged({ rows, target }: ParquetJob, written: number): ParquetResult {
  if (rows === written) return { fits: true };
  throw new AppError(
    'bug',
    'parquet_failed',
    `${rows} rows were staged for ${target}, and ${written} written.`,
    {
      hint: 'The journal keeps everything. Please report this with the version of Eventbook.',
      data: { file: target, staged: rows, written },
    },
  );
}

/** A DuckDB in memory, and connections to it that are used again: one for each of its threads, who comes later waits. */
class Connections {
  readonly #instance: DuckDBInstance;
  readonly #idle: DuckDBConnection[];
  readonly #waiting: ((connection: DuckDBConnection) => void)[] = [];

  private constructor(instance: DuckDBInstance, connections: DuckDBConnection[]) {
    this.#instance = instance;
    this.#idle = connections;
  }

  static async open(options: DuckDBOptions & { readonly atOnce: number }): Promise<Connections> {
    const instance = await DuckDBInstance.create(':memory:', {
      memory_limit: `${Math.ceil(options.memoryBytes / 1024 / 1024)}MiB`,
      threads: String(options.threads),
      temp_directory: options.temporaryDirectory,
      autoinstall_known_extensions: 'false',
      autoload_known_extensions: 'false',
    });
    const connections: DuckDBConnection[] = [];
    while (connections.length < options.atOnce) connections.push(await instance.connect());
    return new Connections(instance, connections);
  }

  async ask(sql: string): Promise<DuckDBValue[][]> {
    const connection =
      this.#idle.pop() ?? (await new Promise<DuckDBConnection>((resolve) => this.#waiting.push(resolve)));
    try {
      return (await connection.runAndReadAll(sql)).getRows();
    } finally {
      const next = this.#waiting.shift();
      if (next === undefined) this.#idle.push(connection);
      else next(connection);
    }
  }

  close(): void {
    for (const connection of this.#idle.splice(0)) connection.closeSync();
    this.#instance.closeSync();
  }
}
