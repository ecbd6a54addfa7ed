import { readArray } from './json-array.js';
import { readLines, type Line } from './lines.js';
import type { Input } from './open-input.js';

/**
 * The texts of an input, each with its number from 1: the elements of a JSON array, else lines.
 * @param longestLine in bytes; of a longer one only the number is known
 */
export async function* readEnvelopes(input: Input, longestLine: number): AsyncGenerator<Line> {
  const pieces = input.bytes[Symbol.asyncIterator]();
  const held: Buffer[] = [];
  let first: number | undefined;
  // White space may fill whole pieces.
  while (first === undefined) {
    const next = await pieces.next();
    if (next.done === true) break;
    const piece = held.length === 0 ? withoutMark(next.value) : next.value;
    held.push(piece);
    first = piece.find((byte) => !whiteSpace.has(byte));
  }
  const whole = async function* (): AsyncGenerator<Buffer> {
    yield* held;
    for (let next = await pieces.next(); next.done !== true; next = await pieces.next()) yield next.value;
  };
  yield* first === openingBracket ? readArray(whole(), input.given) : readLines(whole(), longestLine);
}

const openingBracket = 0x5b;
const whiteSpace: ReadonlySet<number> = new Set([0x20, 0x09, 0x0a, 0x0d]);

/** Editors on Windows put a byte order mark before everything; JSON has none. */
function withoutMark(piece: Buffer): Buffer {
  return piece.subarray(0, 3).equals(Buffer.of(0xef, 0xbb, 0xbf)) ? piece.subarray(3) : piece;
}
