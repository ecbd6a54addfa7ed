import { readArray } from '../input/json-array.js';
import { readLines, type Line } from '../input/lines.js';
import type { Input } from '../input/open-input.js';
import { readCsvEvents, type CsvOptions } from './csv-events.js';
import { withEventId } from './envelope-lines.js';
import type { MakeEventId } from './event-id.js';

/** A longer line fits into no request. */
const longestLine = 900_000;

/**
 * The events of an input, one JSON text each: rows of CSV where options for it are given, else the elements of a
 * JSON array, else lines.
 * @param onTooLarge called for each event that is left out because no request can carry it
 */
export async function* readEvents(
  input: Input,
  csv: Omit<CsvOptions, 'makeId'> | undefined,
  makeId: MakeEventId,
  onTooLarge: () => void,
): AsyncGenerator<Buffer> {
  if (csv !== undefined) {
    yield* readCsvEvents(input.bytes, input.given, { ...csv, makeId });
    return;
  }
  for await (const { number, bytes } of await envelopes(input)) {
    if (bytes === undefined) onTooLarge();
    else yield withEventId(bytes, number, makeId);
  }
}

async function envelopes(input: Input): Promise<AsyncIterable<Line>> {
  const pieces = input.bytes[Symbol.asyncIterator]();
  const held: Buffer[] = [];
  let first: number | undefined;
  // White space may fill whole pieces.
  while (first === undefined) {
    const next = await pieces.next();
    if (next.done === true) break;
    held.push(next.value);
    first = next.value.find((byte) => !whiteSpace.has(byte));
  }
  const whole = async function* (): AsyncGenerator<Buffer> {
    yield* held;
    for (let next = await pieces.next(); next.done !== true; next = await pieces.next()) yield next.value;
  };
  return first === openingBracket ? readArray(whole(), input.given) : readLines(whole(), longestLine);
}

const openingBracket = 0x5b;
const whiteSpace: ReadonlySet<number> = new Set([0x20, 0x09, 0x0a, 0x0d]);
