import type { Violation } from '@eventbook/shared/event/violation';
import { type LineOrigin, originKey } from '../parquet/engine.js';

/** What may be taken over from a line that does not fit its table, and the type it has to have. */
const keptKeys = {
  event_id: 'string',
  _position: 'string',
  _received_at: 'number',
  event: 'string',
} as const;

/**
 * The line that stands in the quarantine for one that could not be written as a row of its table: what the
 * collector knew of it, the reason, and the whole old line as `_raw`, or `_raw_base64` where it is no text.
 * @param from the origins by which the old line is numbered
 * @param known those of the quarantine; what comes back may be one more
 */
export function unstorableLine(
  line: Buffer,
  reason: string,
  from: readonly LineOrigin[],
  known: readonly LineOrigin[],
): { readonly line: Buffer; readonly origins: readonly LineOrigin[] } {
  const text = line.toString('utf8');
  const isText = Buffer.from(text).equals(line);
  const violation: Violation = { code: 'not_storable', pointer: '', message: reason };
  const values = parsed(text);
  const origin = from[Number(values[originKey])];
  const origins = origin === undefined || known.includes(origin) ? known : [...known, origin];
  const kept = {
    ...(origin === undefined ? {} : { [originKey]: origins.indexOf(origin) }),
    ...keptValues(values),
    _violations: [violation],
    ...(isText ? { _raw: text } : { _raw_base64: line.toString('base64') }),
  };
  // Encoding replaces what is no character, so that this line can always be read.
  return { line: Buffer.from(`${JSON.stringify(kept, wellFormed)}\n`), origins };
}

function parsed(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

function keptValues(values: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(keptKeys).flatMap(([key, type]) => {
      const value = values[key];
      return typeof value === type ? [[key, value]] : [];
    }),
  );
}

function wellFormed(_key: string, value: unknown): unknown {
  return typeof value === 'string' ? Buffer.from(value).toString('utf8') : value;
}
