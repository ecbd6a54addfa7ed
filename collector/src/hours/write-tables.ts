import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { appendFile, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { Logger } from 'pino';
import { AppError } from '@eventbook/shared/errors/app-error';
import type { Column } from '@eventbook/shared/warehouse/columns';
import type { ManifestFile, ManifestTable } from '@eventbook/shared/warehouse/manifest';
import type { ParquetEngine, ParquetJob } from '../parquet/engine.js';
import { separateLines } from '../parquet/separate-lines.js';
import type { StagedTable } from './staging.js';
import { NewNames, syncFile } from './sync.js';
import { unstorableLine } from './unstorable-line.js';

/** One table of an hour that is to be written. */
export interface TablePlan {
  /** The event; empty for the quarantine. */
  readonly name: string;
  readonly staged: StagedTable;
  readonly columns: readonly Column[];
  /** Relative to the warehouse. */
  readonly path: string;
}

export interface TableWriting {
  readonly engine: ParquetEngine;
  readonly warehouse: string;
  readonly tablesAtOnce: number;
  readonly log: Pick<Logger, 'error'>;
}

export interface WrittenTables {
  readonly tables: Record<string, ManifestTable>;
  readonly quarantine: ManifestTable;
  readonly unstorable: number;
}

interface OneWriting extends TableWriting {
  readonly names: NewNames;
}

const noRows: ManifestTable = { rows: 0, files: [] };

/**
 * Writes the tables of an hour, several at once; the quarantine last, because what does not fit an event's table
 * goes there. All files are durable when this returns.
 */
export async function writeTables(
  writing: TableWriting,
  events: readonly TablePlan[],
  quarantine: TablePlan,
  onProgress: (tables: number) => void,
): Promise<WrittenTables> {
  const parts: OneWriting = { ...writing, names: new NewNames() };
  const tables = new Map<string, ManifestTable>();
  let apart: StagedTable = quarantine.staged;
  let unstorable = 0;
  const setApart = async (plan: TablePlan, line: Buffer, reason: string): Promise<void> => {
    parts.log.error(
      { event: plan.name, reason, start: line.toString('utf8', 0, 200) },
      'a row could not be stored',
    );
    const replaced = unstorableLine(line, reason, plan.staged.origins, apart.origins);
    await appendFile(apart.path, replaced.line);
    const longestLine = Math.max(apart.longestLine, replaced.line.length);
    apart = { ...apart, rows: apart.rows + 1, longestLine, origins: replaced.origins };
    unstorable++;
  };

  const waiting = [...events];
  const work = async (): Promise<void> => {
    for (let plan = waiting.shift(); plan !== undefined; plan = waiting.shift()) {
      const current = plan;
      tables.set(plan.name, await writeTable(parts, plan, (line, reason) => setApart(current, line, reason)));
      onProgress(tables.size);
    }
  };
  // One more than the engine has threads: it works while another file is synced and summed.
  await allOrFirstError(Array.from({ length: parts.tablesAtOnce + 1 }, work));

  const written = await writeQuarantine(parts, { ...quarantine, staged: apart });
  await checkRows(
    parts,
    [...tables.values(), written].flatMap(({ files }) => files),
  );
  await parts.names.sync();
  const filled = events.flatMap(({ name }): [string, ManifestTable][] => {
    const table = tables.get(name);
    return table === undefined || table.rows === 0 ? [] : [[name, table]];
  });
  return { tables: Object.fromEntries(filled), quarantine: written, unstorable };
}

/**
 * Writes the tables of a part of an hour, one after the other. One with a line that does not fit is left out: the hour's
 * end sets that line apart. Answers what was written, durable, by name.
 * @param part of how many of the hour's first parts the files hold the rows
 */
export async function writeFittingTables(
  writing: TableWriting,
  plans: readonly TablePlan[],
  part: number,
): Promise<Record<string, ManifestTable>> {
  const parts: OneWriting = { ...writing, names: new NewNames() };
  const tables: Record<string, ManifestTable> = {};
  for (const plan of plans) {
    try {
      const { rows, files } = await writeTable(parts, plan, (_line, reason) =>
        Promise.reject(new NotFitting(reason)),
      );
      tables[plan.name] = { rows, files: files.map((file) => ({ ...file, part })) };
    } catch (error) {
      if (!(error instanceof NotFitting)) throw error;
      parts.log.error(
        { event: plan.name, reason: error.message },
        'a row does not fit; its table waits for the hour to end',
      );
    }
  }
  await checkRows(
    parts,
    Object.values(tables).flatMap(({ files }) => files),
  );
  await parts.names.sync();
  return tables;
}

class NotFitting extends Error {}

/** Unlike Promise.all it leaves nobody at work when it throws. */
async function allOrFirstError(work: readonly Promise<void>[]): Promise<void> {
  const failed = (await Promise.allSettled(work)).find((result) => result.status === 'rejected');
  if (failed !== undefined) throw failed.reason;
}

/** A line of the quarantine that does not fit is replaced by one that does. */
async function writeQuarantine(parts: OneWriting, plan: TablePlan): Promise<ManifestTable> {
  const replaced: Buffer[] = [];
  const table = await writeTable(parts, plan, (line, reason) => {
    parts.log.error(
      { reason, start: line.toString('utf8', 0, 200) },
      'a quarantined row was replaced by its text',
    );
    const { origins } = plan.staged;
    replaced.push(unstorableLine(line, reason, origins, origins).line);
    return Promise.resolve();
  });
  if (replaced.length === 0) return table;
  const good = `${plan.staged.path}.good`;
  await appendFile(good, Buffer.concat(replaced));
  const longestLine = Math.max(plan.staged.longestLine, ...replaced.map((line) => line.length));
  const again = {
    ...plan,
    staged: { ...plan.staged, path: good, rows: table.rows + replaced.length, longestLine },
  };
  return writeTable(parts, again, (_line, reason) => {
    throw new AppError('bug', 'parquet_failed', `A line made for the quarantine does not fit it: ${reason}`);
  });
}

async function writeTable(
  { engine, warehouse, names }: OneWriting,
  { staged, columns, path }: TablePlan,
  setApart: (line: Buffer, reason: string) => Promise<void>,
): Promise<ManifestTable> {
  if (staged.rows === 0) return noRows;
  const target = join(warehouse, path);
  await names.makeFolder(dirname(target));
  const { rows, longestLine, origins } = staged;
  let job: ParquetJob = { columns, source: staged.path, origins, rows, longestLine, target };
  const result = await engine.write(job);
  if (!result.fits) {
    job = await separateLines(engine, job, setApart);
    if (job.rows === 0) return noRows;
    const second = await engine.write(job);
    if (!second.fits) throw new AppError('bug', 'parquet_failed', `${target}: ${second.reason}`);
  }
  const file = await finishFile(target, path, job.rows);
  return { rows: file.rows, files: [file] };
}

/** Makes a written file durable and takes its measures. */
async function finishFile(target: string, path: string, rows: number): Promise<ManifestFile> {
  await syncFile(target);
  const hash = createHash('sha256');
  await pipeline(createReadStream(target), hash);
  return { path, bytes: (await stat(target)).size, sha256: hash.digest('hex'), rows };
}

const filesAtOnce = 250;

/** The files' own metadata have the last word about their rows. */
async function checkRows({ engine, warehouse }: TableWriting, files: readonly ManifestFile[]): Promise<void> {
  for (let start = 0; start < files.length; start += filesAtOnce) {
    const some = files.slice(start, start + filesAtOnce);
    const found = await engine.rowsIn(some.map(({ path }) => join(warehouse, path)));
    some.forEach(({ path, rows }, index) => {
      if (found[index] === rows) return;
      throw new AppError(
        'unavailable',
        'parquet_failed',
        `${path} should hold ${rows} rows and holds ${found[index] ?? 'none'}.`,
        {
          hint: 'The journal keeps everything; the hour can be written again.',
          data: { file: path, expected: rows, found: found[index] },
        },
      );
    });
  }
}
