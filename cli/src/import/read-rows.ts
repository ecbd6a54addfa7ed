import { AppError } from '@eventbook/shared/errors/app-error';
import type { ObservedEvents, Row } from '@eventbook/shared/import/observed/observed-events';
import { readEnvelopes } from '../input/envelopes.js';
import type { Input } from '../input/open-input.js';
import { readCsvEvents } from '../send/csv-events.js';

/** Longer lines are told and passed over. */
const longestLine = 4 * 1024 * 1024;

export interface RowOptions {
  /** The column, or key, that names the event. */
  readonly eventColumn: string;
  /** The one that holds its time, which every event has anyway. */
  readonly timeColumn: string | undefined;
  /** The key whose object holds the fields; without one every other key is a field. */
  readonly fieldsKey: string | undefined;
}

/** Shows every row of a table to what observes them. Throws usage for a column that is missing, file_unreadable. */
export async function observeCsv(
  input: Input,
  { eventColumn, timeColumn }: RowOptions,
  observed: ObservedEvents,
  onRow: () => void,
): Promise<void> {
  const csv = { eventColumn, timeColumn, version: 1, environmentVersion: undefined, catalog: undefined };
  try {
    for await (const bytes of readCsvEvents(input.bytes, input.given, { ...csv, makeId: () => '' })) {
      observed.add(JSON.parse(bytes.toString()) as Row);
      onRow();
    }
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'file_unreadable') throw error;
    throw new AppError(error.kind, error.code, error.message, {
      hint: 'Mend the file; nothing was imported.',
      cause: error,
    });
  }
}

/** The same for lines of JSON, or a JSON array. */
export async function observeJson(
  input: Input,
  options: RowOptions,
  observed: ObservedEvents,
  onRow: () => void,
): Promise<void> {
  for await (const { number, bytes } of readEnvelopes(input, longestLine)) {
    const row = bytes === undefined ? `It is longer than ${longestLine} bytes.` : rowOf(bytes, options);
    if (typeof row === 'string') observed.addProblem(number, row);
    else observed.add(row);
    onRow();
  }
}

/** The row of a line, or what is wrong with it. */
function rowOf(bytes: Buffer, { eventColumn, timeColumn, fieldsKey }: RowOptions): Row | string {
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (error) {
    return `It is no JSON: ${error instanceof Error ? error.message : String(error)}.`;
  }
  if (!isObject(value)) return 'Expected an object, as in {"event": "order_paid", "price": 17}.';
  const event = Object.hasOwn(value, eventColumn) ? value[eventColumn] : undefined;
  if (typeof event !== 'string' || event === '')
    return `Expected ${JSON.stringify(eventColumn)} with the event's name.`;
  if (fieldsKey === undefined) {
    const others = Object.entries(value).filter(([name]) => name !== eventColumn && name !== timeColumn);
    return { event, fields: Object.fromEntries(others) };
  }
  const fields = Object.hasOwn(value, fieldsKey) ? value[fieldsKey] : {};
  return isObject(fields) ? { event, fields } : `Expected an object in ${JSON.stringify(fieldsKey)}.`;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
