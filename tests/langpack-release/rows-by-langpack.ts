import { DuckDBInstance } from '@duckdb/node-api';
import { filesOf, listed, readManifests } from '../support/warehouse.js';

/** Rows of a warehouse: `<event> <version> <langpack>` and how many. */
export async function rowsByLangpack(warehouse: string): Promise<Record<string, number>> {
  const { tables } = filesOf(warehouse, await readManifests(warehouse));
  const connection = await (await DuckDBInstance.create(':memory:')).connect();
  const found: Record<string, number> = {};
  for (const [event, files] of tables) {
    const rows = await connection.runAndReadAll(
      `SELECT _event_version, _langpack, count(*) FROM read_parquet([${listed(files)}], union_by_name = true, hive_partitioning = false) GROUP BY ALL`,
    );
    for (const [version, langpack, count] of rows.getRows()) {
      found[`${event} ${String(version)} ${String(langpack)}`] = Number(count);
    }
  }
  connection.closeSync();
  return found;
}
