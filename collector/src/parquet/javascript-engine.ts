import { open, type FileHandle } from 'node:fs/promises';
import parquet from 'parquetjs-lite';
import { AppError } from '@eventbook/shared/errors/app-error';
import type { ParquetEngine, ParquetJob, ParquetResult, ParquetRows } from './engine.js';
import { rowsInFooter, TypedParquetFile } from './javascript-footer.js';
import { libraryFields } from './javascript-schema.js';
import { Misfit, rowOf } from './javascript-values.js';
import { stagedLines } from './staged-lines.js';

/** A row group ends with the row that reaches one of these; all of it is in memory until then. */
const rowsInGroup = 20_000;
const bytesInGroup = 8 * 1024 * 1024;

/** The engine for places where no native module runs: parquetjs-lite, some ten times slower than DuckDB. */
export class JavaScriptEngine implements ParquetEngine {
  async write(job: ParquetJob): Promise<ParquetResult> {
    const file = await open(job.target, 'w').catch((cause: unknown) => refuse(job, cause));
    const output = new Output(file);
    let rows: number;
    try {
      rows = await writeRows(job, output);
    } catch (error) {
      if (error instanceof Misfit) return { fits: false, reason: error.message };
      return refuse(job, error);
    } finally {
      await file.close();
    }
    if (rows === job.rows) return { fits: true };
    const message = `${job.rows} rows were staged for ${job.target}, and ${rows} written.`;
    throw new AppError('bug', 'parquet_failed', message, { data: { file: job.target } });
  }

  async rowsIn(paths: readonly string[]): Promise<ParquetRows> {
    const rows: (number | undefined)[] = [];
    for (const path of paths) rows.push(await rowsOf(path));
    return rows;
  }

  close(): void {
    // Nothing is held between files.
  }
}

async function writeRows(job: ParquetJob, output: Output): Promise<number> {
  const { columns } = job;
  const envelope = new TypedParquetFile(columns, (bytes) => output.write(bytes));
  const writer = new parquet.ParquetWriter(new parquet.ParquetSchema(libraryFields(columns)), envelope, {
    rowGroupSize: rowsInGroup,
  });
  let rows = 0;
  let groupRows = 0;
  let groupBytes = 0;
  for await (const lines of stagedLines(job.source)) {
    for (const line of lines) {
      rows += 1;
      groupRows += 1;
      groupBytes += line.length;
      const isFull = groupRows >= rowsInGroup || groupBytes >= bytesInGroup;
      // The library ends a group with the row that makes it so long.
      writer.setRowGroupSize(isFull ? 1 : rowsInGroup);
      await writer.appendRow(rowOf(line.toString('utf8'), job));
      if (isFull) groupRows = groupBytes = 0;
    }
    output.check();
  }
  await writer.close();
  output.check();
  return rows;
}

/** Where the library writes to. It does not await all its writes, so they are put in a row and fail later. */
class Output {
  readonly #file: FileHandle;
  #turn: Promise<void> = Promise.resolve();
  #failure: Error | undefined;

  constructor(file: FileHandle) {
    this.#file = file;
  }

  write(bytes: Buffer): Promise<void> {
    this.#turn = this.#turn.then(async () => {
      if (this.#failure === undefined) await this.#file.appendFile(bytes);
    });
    this.#turn = this.#turn.catch((error: unknown) => {
      this.#failure = error instanceof Error ? error : new Error(String(error));
    });
    return this.#turn;
  }

  /** Throws what a write failed with. */
  check(): void {
    if (this.#failure !== undefined) throw this.#failure;
  }
}

async function rowsOf(path: string): Promise<number | undefined> {
  const file = await open(path, 'r').catch(() => undefined);
  try {
    return file && (await rowsInFooter(file));
  } catch {
    return undefined;
  } finally {
    await file?.close();
  }
}

/** The library throws texts. */
function refuse({ target }: ParquetJob, cause: unknown): never {
  const message = cause instanceof Error ? cause.message : String(cause);
  throw new AppError('unavailable', 'parquet_failed', `${target} could not be written: ${message}`, {
    hint: 'The journal keeps everything; the hour can be written again. Look at free disk and memory first.',
    data: { file: target },
    cause,
  });
}
