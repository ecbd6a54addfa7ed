import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import type { Hour } from '@eventbook/shared/warehouse/hour';
import type { Manifest, ManifestTable } from '@eventbook/shared/warehouse/manifest';

export interface Warehouse {
  readonly rows: number;
  readonly repeats: number;
  readonly quarantineRows: number;
  readonly quarantineRepeats: number;
  readonly rowsPerEvent: readonly (readonly [event: string, rows: number])[];
  /** Most frequent first. */
  readonly reasons: readonly (readonly [outcome: string, reason: string, events: number, example: string])[];
}

/** Reads a warehouse as a loader would: the manifests say which files count, DuckDB says what is in them. */
export async function readWarehouse(root: string): Promise<Warehouse> {
  const manifests = await readManifests(root);
  const { tables, quarantine } = filesOf(root, manifests);
  const connection = await (await DuckDBInstance.create(':memory:')).connect();
  const rowsPerEvent: [string, number][] = [];
  for (const [event, files] of [...tables].sort())
    rowsPerEvent.push([event, await countRows(connection, files)]);
  const sum = (of: (manifest: Manifest) => number) => manifests.reduce((total, one) => total + of(one), 0);
  return {
    rows: rowsPerEvent.reduce((total, [, rows]) => total + rows, 0),
    repeats: sum(({ repeats }) => repeats),
    quarantineRows: await countRows(connection, quarantine),
    quarantineRepeats: sum(({ quarantine_repeats }) => quarantine_repeats),
    rowsPerEvent,
    reasons: await readReasons(connection, [...[...tables.values()].flat(), ...quarantine]),
  };
}

/** The Parquet files that the manifests name, by event, and those of the quarantine. */
export function filesOf(
  root: string,
  manifests: readonly Manifest[],
): { tables: ReadonlyMap<string, readonly string[]>; quarantine: readonly string[] } {
  const pathsOf = ({ files }: ManifestTable) => files.map(({ path }) => join(root, path));
  const tables = new Map<string, string[]>();
  for (const manifest of manifests) {
    for (const [event, table] of Object.entries(manifest.tables)) {
      tables.set(event, [...(tables.get(event) ?? []), ...pathsOf(table)]);
    }
  }
  return { tables, quarantine: manifests.flatMap(({ quarantine }) => pathsOf(quarantine)) };
}

export async function readManifests(root: string): Promise<Manifest[]> {
  const paths = await readdir(join(root, '_hours'), { recursive: true });
  const texts = paths
    .filter((path) => path.endsWith('.json'))
    .map((path) => readFile(join(root, '_hours', path), 'utf8'));
  return (await Promise.all(texts)).map((text) => JSON.parse(text) as Manifest);
}

/**
 * Resolves when each of these hours is closed with nothing missing. By name: a collector that starts before it has a journal
 * tells of the hour before too, which then is closed without a row.
 */
export async function hoursClosed(root: string, hours: readonly Hour[]): Promise<void> {
  const isWhole = ({ hour, state, absent }: Manifest): boolean =>
    hours.includes(hour) && state === 'closed' && absent === undefined;
  for (let whole = 0; whole < hours.length;) {
    await sleep(100);
    whole = (await readManifests(root).catch(() => [])).filter(isWhole).length;
  }
}

/** Paths as the elements of an SQL list. */
export function listed(files: readonly string[]): string {
  return files.map((file) => `'${file.replaceAll("'", "''")}'`).join(', ');
}

async function countRows(connection: DuckDBConnection, files: readonly string[]): Promise<number> {
  if (files.length === 0) return 0;
  const reader = await connection.runAndReadAll(`SELECT count(*) FROM read_parquet([${listed(files)}])`);
  return Number(reader.getRows()[0]?.[0]);
}

async function readReasons(
  connection: DuckDBConnection,
  files: readonly string[],
): Promise<[string, string, number, string][]> {
  if (files.length === 0) return [];
  const reader = await connection.runAndReadAll(`
    SELECT _outcome, violation.code, count(*)::INTEGER, any_value(violation.message)
    FROM (SELECT _outcome, unnest(_violations) AS violation FROM read_parquet([${listed(files)}], union_by_name = true))
    GROUP BY ALL ORDER BY 3 DESC LIMIT 12`);
  return reader.getRows() as [string, string, number, string][];
}
