import { Readable } from 'node:stream';
import type { Catalog } from '@eventbook/shared/catalog/model';
import { didYouMean } from '@eventbook/shared/catalog/suggest';
import { AppError } from '@eventbook/shared/errors/app-error';
import { CsvError, parse, type Info } from 'csv-parse';
import { parseCsvTime } from './csv-time.js';
import { cellValue, columnDeclaration } from './csv-value.js';
import type { MakeEventId } from './event-id.js';

export interface CsvOptions {
  readonly eventColumn: string;
  readonly timeColumn: string | undefined;
  /** Of the events' contracts. */
  readonly version: number;
  readonly environmentVersion: number | undefined;
  /** Says which types the columns have; without one every field is a string. */
  readonly catalog: Catalog | undefined;
  readonly makeId: MakeEventId;
}

/** Longer rows are refused: something is wrong with the quotes. */
const longestRow = 1024 * 1024;

/**
 * Makes an envelope of every row: one column is the event's name, one may be its time, the others are fields. An
 * empty cell is a field that is not there. Throws usage for a column that is missing, file_unreadable.
 */
export async function* readCsvEvents(
  stream: AsyncIterable<Buffer>,
  name: string,
  options: CsvOptions,
): AsyncGenerator<Buffer> {
  let columns: Columns | undefined;
  const parser = parse({ bom: true, info: true, skip_empty_lines: true, max_record_size: longestRow });
  Readable.from(stream)
    .on('error', (error) => parser.destroy(error))
    .pipe(parser);
  try {
    for await (const { record, info } of parser as AsyncIterable<{ record: string[]; info: Info }>) {
      if (columns === undefined) columns = readHeader(record, name, options);
      else yield Buffer.from(envelopeText(record, columns, info.lines, options));
    }
  } catch (cause) {
    if (!(cause instanceof CsvError)) throw cause;
    throw new AppError('user', 'file_unreadable', `${name} is no CSV that can be read: ${cause.message}.`, {
      hint: 'Rows before it were sent. Mend the file and send it again: what arrived already is not stored twice.',
      cause,
    });
  }
}

interface Columns {
  readonly names: readonly string[];
  readonly event: number;
  readonly time: number;
}

function readHeader(names: readonly string[], file: string, options: CsvOptions): Columns {
  const repeated = names.find((name, index) => names.indexOf(name) !== index);
  if (repeated !== undefined) {
    throw new AppError('user', 'usage', `${file} has two columns ${JSON.stringify(repeated)}.`, {
      hint: 'Rename one of them.',
    });
  }
  const place = (column: string): number => {
    const index = names.indexOf(column);
    if (index >= 0) return index;
    throw new AppError('user', 'usage', `${file} has no column ${JSON.stringify(column)}.`, {
      hint: didYouMean(column, names) ?? `Its columns are: ${names.slice(0, 20).join(', ')}.`,
    });
  };
  return {
    names,
    event: place(options.eventColumn),
    time: options.timeColumn === undefined ? -1 : place(options.timeColumn),
  };
}

function envelopeText(row: readonly string[], columns: Columns, line: number, options: CsvOptions): string {
  const event = row[columns.event] ?? '';
  const time = columns.time < 0 ? '' : (row[columns.time] ?? '');
  const fields: [string, unknown][] = [];
  columns.names.forEach((name, index) => {
    const cell = row[index] ?? '';
    if (index === columns.event || index === columns.time || cell === '') return;
    const declaration = options.catalog && columnDeclaration(options.catalog, event, name);
    fields.push([name, cellValue(cell, declaration)]);
  });
  return JSON.stringify({
    event,
    version: options.version,
    event_id: options.makeId(line),
    // What is no time goes as it stands: the collector says what is wrong with it, and keeps it.
    event_time: time === '' ? undefined : (parseCsvTime(time) ?? time),
    environment_version: options.environmentVersion,
    fields: Object.fromEntries(fields),
  });
}
