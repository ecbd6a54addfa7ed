import type { XXHashAPI } from 'xxhash-wasm';

/** Where the id stands in a stored line: `{"event_id":"` comes first. */
const idOffset = 13;

/** Value of an ASCII hex digit; 15 for what is none, which no id has. */
const hexDigits = new Uint8Array(256).fill(15);
for (let digit = 0; digit < 16; digit++) {
  hexDigits[digit.toString(16).charCodeAt(0)] = digit;
  hexDigits[digit.toString(16).toUpperCase().charCodeAt(0)] = digit;
}

/** Where in a line the 32 digits of its id stand, dashes left out. */
const digitPlaces = Uint8Array.from(
  Array.from({ length: 36 }, (_, place) => place).filter((place) => ![8, 13, 18, 23].includes(place)),
  (place) => idOffset + place,
);

/** Keeps what was quarantined apart: an event that is sent again once the book knows it is no repeat. */
const quarantineMask = 0x5155_4152;

/** Writes the key of the line at `line` into `entry`: the 16 bytes of its id XOR those that stand for its source. */
export function writeKey(
  entry: Uint32Array,
  bytes: Uint8Array,
  line: number,
  source: Uint32Array,
  quarantined: boolean,
): void {
  for (let word = 0; word < 4; word++) {
    let value = 0;
    for (let digit = word * 8; digit < word * 8 + 8; digit++) {
      value = (value << 4) | (hexDigits[bytes[line + (digitPlaces[digit] ?? 0)] ?? 0] ?? 0);
    }
    entry[word] = value ^ (source[word] ?? 0);
  }
  if (quarantined) entry[0] = (entry[0] ?? 0) ^ quarantineMask;
}

/** Writes the 64-bit hash of what the sender said, `[content, end)`, behind the key. */
export function writeContentHash(
  entry: Uint32Array,
  hash: XXHashAPI,
  bytes: Uint8Array,
  content: number,
  end: number,
): void {
  const digest = hash.h64Raw(bytes.subarray(content, end));
  entry[4] = Number(digest & 0xffff_ffffn);
  entry[5] = Number(digest >> 32n);
}
