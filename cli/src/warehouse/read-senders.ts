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
 * Who sends what, from the Parquet files that a warehouse's manifests name. The quarantine counts too: what was withdrawn
 * or has ended waits there, and those who send it are the ones who are looked for.
 * @throws AppError file_not_found where there is no warehouse, file_unreadable where it cannot be read
 */
export async function readSenders(warehouse: string, since: SinceDay): Promise<Senders> {
  const found = await stat(join(warehouse, '_hours')).catch(() => undefined);
  if (found?.isDirectory() !== true) {
    throw new AppError('user', 'file_not_found', `There is no warehouse ${warehouse}.`, {
      hint: 'Name the folder that holds _hours/ and events/, as the collector writes it.',
    });
  }
  const { tables, quarantine } = await filesOf(warehouse, since);
  if (tables.size === 0 && quarantine.length === 0) return new Map();
  return await ask(tables, quarantine, since);
}

interface Files {
  /** By event. */
  readonly tables: ReadonlyMap<string, readonly string[]>;
  readonly quarantine: readonly string[];
}

async function filesOf(warehouse: string, since: SinceDay): Promise<Files> {
  const root = join(warehouse, '_hours');
  const tables = new Map<string, string[]>();
  const quarantine: string[] = [];
  for (const path of (await readdir(root, { recursive: true })).sort()) {
    const day = /^dt=(\d{4}-\d{2}-\d{2})[/\\]hour=\d{2}[/\\][^/\\]+\.json$/u.exec(path)?.[1];
    if (day === undefined) continue;
    const manifest = await readManifest(join(root, path));
    for (const [event, table] of Object.entries(manifest.tables)) {
      if (day < (since(event) ?? '9999')) continue;
      const known = tables.get(event) ?? [];
      tables.set(event, [...known, ...table.files.map((file) => join(warehouse, file.path))]);
    }
    quarantine.push(...manifest.quarantine.files.map((file) => join(warehouse, file.path)));
  }
  return { tables, quarantine };
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

/** What one sender sent on one day. */
type SentOnDay = Omit<Sender, 'langpack' | 'last' | 'quarantined'> & {
  readonly langpack: string | null;
  readonly day: string;
};

/** DuckDB is large, and hardly any check wants it: it is loaded here. */
async function ask(
  tables: ReadonlyMap<string, readonly string[]>,
  quarantine: readonly string[],
  since: SinceDay,
): Promise<Senders> {
  const { DuckDBInstance } = await import('@duckdb/node-api');
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  const sent = async (event: string, paths: readonly string[]): Promise<SentOnDay[]> => {
    const reader = await connection.runAndReadAll(
      `SELECT ${event} AS event, _event_version::INTEGER AS version, _environment AS environment, _source AS source,
         _langpack AS langpack, count(*)::INTEGER AS rows, strftime(_received_at, '%Y-%m-%d') AS day
       FROM read_parquet([${paths.map(literal).join(', ')}], union_by_name = true, hive_partitioning = false)
       WHERE _event_version IS NOT NULL GROUP BY ALL`,
    );
    return reader.getRowObjectsJson() as unknown as SentOnDay[];
  };
  try {
    const senders = new Map<string, Map<string, Sender>>();
    for (const [event, paths] of tables)
      for (const row of await sent(literal(event), paths)) count(senders, row, false);
    for (const row of quarantine.length === 0 ? [] : await sent('_event', quarantine))
      if (row.day >= (since(row.event) ?? '9999')) count(senders, row, true);
    return new Map([...senders].map(([event, each]) => [event, [...each.values()].sort(busiestFirst)]));
  } catch (cause) {
    throw unreadable('The warehouse', cause instanceof Error ? cause.message : String(cause), cause);
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

function count(
  senders: Map<string, Map<string, Sender>>,
  { day, ...row }: SentOnDay,
  isQuarantined: boolean,
): void {
  const ofEvent = senders.get(row.event) ?? new Map<string, Sender>();
  const key = JSON.stringify([row.version, row.environment, row.source, row.langpack]);
  const known = ofEvent.get(key);
  ofEvent.set(key, {
    ...row,
    langpack: row.langpack ?? undefined,
    rows: row.rows + (known?.rows ?? 0),
    quarantined: (isQuarantined ? row.rows : 0) + (known?.quarantined ?? 0),
    last: known === undefined || known.last < day ? day : known.last,
  });
  senders.set(row.event, ofEvent);
}

/** Those with the same count in an order that is always the same. */
function busiestFirst(one: Sender, other: Sender): number {
  const keyOf = ({ environment, source, langpack = '' }: Sender): string =>
    `${environment} ${source} ${langpack}`;
  return other.rows - one.rows || one.version - other.version || (keyOf(one) < keyOf(other) ? -1 : 1);
}
