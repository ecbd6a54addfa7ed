import { DuckDBInstance } from '@duckdb/node-api';
import { filesOf, listed, readManifests } from '../support/warehouse.js';

/** What stands in a warehouse, told from its files alone. */
export interface FoundEvents {
  /** Ids of rows in events' own tables. */
  readonly stored: ReadonlySet<string>;
  readonly quarantined: ReadonlySet<string>;
  /** Rows whose id another row has too. */
  readonly twice: number;
  /** What the manifests say was left out. */
  readonly repeats: number;
}

/** Reads a warehouse as a loader would: by its manifests, with DuckDB. */
export async function findEvents(root: string): Promise<FoundEvents> {
  const manifests = await readManifests(root);
  const { tables, quarantine } = filesOf(root, manifests);
  const stored = await idsIn([...tables.values()].flat());
  const quarantined = await idsIn(quarantine);
  const distinct = new Set([...stored, ...quarantined]);
  return {
    stored: new Set(stored),
    quarantined: new Set(quarantined),
    twice: stored.length + quarantined.length - distinct.size,
    repeats: manifests.reduce(
      (sum, { repeats, quarantine_repeats }) => sum + repeats + quarantine_repeats,
      0,
    ),
  };
}

async function idsIn(files: readonly string[]): Promise<string[]> {
  if (files.length === 0) return [];
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  try {
    const query = `SELECT _event_id::VARCHAR FROM read_parquet([${listed(files)}], union_by_name = true)`;
    return (await connection.runAndReadAll(query)).getRows().map(([id]) => String(id));
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}
