import {
  closeBrace,
  closeBracket,
  colon,
  comma,
  endOfBoolean,
  endOfNull,
  endOfNumber,
  endOfPlainString,
  endOfString,
  isDigit,
  openBrace,
  openBracket,
  quote,
} from './canonical-json.js';
import { mostLevels } from '../unstorable.js';

/** Keys are compared each with each: more of them in one object are not proven. */
const mostKeys = 24;

/**
 * Where any value ends that JSON.stringify would write as it stands; -1 where it does not, or is not storable.
 * @param level the value's own; the envelope's is 1
 */
export function endOfAnyValue(bytes: Uint8Array, at: number, end: number, level: number): number {
  const first = bytes[at] as number;
  if (first === quote) return endOfString(bytes, at, end);
  if (first === openBrace) return level > mostLevels ? -1 : endOfAnyObject(bytes, at, end, level);
  if (first === openBracket) return level > mostLevels ? -1 : endOfAnyArray(bytes, at, end, level);
  if (isDigit(first) || first === 0x2d) return endOfNumber(bytes, at);
  return first === 0x6e ? endOfNull(bytes, at) : endOfBoolean(bytes, at);
}

function endOfAnyArray(bytes: Uint8Array, at: number, end: number, level: number): number {
  if (bytes[at + 1] === closeBracket) return at + 2;
  let place = at;
  do {
    place = endOfAnyValue(bytes, place + 1, end, level + 1);
    if (place === -1) return -1;
  } while (bytes[place] === comma);
  return bytes[place] === closeBracket ? place + 1 : -1;
}

/** Of two equal keys JSON.parse keeps the last, and those that look like array indexes it puts first. */
function endOfAnyObject(bytes: Uint8Array, at: number, end: number, level: number): number {
  if (bytes[at + 1] === closeBrace) return at + 2;
  const starts: number[] = [];
  let place = at;
  do {
    const key = place + 1;
    place = endOfPlainString(bytes, key, end);
    if (place === -1 || bytes[place] !== colon || isDigit(bytes[key + 1] as number)) return -1;
    if (starts.length === mostKeys || starts.some((start) => isSameKey(bytes, start, key, place))) return -1;
    starts.push(key);
    place = endOfAnyValue(bytes, place + 1, end, level + 1);
    if (place === -1) return -1;
  } while (bytes[place] === comma);
  return bytes[place] === closeBrace ? place + 1 : -1;
}

/** Compared with the quote that ends it, so that one that only begins the same is another. */
function isSameKey(bytes: Uint8Array, start: number, key: number, keyEnd: number): boolean {
  for (let index = 0; index < keyEnd - key; index += 1) {
    if (bytes[start + index] !== bytes[key + index]) return false;
  }
  return true;
}
