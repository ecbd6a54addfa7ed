import { readEnvelopes } from '../input/envelopes.js';
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
  for await (const { number, bytes } of readEnvelopes(input, longestLine)) {
    if (bytes === undefined) onTooLarge();
    else yield withEventId(bytes, number, makeId);
  }
}
