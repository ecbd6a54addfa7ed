import { utf8ToBytes } from '@noble/hashes/utils.js';

/*
 * Reads JSON text, as bytes of valid UTF-8, that is spelled exactly as JSON.stringify would write its value again. Each
 * function answers where the value that begins at `at` ends, or -1 where it is anything else: no JSON, another
 * spelling, or a value whose spelling is not worth proving. Nothing is made of the value: that is the whole point.
 */

export const quote = 0x22;
export const comma = 0x2c;
export const colon = 0x3a;
export const openBrace = 0x7b;
export const closeBrace = 0x7d;
export const openBracket = 0x5b;
export const closeBracket = 0x5d;
const minus = 0x2d;
const point = 0x2e;
const zero = 0x30;
const nine = 0x39;
const backslash = 0x5c;

/** 1 for what ends a stretch of plain text in a string: its quote, an escape, a control character. */
const endsPlain = new Uint8Array(256).fill(1, 0, 0x20);
endsPlain[quote] = 1;
endsPlain[backslash] = 1;

/** The escapes that JSON.stringify itself writes with two characters; all others are told from their characters. */
const shortEscapes = new Uint8Array(256);
for (const escape of '"\\bfnrt') shortEscapes[escape.charCodeAt(0)] = 1;

/** More digits than a double holds whatever they are. */
const mostDigits = 15;
/** Below 0.000001 JSON.stringify writes an exponent. */
const mostLeadingZeros = 5;

/** A string without any escape. */
export function endOfPlainString(bytes: Uint8Array, at: number, end: number): number {
  if (bytes[at] !== quote) return -1;
  let place = at + 1;
  while (place < end && endsPlain[bytes[place] as number] === 0) place += 1;
  return bytes[place] === quote ? place + 1 : -1;
}

export function endOfString(bytes: Uint8Array, at: number, end: number): number {
  if (bytes[at] !== quote) return -1;
  let place = at + 1;
  for (;;) {
    while (place < end && endsPlain[bytes[place] as number] === 0) place += 1;
    if (place >= end) return -1;
    const byte = bytes[place];
    if (byte === quote) return place + 1;
    if (byte !== backslash || shortEscapes[bytes[place + 1] as number] !== 1) return -1;
    place += 2;
  }
}

/** A whole number within ±(2^53 − 1). Of those with sixteen digits only such as are certainly below it. */
export function endOfInteger(bytes: Uint8Array, at: number): number {
  let place = at;
  if (bytes[place] === minus) place += 1;
  const first = bytes[place] as number;
  if (first === zero) return place === at ? place + 1 : -1;
  const digits = place;
  while (isDigit(bytes[place] as number)) place += 1;
  const count = place - digits;
  if (count === 0 || count > mostDigits + 1 || (count > mostDigits && first === nine)) return -1;
  const next = bytes[place];
  return next === point || isExponent(next) ? -1 : place;
}

/** A number without an exponent, of at most fifteen digits: then no two spellings have one value. */
export function endOfNumber(bytes: Uint8Array, at: number): number {
  let place = at;
  if (bytes[place] === minus) place += 1;
  const whole = place;
  if (bytes[place] === zero) place += 1;
  else while (isDigit(bytes[place] as number)) place += 1;
  let digits = place - whole;
  if (digits === 0) return -1;
  if (bytes[place] === point) {
    const fraction = place + 1;
    place = fraction;
    while (isDigit(bytes[place] as number)) place += 1;
    if (place === fraction || bytes[place - 1] === zero) return -1;
    if (bytes[whole] === zero && leadingZeros(bytes, fraction) > mostLeadingZeros) return -1;
    digits += place - fraction;
  } else if (bytes[whole] === zero && whole > at) {
    return -1;
  }
  return digits > mostDigits || isDigit(bytes[place] as number) || isExponent(bytes[place]) ? -1 : place;
}

/** `true` or `false`. */
export function endOfBoolean(bytes: Uint8Array, at: number): number {
  return startsWith(bytes, at, trueText)
    ? at + trueText.length
    : startsWith(bytes, at, falseText)
      ? at + falseText.length
      : -1;
}

export function endOfNull(bytes: Uint8Array, at: number): number {
  return startsWith(bytes, at, nullText) ? at + nullText.length : -1;
}

function startsWith(bytes: Uint8Array, at: number, text: Uint8Array): boolean {
  for (let index = 0; index < text.length; index += 1) if (bytes[at + index] !== text[index]) return false;
  return true;
}

/** The value of a text of `endOfInteger`. */
export function integerAt(bytes: Uint8Array, at: number, end: number): number {
  const isNegative = bytes[at] === minus;
  let value = 0;
  for (let place = isNegative ? at + 1 : at; place < end; place += 1) {
    value = value * 10 + ((bytes[place] as number) - zero);
  }
  return isNegative ? -value : value;
}

/** Code points of a text of `endOfString`, its quotes left out. */
export function codePoints(bytes: Uint8Array, at: number, end: number): number {
  let count = 0;
  for (let place = at + 1; place < end - 1; place += 1) {
    const byte = bytes[place] as number;
    if (byte === backslash) place += 1;
    // Continuation bytes of UTF-8 are 10xxxxxx.
    if ((byte & 0xc0) !== 0x80) count += 1;
  }
  return count;
}

export function isDigit(byte: number): boolean {
  return byte >= zero && byte <= nine;
}

function isExponent(byte: number | undefined): boolean {
  return byte === 0x65 || byte === 0x45;
}

function leadingZeros(bytes: Uint8Array, at: number): number {
  let place = at;
  while (bytes[place] === zero) place += 1;
  return place - at;
}

const trueText = utf8ToBytes('true');
const falseText = utf8ToBytes('false');
const nullText = utf8ToBytes('null');
