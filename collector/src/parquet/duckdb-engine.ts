import { mkdir } from 'node:fs/promises';
import { DuckDBInstance, type DuckDBConnection } from '@duckdb/node-api';
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

/** Errors that say "this text does not become this type"; all others are about the machine or about us. */
const lineErrors = /^(Invalid Input|Conversion|Out of Range) Error/;

/**
 * The default engine: DuckDB reads NDJSON and writes Parquet in one statement. As many files may be written at
 * once as it has threads: every one takes a connection of its own.
 */
export class DuckDBEngine implements ParquetEngine {
  readonly #instance: DuckDBInstance;
  readonly #idle: DuckDBConnection[] = [];

  private constructor(instance: DuckDBInstance) {
    this.#instance = instance;
  }

  static async open(options: DuckDBOptions): Promise<DuckDBEngine> {
    await mkdir(options.temporaryDirectory, { recursive: true });
    const instance = await DuckDBInstance.create(':memory:', {
      memory_limit: `${Math.ceil(options.memoryBytes / 1024 / 1024)}MiB`,
      threads: String(options.threads),
      temp_directory: options.temporaryDirectory,
      autoinstall_known_extensions: 'false',
      autoload_known_extensions: 'false',
    });
    return new DuckDBEngine(instance);
  }

  /** zstd's first level: of events it makes files as small as its third, DuckDB's own choice, in less time. */
  async write(job: ParquetJob): Promise<ParquetResult> {
    const options = `format = 'newline_delimited', maximum_object_size = ${Math.max(smallestBuffer, job.longestLine + 2)}`;
    const source = `read_json(${literal(job.source)}, columns = ${readColumns(job)}, ${options})`;
    const sql =
      `COPY (SELECT ${selectColumns(job)} FROM ${source} AS line) ` +
      `TO ${literal(job.target)} (FORMAT parquet, COMPRESSION zstd, COMPRESSION_LEVEL 1, USE_TMP_FILE false)`;
    let rows: number;
    try {
      rows = await this.#withConnection(async (connection) => {
        const result = await connection.runAndReadAll(sql);
        return Number(result.getRows()[0]?.[0]);
      });
    } catch (cause) {
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
    if (rows === job.rows) return { fits: true };
    throw new AppError(
      'bug',
      'parquet_failed',
      `${job.rows} rows were staged for ${job.target}, and ${rows} written.`,
      {
        hint: 'The journal keeps everything. Please report this with the version of Eventbook.',
        data: { file: job.target, staged: job.rows, written: rows },
      },
    );
  }

  async rowsIn(paths: readonly string[]): Promise<ParquetRows> {
    return this.#withConnection(async (connection) => {
      const rows: (number | undefined)[] = [];
      for (const path of paths) rows.push(await metadataRows(connection, path));
      return rows;
    });
  }

  close(): void {
    for (const connection of this.#idle.splice(0)) connection.closeSync();
    this.#instance.closeSync();
  }

  async #withConnection<Result>(work: (connection: DuckDBConnection) => Promise<Result>): Promise<Result> {
    const connection = this.#idle.pop() ?? (await this.#instance.connect());
    try {
      return await work(connection);
    } finally {
      this.#idle.push(connection);
    }
  }
}

async function metadataRows(connection: DuckDBConnection, path: string): Promise<number | undefined> {
  try {
    const result = await connection.runAndReadAll(
      `SELECT num_rows FROM parquet_file_metadata(${literal(path)})`,
    );
    return Number(result.getRows()[0]?.[0]);
  } catch {
    return undefined;
  }
}
