import type { Logger } from 'pino';
import type { Hour } from '@eventbook/shared/warehouse/hour';
import type { PartThresholds } from './write-part.js';
import type { ParquetEngineName } from '../parquet/open-engine.js';

export interface WriterOptions {
  /** Journals, snapshots, index and staging are in it. */
  readonly dataDirectory: string;
  readonly warehouseDirectory: string;
  /** The collector's name: manifests and Parquet files carry it. */
  readonly writer: string;
  /** How many hours back a repeat is recognised. */
  readonly dedupeHours: number;
  /** DuckDB by default. */
  readonly parquetEngine?: ParquetEngineName;
  /** What DuckDB may use, in bytes; beyond it works on disk. 512 MiB by default. */
  readonly duckdbMemoryBytes?: number;
  /** 2 by default. */
  readonly duckdbThreads?: number;
  /** For the ids of an hour while repeats are looked for; more ids are done in several passes. 256 MiB by default. */
  readonly keyMemoryBytes?: number;
  /** For rows on their way to the staging files. 64 MiB by default. */
  readonly stagingMemoryBytes?: number;
  /** How long files of an older generation stay for loaders that are reading them. An hour by default. */
  readonly graceMilliseconds?: number;
  /** How long segments stay after their hour has ended. 72 hours by default. */
  readonly retentionHours?: number;
  /** What all journals together may take on disk, in bytes; 0, the default, is no limit. */
  readonly retentionBytes?: number;
  /** Whether segments of closed hours are compressed. By default. */
  readonly compressJournals?: boolean;
  /** Whether somebody else has an hour for good, where hours are not written here. */
  readonly isKeptElsewhere?: (hour: Hour) => Promise<boolean>;
  /** When a table gets a file before its hour's end. 100,000 rows or 32 MiB by default. */
  readonly partThresholds?: PartThresholds;
  readonly log: Pick<Logger, 'info' | 'warn' | 'error'>;
}

/** How far the writing of an hour is. */
export interface WriteProgress {
  readonly stage: 'repeats' | 'staging' | 'parquet' | 'manifest';
  /** Rows read, or tables written. */
  readonly done: number;
  readonly total: number;
}
