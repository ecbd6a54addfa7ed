import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { DuckDBInstance } from '@duckdb/node-api';
import { startCollector } from '../support/collector.js';
import { runCommand } from '../support/run-command.js';
import { readManifests } from '../support/warehouse.js';
import { writeCatalog } from './door.js';
import type { Figure } from './table.js';
import { envelopes } from './workload.js';

const events = 3_000_000;

/**
 * Three million events of a dozen kinds, sent through the door and then sealed: from journal to Parquet with repeats looked
 * for, files synced and hashed. Beside it DuckDB alone, writing the senders' NDJSON as one untyped table.
 */
export async function benchWriter(scratch: string): Promise<Figure[]> {
  const catalog = join(scratch, 'catalog');
  await writeCatalog(catalog);
  const file = join(scratch, 'events.ndjson');
  await pipeline(Readable.from(lines()), createWriteStream(file));
  const alone = await timed(() => copyWithDuckDB(file, join(scratch, 'alone.parquet')));

  const data = join(scratch, 'data');
  const collector = await startCollector({ catalog, data });
  const sent = await timed(() =>
    run('eventbook', ['send', file, '--to', collector.url, '--key', 'eb_bench']),
  );
  const sealed = await timed(() => run('eventbook-collector', ['seal', '--data', data]));
  await collector.stop();
  const { rows, files, bytes } = await sumUp(join(data, 'warehouse'));
  if (rows !== events) throw new Error(`${rows} rows were written of ${events}`);
  return [
    { what: 'DuckDB alone, NDJSON to one Parquet', value: events / alone, unit: 'rows/s' },
    {
      what: 'an hour of a dozen kinds, journal to Parquet',
      value: events / sealed,
      unit: 'rows/s',
      bar: 200_000,
      baseline: { what: 'DuckDB alone', value: events / alone },
      note: `${files} files, ${(bytes / 2 ** 20).toFixed(0)} MiB`,
    },
    { what: 'eventbook send to a collector on the same machine', value: events / sent, unit: 'events/s' },
  ];
}

function* lines(): Generator<string> {
  for (const { text } of envelopes(events)) yield `${text}\n`;
}

/** Seconds. */
async function timed(work: () => Promise<unknown>): Promise<number> {
  const begun = performance.now();
  await work();
  return (performance.now() - begun) / 1000;
}

async function run(program: 'eventbook' | 'eventbook-collector', args: readonly string[]): Promise<void> {
  const { status, stdout, stderr } = await runCommand(program, args);
  if (status !== 0) throw new Error(`${program} ${args.join(' ')}\n${stdout}${stderr}`);
}

async function copyWithDuckDB(from: string, to: string): Promise<void> {
  const connection = await (await DuckDBInstance.create(':memory:')).connect();
  await connection.run(`COPY (FROM read_ndjson('${from}')) TO '${to}' (FORMAT parquet, COMPRESSION zstd)`);
}

async function sumUp(warehouse: string): Promise<{ rows: number; files: number; bytes: number }> {
  const tables = (await readManifests(warehouse)).flatMap((manifest) => Object.values(manifest.tables));
  const files = tables.flatMap((table) => table.files);
  const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0);
  return {
    rows: sum(files.map((file) => file.rows)),
    files: files.length,
    bytes: sum(files.map((file) => file.bytes)),
  };
}
