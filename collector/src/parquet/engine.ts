import type { Column } from '@eventbook/shared/warehouse/columns';

/** One table of one hour, staged as NDJSON, to become one Parquet file. */
export interface ParquetJob {
  readonly columns: readonly Column[];
  /** NDJSON: one stored event a line. */
  readonly source: string;
  /** How many lines there are, and the longest in bytes. */
  readonly rows: number;
  readonly longestLine: number;
  /** The file to make; what stands there is replaced. Its folder exists. */
  readonly target: string;
}

/** Either all rows are in the file, or lines among them do not fit the columns and there is no file to trust. */
export type ParquetResult = { readonly fits: true } | { readonly fits: false; readonly reason: string };

/** Rows by file; undefined for a file that is no whole Parquet file. */
export type ParquetRows = readonly (number | undefined)[];

/** What makes Parquet of staged rows. Repeats and splitting come before it. */
export interface ParquetEngine {
  /**
   * Writes one file and lets nothing go missing: the file has exactly `rows` rows, or the result says that lines do
   * not fit. Durable only after a sync, which is the caller's.
   * @throws AppError parquet_failed for everything that is not the lines' fault
   */
  write(job: ParquetJob): Promise<ParquetResult>;
  /** The rows that the files' own metadata tell. */
  rowsIn(paths: readonly string[]): Promise<ParquetRows>;
  close(): void;
}
