import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { AppError } from '@eventbook/shared/errors/app-error';
import type { ManifestTable } from '@eventbook/shared/warehouse/manifest';
import { listManifests } from '../hours/list-manifests.js';
import { readManifest } from '../hours/manifest-file.js';
import { identifier, literal } from '../parquet/quote-sql.js';
import { table } from './table.js';

/** The rows of an answer, with values as JSON has them: what it has no number for is text. */
export interface QueryResult {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly unknown[])[];
}

const overview = 'SELECT name AS "table", rows, files FROM tables ORDER BY name';

/**
 * Asks DuckDB about a warehouse. Each event is a view by its name, the quarantine is `quarantine`, and `tables` lists
 * them: all made of the files that manifests name, and of no others. Without SQL, answers that list.
 * @throws AppError usage where DuckDB refuses the question, file_not_found where there is no warehouse
 */
export async function query(warehouse: string, sql: string | undefined): Promise<QueryResult> {
  const found = await stat(warehouse).catch(() => undefined);
  if (found?.isDirectory() !== true) {
    throw new AppError('user', 'file_not_found', `There is no warehouse ${warehouse}.`, {
      hint: 'Name the data directory of the collector, and its warehouse where that stands elsewhere.',
    });
  }
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  try {
    await makeViews(connection, await tablesOf(warehouse), warehouse);
    const reader = await connection.runAndReadAll(sql ?? overview);
    return { columns: reader.columnNames(), rows: reader.getRowsJson() };
  } catch (cause) {
    if (cause instanceof AppError || !(cause instanceof Error)) throw cause;
    const hint =
      'Names with dots stand in double quotes: SELECT * FROM "checkout.order_paid". Without SQL, tables are listed.';
    throw new AppError('user', 'usage', cause.message, { hint, cause });
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

/** For programs: an object a row. */
export function objectsOf({ columns, rows }: QueryResult): readonly Readonly<Record<string, unknown>>[] {
  return rows.map((row) => Object.fromEntries(columns.map((column, index) => [column, row[index]])));
}

/** For people. */
export function printRows({ columns, rows }: QueryResult): string {
  const shown = (value: unknown): string | number => {
    if (value === null || value === undefined) return '';
    return typeof value === 'string' || typeof value === 'number' ? value : JSON.stringify(value);
  };
  const counted = `${rows.length} row${rows.length === 1 ? '' : 's'}\n`;
  return `${table(
    columns,
    rows.map((row) => row.map(shown)),
  )}${counted}`;
}

async function tablesOf(warehouse: string): Promise<Map<string, ManifestTable[]>> {
  const tables = new Map<string, ManifestTable[]>([['quarantine', []]]);
  for (const { hour, writer } of await listManifests(warehouse)) {
    const manifest = await readManifest(warehouse, writer, hour);
    if (manifest === undefined) continue;
    for (const [name, part] of [
      ...Object.entries(manifest.tables),
      ['quarantine', manifest.quarantine] as const,
    ]) {
      tables.set(name, [...(tables.get(name) ?? []), part]);
    }
  }
  return tables;
}

async function makeViews(
  connection: DuckDBConnection,
  tables: ReadonlyMap<string, readonly ManifestTable[]>,
  warehouse: string,
): Promise<void> {
  await connection.run('CREATE TABLE tables (name VARCHAR, rows BIGINT, files BIGINT)');
  for (const [name, parts] of tables) {
    const files = parts.flatMap((part) => part.files);
    if (files.length === 0) continue;
    const rows = parts.reduce((sum, part) => sum + part.rows, 0);
    const paths = files.map(({ path }) => literal(join(warehouse, path))).join(', ');
    await connection.run(
      `CREATE VIEW ${identifier(name)} AS FROM read_parquet([${paths}], union_by_name = true)`,
    );
    await connection.run(`INSERT INTO tables VALUES (${literal(name)}, ${rows}, ${files.length})`);
  }
}
