import type { Column } from '@eventbook/shared/warehouse/columns';

/** What many lines of a table say alike: it stands here once, and a line has its number, `_origin`. */
export interface LineOrigin {
  readonly _outcome: string;
  readonly _environment: string;
  readonly _source: string;
  readonly _snapshot: string;
  readonly _collector: string;
}

/** Of a line: which of its job's origins it has. A line without one has nothing in those columns. */
export const originKey = '_origin';

const originColumns = [
  '_outcome',
  '_environment',
  '_source',
  '_snapshot',
  '_collector',
] as const satisfies readonly (keyof LineOrigin)[];

/** The key of an origin that a column is taken from; undefined where it stands in the lines. */
export function originColumnOf(
  { path }: Column,
  origins: ParquetJob['origins'],
): keyof LineOrigin | undefined {
  if (origins === undefined || path.length !== 1) return undefined;
  return originColumns.find((key) => key === path[0]);
}

/** One table of one hour, staged as NDJSON, to become one Parquet file. */
export interface ParquetJob {
  readonly columns: readonly Column[];
  /** NDJSON: one stored event a line. */
  readonly source: string;
  /** Where they are given, lines have their origin by number; without, each line says all by itself. */
  readonly origins?: readonly LineOrigin[];
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

/**
 * What makes Parquet of staged rows: (columns, rows) → file. Repeats and splitting come before it. Every engine passes
 * conformance/ and pyarrow/, where DuckDB and pyarrow read what it wrote: equal rows, equal types. JSON kept as text is
 * equal as JSON: 1e+21 may be written 1e21.
 */
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
