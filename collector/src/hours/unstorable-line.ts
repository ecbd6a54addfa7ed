import type { Violation } from '@eventbook/shared/event/violation';

/** What may be taken over from a line that does not fit its table, and the type it has to have. */
const keptKeys = {
  event_id: 'string',
  _position: 'string',
  _received_at: 'number',
  _outcome: 'string',
  _environment: 'string',
  _source: 'string',
  _snapshot: 'string',
  _collector: 'string',
  event: 'string',
} as const;

/**
 * The line that stands in the quarantine for one that could not be written as a row of its table: what the
 * collector knew of it, the reason, and the whole old line as `_raw`, or `_raw_base64` where it is no text.
 */
export function unstorableLine(line: Buffer, reason: string): Buffer {
  const text = line.toString('utf8');
  const isText = Buffer.from(text).equals(line);
  const violation: Violation = { code: 'not_storable', pointer: '', message: reason };
  const kept = {
    ...keptValues(text),
    _violations: [violation],
    ...(isText ? { _raw: text } : { _raw_base64: line.toString('base64') }),
  };
  // Encoding replaces what is no character, so that this line can always be read.
  return Buffer.from(`${JSON.stringify(kept, wellFormed)}\n`);
}

function keptValues(text: string): Record<string, unknown> {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    return {};
  }
  if (typeof parsed !== 'object' || parsed === null) return {};
  const values = parsed as Record<string, unknown>;
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
