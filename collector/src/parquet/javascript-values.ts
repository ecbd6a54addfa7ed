import type { ColumnType } from '@eventbook/shared/warehouse/column-type';
import { hasLoneSurrogate } from '@eventbook/shared/event/json-text';
import { originColumnOf, originKey, type ParquetJob } from './engine.js';
import { decimalBytes } from './javascript-schema.js';

/** A line that does not fit its columns. */
export class Misfit extends Error {}

const millisecondsPerDay = 86_400_000;
const largestInteger = 2n ** 63n;

/**
 * A staged line as a row for parquetjs-lite. Strict where the library is not: what it would write wrongly, or refuse
 * only when the whole file is finished, is refused here.
 * @throws Misfit
 */
export function rowOf(
  line: string,
  { columns, origins }: Pick<ParquetJob, 'columns' | 'origins'>,
): Record<string, unknown> {
  let parsed: unknown;
  try {
    parsed = JSON.parse(line);
  } catch (error) {
    throw new Misfit(error instanceof Error ? error.message : String(error), { cause: error });
  }
  if (!isObject(parsed)) throw new Misfit('the line is no JSON object');
  const origin = origins?.[Number(parsed[originKey] ?? -1)];
  const row = emptyObject();
  for (const column of columns) {
    const key = originColumnOf(column, origins);
    const value = key === undefined ? valueAt(parsed, column.path) : origin?.[key];
    row[column.name] = parquetValue(value, column.type, column.name);
  }
  return row;
}

function valueAt(parsed: Readonly<Record<string, unknown>>, path: readonly string[]): unknown {
  let value: unknown = parsed;
  for (const key of path) {
    if (value === null || value === undefined) return undefined;
    if (!isObject(value)) throw new Misfit(`${path.join('.')} is expected below an object`);
    value = Object.hasOwn(value, key) ? value[key] : undefined;
  }
  return value;
}

function parquetValue(value: unknown, type: ColumnType, place: string): unknown {
  if (value === null || value === undefined) return undefined;
  switch (type.kind) {
    case 'varchar':
      return type.wire === 'json' ? JSON.stringify(value) : text(value, place);
    case 'bigint':
      return type.wire === 'number' ? BigInt(integer(value, place)) : wholeDigits(value, place);
    case 'timestamp':
      return BigInt(integer(value, place));
    case 'decimal':
      return decimal(value, type, place);
    case 'double':
      if (typeof value === 'number' && Number.isFinite(value)) return value;
      throw new Misfit(`${place} is no number`);
    case 'boolean':
      if (typeof value === 'boolean') return value;
      throw new Misfit(`${place} is neither true nor false`);
    case 'date':
      return daysSinceEpoch(value, place);
    case 'list': {
      if (!Array.isArray(value)) throw new Misfit(`${place} is no list`);
      const items = value.map((item) => parquetValue(item, type.items, place));
      return wrapped(
        'list',
        items.map((item) => wrapped('element', item)),
      );
    }
    case 'struct': {
      if (!isObject(value)) throw new Misfit(`${place} is no object`);
      const row = emptyObject();
      for (const { name, type: below } of type.properties) {
        row[name] = parquetValue(
          Object.hasOwn(value, name) ? value[name] : undefined,
          below,
          `${place}.${name}`,
        );
      }
      return row;
    }
  }
}

function text(value: unknown, place: string): string {
  if (typeof value !== 'string') throw new Misfit(`${place} is no text`);
  if (hasLoneSurrogate(JSON.stringify(value))) throw new Misfit(`${place} holds half of a character`);
  return value;
}

function integer(value: unknown, place: string): number {
  if (typeof value === 'number' && Number.isSafeInteger(value)) return value;
  throw new Misfit(`${place} is no integer of 53 bits`);
}

function wholeDigits(value: unknown, place: string): bigint {
  if (typeof value !== 'string' || !/^-?\d{1,19}$/.test(value))
    throw new Misfit(`${place} is no whole number`);
  const whole = BigInt(value);
  if (whole >= -largestInteger && whole < largestInteger) return whole;
  throw new Misfit(`${place} does not fit 64 bits`);
}

/** Big-endian two's complement of the digits without their point. */
function decimal(
  value: unknown,
  { precision, scale }: { readonly precision: number; readonly scale: number },
  place: string,
): Buffer {
  const match = typeof value === 'string' ? /^([+-]?)(\d*)(?:\.(\d*))?$/.exec(value) : null;
  const [, sign = '', whole = '', fraction = ''] = match ?? [];
  const digits = `${whole}${fraction.padEnd(scale, '0')}`.replace(/^0+/, '');
  if (match === null || whole + fraction === '') throw new Misfit(`${place} is no decimal number`);
  if (fraction.length > scale || digits.length > precision) {
    throw new Misfit(`${place} does not fit DECIMAL(${precision},${scale})`);
  }
  const unsigned = BigInt.asUintN(decimalBytes * 8, BigInt(`${sign === '-' ? '-' : ''}${digits || '0'}`));
  return Buffer.from(unsigned.toString(16).padStart(decimalBytes * 2, '0'), 'hex');
}

function daysSinceEpoch(value: unknown, place: string): number {
  const isDate = typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value);
  const time = isDate ? Date.parse(`${value}T00:00:00Z`) : Number.NaN;
  // The 30th of February is the 2nd of March to Date.parse.
  if (Number.isNaN(time) || new Date(time).toISOString().slice(0, 10) !== value) {
    throw new Misfit(`${place} is no date`);
  }
  return time / millisecondsPerDay;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The library asks `name in row`, so a field called `constructor` must not be found where there is none. */
function emptyObject(): Record<string, unknown> {
  return Object.create(null) as Record<string, unknown>;
}

function wrapped(key: 'list' | 'element', value: unknown): Record<string, unknown> {
  const object = emptyObject();
  object[key] = value;
  return object;
}
