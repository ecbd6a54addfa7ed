import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '@eventbook/shared/errors/app-error';
import type { Hour } from '@eventbook/shared/warehouse/hour';
import type { Manifest } from '@eventbook/shared/warehouse/manifest';
import xxhash from 'xxhash-wasm';
import { wallMilliseconds } from '../clock/wall-clock.js';
import { dataDirectoryLayout } from '../data-directory/layout.js';
import { makeNamedFolder } from '../data-directory/named-folder.js';
import type { ParquetEngine } from '../parquet/engine.js';
import { openParquetEngine } from '../parquet/open-engine.js';
import type { HourSummary } from './hour-summary.js';
import { readSeed } from './index-seed.js';
import { graceMilliseconds, Leftovers } from './leftovers.js';
import { listHours } from './list-hours.js';
import { filesOf, readManifest } from './manifest-file.js';
import { reconcileHours } from './reconcile.js';
import type { Reconciliation } from './reconciliation.js';
import { tendJournals, type JournalCare, type Tended } from './tend-journals.js';
import { writeHour, type WriterParts } from './write-hour.js';
import { type PartThresholds, writePart } from './write-part.js';
import type { WriteProgress, WriterOptions } from './writer-options.js';

const mebibyte = 1024 * 1024;
const usualThresholds: PartThresholds = { rows: 100_000, bytes: 32 * mebibyte };

/**
 * Makes hourly Parquet of the journals of one data directory. One process at a time may have it open for writing
 * (the data directory's lock is its caller's); what it is asked to do it does one after the other.
 */
export class HourWriter {
  readonly #parts: WriterParts;
  readonly #engine: ParquetEngine;
  readonly #care: JournalCare;
  readonly #thresholds: PartThresholds;
  #queue: Promise<unknown> = Promise.resolve();

  private constructor(parts: WriterParts, care: JournalCare, thresholds: PartThresholds) {
    this.#parts = parts;
    this.#care = care;
    this.#thresholds = thresholds;
    this.#engine = parts.engine;
  }

  /** Empties the staging folder, and removes files of older generations whose grace is over. */
  static async open(options: WriterOptions): Promise<HourWriter> {
    const layout = dataDirectoryLayout(options.dataDirectory);
    await rm(layout.staging, { recursive: true, force: true });
    await makeNamedFolder(options.warehouseDirectory, '--warehouse');
    for (const directory of [layout.staging, layout.index]) await mkdir(directory, { recursive: true });
    const threads = options.duckdbThreads ?? 2;
    const engine = await openParquetEngine(options.parquetEngine ?? 'duckdb', {
      memoryBytes: options.duckdbMemoryBytes ?? 512 * mebibyte,
      threads,
      temporaryDirectory: join(layout.staging, 'duckdb'),
    });
    const leftovers = new Leftovers({
      directory: join(layout.index, 'leftovers'),
      graceMilliseconds: options.graceMilliseconds ?? graceMilliseconds,
      named: async (hour) => {
        const manifest = await readManifest(options.warehouseDirectory, options.writer, hour);
        return manifest === undefined ? [] : filesOf(manifest).map(({ path }) => path);
      },
      remove: (file) => rm(join(options.warehouseDirectory, file), { force: true }),
    });
    await leftovers.remove(new Date(wallMilliseconds()));
    const parts: WriterParts = {
      ...layout,
      warehouse: options.warehouseDirectory,
      writer: options.writer,
      dedupeHours: options.dedupeHours,
      keyMemoryBytes: options.keyMemoryBytes ?? 256 * mebibyte,
      stagingMemoryBytes: options.stagingMemoryBytes ?? 64 * mebibyte,
      seed: await readSeed(layout.index),
      hash: await xxhash(),
      engine,
      tablesAtOnce: threads,
      leftovers,
      log: options.log,
    };
    const care = {
      ...parts,
      retentionHours: options.retentionHours ?? 72,
      retentionBytes: options.retentionBytes ?? 0,
      compress: options.compressJournals ?? true,
      ...(options.isKeptElsewhere === undefined ? {} : { isKeptElsewhere: options.isKeptElsewhere }),
    };
    return new HourWriter(parts, care, options.partThresholds ?? usualThresholds);
  }

  /**
   * Writes all finished segments of an hour as the next generation of it; the older generation's files go after the
   * grace time. Writing again gives equal rows. An hour without events gets a manifest without tables.
   * @throws AppError parquet_failed, journal_damaged, journal_freed, file_not_found (a snapshot); the warehouse is
   *   then as it was before
   */
  write(
    hour: Hour,
    state: Manifest['state'],
    onProgress?: (progress: WriteProgress) => void,
    keepParts?: boolean,
    absent?: readonly string[],
  ): Promise<Manifest> {
    return this.#inTurn(async () => {
      try {
        return await writeHour(this.#parts, hour, state, onProgress, keepParts, absent);
      } catch (error) {
        throw asDiskFailure(error, hour);
      }
    });
  }

  /**
   * Writes what an open hour holds of its large tables; undefined where none is large enough. `write` with `keepParts`
   * ends such an hour, without it the hour is written whole.
   */
  writePart(hour: Hour): Promise<Manifest | undefined> {
    return this.#inTurn(async () => {
      try {
        return await writePart(this.#parts, hour, this.#thresholds);
      } catch (error) {
        throw asDiskFailure(error, hour);
      }
    });
  }

  /** The hours that are in a journal still and those after; or from `since` on, as far as manifests go back. */
  listHours(since?: Hour): Promise<HourSummary[]> {
    return this.#inTurn(() => listHours(this.#parts, since));
  }

  /** Holds journals, manifests and files against each other; from hour `since` on, where it is given. */
  reconcile(since?: Hour): Promise<Reconciliation> {
    return this.#inTurn(() => reconcileHours(this.#parts, since));
  }

  /** Frees what retention lets go, and compresses what stays: step by step, so that a write is never kept waiting long. */
  tend(): Promise<Tended> {
    return tendJournals(this.#care, wallMilliseconds(), (work) => this.#inTurn(work));
  }

  /** Waits for what is under way. */
  async close(): Promise<void> {
    await this.#inTurn(() => Promise.resolve());
    this.#engine.close();
  }

  #inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    const result = this.#queue.then(work);
    this.#queue = result.catch(() => undefined);
    return result;
  }
}

/** What the operating system says of a file: a full or read-only disk is nothing to report to us. */
function asDiskFailure(error: unknown, hour: Hour): unknown {
  if (!(error instanceof Error) || error instanceof AppError || !('syscall' in error)) return error;
  return new AppError(
    'unavailable',
    'parquet_failed',
    `Hour ${hour} could not be written: ${error.message}.`,
    {
      hint: 'The journal keeps everything; the hour can be written again. Look at free disk and rights first.',
      data: { hour },
      cause: error,
    },
  );
}
