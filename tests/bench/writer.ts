import { createWriteStream } from 'node:fs';
import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { DuckDBInstance } from '@duckdb/node-api';
import { type Collector, startCollector } from '../support/collector.js';
import { runCommand } from '../support/run-command.js';
import { readManifests } from '../support/warehouse.js';
import { writeCatalog } from './door.js';
import { childrenOf } from './processes.js';
import { peakMebibytes } from './resident.js';
import type { Figure } from './table.js';
import { envelopes, kindNames, workloadCatalog } from './workload.js';

/** A share of the counts below, for a first look. */
const share = Number(process.env['EVENTBOOK_BENCH_SHARE'] ?? 1);
const eventsOfDozen = Math.round(3_000_000 * share);
const eventsOfThousand = Math.round(1_000_000 * share);
const eventsPerEngine = Math.round(100_000 * share);

/**
 * Hours from journal to Parquet, with repeats looked for, files synced and hashed: of a dozen kinds, and of a thousand
 * with Zipf's share. Beside them DuckDB alone, writing the senders' NDJSON as one untyped table; and both engines on the
 * same small hour.
 */
export async function benchWriter(scratch: string): Promise<Figure[]> {
  return [
    ...(await benchDozen(scratch)),
    ...(await benchThousand(scratch)),
    ...(await benchEngines(scratch)),
  ];
}

async function benchDozen(scratch: string): Promise<Figure[]> {
  const place = join(scratch, 'dozen');
  const file = `${place}.ndjson`;
  await writeEvents(file, eventsOfDozen);
  const alone = await timed(() => copyWithDuckDB(file, `${place}.alone.parquet`));
  const hour = await writtenHour(place, file, eventsOfDozen);
  const baseline = { what: 'DuckDB alone', value: eventsOfDozen / alone };
  return [
    { what: 'DuckDB alone, NDJSON to one Parquet', value: eventsOfDozen / alone, unit: 'rows/s' },
    {
      what: 'an hour of a dozen kinds, journal to Parquet',
      value: eventsOfDozen / hour.seconds,
      unit: 'rows/s',
      bar: 200_000,
      baseline,
      note: hour.note,
    },
    { what: 'writer process, peak of that hour', value: hour.peak, unit: 'MiB resident' },
    {
      what: 'eventbook send to a collector on the same machine',
      value: eventsOfDozen / hour.sent,
      unit: 'events/s',
    },
  ];
}

async function benchThousand(scratch: string): Promise<Figure[]> {
  const place = join(scratch, 'thousand');
  const names = kindNames(1000);
  const file = `${place}.ndjson`;
  await writeEvents(file, eventsOfThousand, names);
  const hour = await writtenHour(place, file, eventsOfThousand, names);
  return [
    {
      what: 'an hour of a thousand kinds, journal to Parquet',
      value: eventsOfThousand / hour.seconds,
      unit: 'rows/s',
      bar: 120_000,
      note: hour.note,
    },
    { what: 'files of that hour', value: hour.files, unit: 'files' },
  ];
}

/** Each engine writes the same hour once more; only its own part of the time counts. */
async function benchEngines(scratch: string): Promise<Figure[]> {
  const place = join(scratch, 'engines');
  const file = `${place}.ndjson`;
  await writeEvents(file, eventsPerEngine);
  const { data } = await writtenHour(place, file, eventsPerEngine);
  const figures: Figure[] = [];
  for (const engine of ['duckdb', 'parquetjs-lite']) {
    const own = `${place}.${engine}`;
    await cp(data, own, { recursive: true, filter: (path) => !path.endsWith('.sock') });
    const [hour = ''] = (await readManifests(join(own, 'warehouse'))).map((manifest) => manifest.hour);
    const flags = ['--data', own, '--hour', hour, '--parquet-engine', engine, '--log-level', 'info'];
    const { log } = await run('eventbook-collector', ['rewrite', ...flags]);
    const { bytes } = await sumUp(join(own, 'warehouse'));
    figures.push({
      what: `Parquet of ${eventsPerEngine.toLocaleString('en')} rows by ${engine}`,
      value: (eventsPerEngine / (stagesIn(log).at(-1)?.parquet ?? Number.NaN)) * 1000,
      unit: 'rows/s',
      note: `${(bytes / 2 ** 20).toFixed(1)} MiB`,
    });
  }
  return figures;
}

interface WrittenHour {
  readonly data: string;
  readonly sent: number;
  readonly seconds: number;
  readonly files: number;
  readonly peak: number;
  readonly note: string;
}

/** Sends a file's events to a collector, then has it write them. Seconds of both. */
async function writtenHour(
  place: string,
  file: string,
  events: number,
  names?: readonly string[],
): Promise<WrittenHour> {
  const catalog = `${place}.catalog`;
  const data = `${place}.data`;
  await writeCatalog(
    catalog,
    new Map([...workloadCatalog('', names)].filter(([path]) => path.startsWith('events/'))),
  );
  const collector: Collector = await startCollector({ catalog, data });
  const sent = await timed(() =>
    run('eventbook', ['send', file, '--to', collector.url, '--key', 'eb_bench']),
  );
  const writer = childrenOf(collector.pid).writer;
  const seconds = await timed(() => run('eventbook-collector', ['seal', '--data', data]));
  const peak = peakMebibytes(writer);
  const log = collector.log();
  await collector.stop();
  const { rows, files, bytes } = await sumUp(join(data, 'warehouse'));
  if (rows !== events) throw new Error(`${rows} rows were written of ${events}`);
  const stages = stagesIn(log)
    .map(
      ({ repeats, staging, parquet }) =>
        `repeats ${repeats} ms, staging ${staging} ms, Parquet ${parquet} ms`,
    )
    .join('; ');
  return {
    data,
    sent,
    seconds,
    files,
    peak,
    note: `${files} files, ${(bytes / 2 ** 20).toFixed(0)} MiB; ${stages}`,
  };
}

interface Stages {
  readonly repeats: number;
  readonly staging: number;
  readonly parquet: number;
}

/** Where the time of each hour went, as the writer logs it. */
function stagesIn(log: string): Stages[] {
  const found = log.matchAll(/"milliseconds":(\{[^}]*\})/g);
  return [...found].map(([, text = '']) => JSON.parse(text) as Stages);
}

async function writeEvents(file: string, events: number, names?: readonly string[]): Promise<void> {
  await pipeline(Readable.from(lines(events, names)), createWriteStream(file));
}

function* lines(events: number, names?: readonly string[]): Generator<string> {
  for (const { text } of envelopes(events, 1, names)) yield `${text}\n`;
}

/** Seconds. */
async function timed(work: () => Promise<unknown>): Promise<number> {
  const begun = performance.now();
  await work();
  return (performance.now() - begun) / 1000;
}

async function run(
  program: 'eventbook' | 'eventbook-collector',
  args: readonly string[],
): Promise<{ log: string }> {
  const { status, stdout, stderr } = await runCommand(program, args);
  if (status !== 0) throw new Error(`${program} ${args.join(' ')}\n${stdout}${stderr}`);
  return { log: stderr };
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
