import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import type { Manifest } from '@eventbook/shared/warehouse/manifest';
import { listed } from '../support/warehouse.js';

/** What an hour's tables hold, whatever their files are called and whatever order their rows have. */
export interface HourContent {
  readonly rows: number;
  /** Of all rows with all columns. */
  readonly hash: string;
  readonly types: string;
  readonly different: number;
}

/** Reads an hour as a loader would: the files that its manifest names, by name of column. */
export async function contentOf(warehouse: string, manifest: Manifest): Promise<HourContent> {
  const tables = [...Object.values(manifest.tables), manifest.quarantine];
  const files = tables.flatMap((table) => table.files.map(({ path }) => join(warehouse, path)));
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  try {
    const source = `read_parquet([${listed(files)}], union_by_name = true, hive_partitioning = false)`;
    const sums = await connection.runAndReadAll(`
      SELECT count(*), sum(hash(r)::HUGEINT)::VARCHAR, count(DISTINCT _event_id) FROM (SELECT * FROM ${source}) AS r`);
    const [rows, hash, different] = sums.getRows()[0] ?? [];
    const types = (await connection.runAndReadAll(`DESCRIBE FROM ${source}`)).getRows();
    const told = types.map(([name, type]) => `${String(name)} ${String(type)}`).sort();
    return { rows: Number(rows), hash: String(hash), different: Number(different), types: told.join(', ') };
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}
