import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Sender, Senders } from '@eventbook/shared/check/senders';
import { AppError } from '@eventbook/shared/errors/app-error';
import { firstSchemaError } from '@eventbook/shared/event/first-schema-error';
import type { Manifest } from '@eventbook/shared/warehouse/manifest';
import { manifestSchema } from '@eventbook/shared/warehouse/manifest-schema';

/** From which UTC day on (YYYY-MM-DD) an event's rows are looked at; undefined where it is not asked about. */
export type SinceDay = (event: string) => string | undefined;

/**
 * Who sends what, from the Parquet files that a warehouse's manifests name.
 * @throws AppError file_not_found where there is no warehouse, file_unreadable where it cannot be read
 */
export async function readSenders(warehouse: string, since: SinceDay): Promise<Senders> {
  const found = await stat(join(warehouse, '_hours')).catch(() => undefined);
  if (found?.isDirectory() !== true) {
    throw new AppError('user', 'file_not_found', `There is no warehouse ${warehouse}.`, {
      hint: 'Name the folder that holds _hours/ and events/, as the collector writes it.',
    });
  }
  const files = await filesOf(warehouse, since);
  return files.size === 0 ? new Map() : await ask(files);
}

async function filesOf(warehouse: string, since: SinceDay): Promise<ReadonlyMap<string, readonly string[]>> {
  const root = join(warehouse, '_hours');
  const files = new Map<string, string[]>();
  for (const path of (await readdir(root, { recursive: true })).sort()) {
    const day = /^dt=(\d{4}-\d{2}-\d{2})[/\\]hour=\d{2}[/\\][^/\\]+\.json$/u.exec(path)?.[1];
    if (day === undefined) continue;
    const manifest = await readManifest(join(root, path));
    for (const [event, table] of Object.entries(manifest.tables)) {
      if (day < (since(event) ?? '9999')) continue;
      const known = files.get(event) ?? [];
      files.set(event, [...known, ...table.files.map((file) => join(warehouse, file.path))]);
    }
  }
  return files;
}

async function readManifest(path: string): Promise<Manifest> {
  let value: unknown;
  try {
    value = JSON.parse(await readFile(path, 'utf8'));
  } catch (cause) {
    throw unreadable(path, String(cause), cause);
  }
  const problem = firstSchemaError(manifestSchema, value);
  if (problem !== undefined) throw unreadable(path, problem);
  return value as Manifest;
}

function unreadable(path: string, why: string, cause?: unknown): AppError {
  return new AppError('user', 'file_unreadable', `${path} cannot be used: ${why}.`, {
    hint: 'Is this a warehouse that a collector wrote, and whole?',
    cause,
  });
}

/** DuckDB is large, and hardly any check wants it: it is loaded here. */
async function ask(files: ReadonlyMap<string, readonly string[]>): Promise<Senders> {
  const { DuckDBInstance } = await import('@duckdb/node-api');
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  try {
    const senders = new Map<string, Sender[]>();
    for (const [event, paths] of files) {
      const list = paths.map((path) => `'${path.replaceAll("'", "''")}'`).join(', ');
      const reader = await connection.runAndReadAll(
        `SELECT _event_version::INTEGER AS version, _environment AS environment, _source AS source,
           _langpack AS langpack, count(*)::INTEGER AS rows, strftime(max(_received_at), '%Y-%m-%d') AS last
         FROM read_parquet([${list}], union_by_name = true, hive_partitioning = false)
         GROUP BY ALL ORDER BY rows DESC, version, environment, source, langpack`,
      );
      const rows = reader.getRowObjectsJson() as unknown as (Omit<Sender, 'langpack'> & {
        langpack: string | null;
      })[];
      senders.set(
        event,
        rows.map((row) => ({ ...row, event, langpack: row.langpack ?? undefined })),
      );
    }
    return senders;
  } catch (cause) {
    throw unreadable('The warehouse', cause instanceof Error ? cause.message : String(cause), cause);
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}
