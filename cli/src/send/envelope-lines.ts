import type { Line } from '../input/lines.js';
import type { MakeEventId } from './event-id.js';

/**
 * Puts an id into an envelope that has none, and leaves every other byte alone. What is no JSON object goes as it
 * is: the collector keeps it and says why.
 */
export function withEventId(bytes: Buffer, line: Line['number'], makeId: MakeEventId): Buffer {
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes));
  } catch {
    return bytes;
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return bytes;
  if (Object.hasOwn(value, 'event_id')) return bytes;
  const brace = bytes.indexOf('{') + 1;
  const comma = Object.keys(value).length === 0 ? '' : ',';
  const id = Buffer.from(`"event_id":"${makeId(line)}"${comma}`);
  return Buffer.concat([bytes.subarray(0, brace), id, bytes.subarray(brace)]);
}
