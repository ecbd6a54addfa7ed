/** Value of an ASCII hex digit; 0 for what is none. */
const hexDigits = new Uint8Array(256);
const digitBytes = Buffer.from('0123456789abcdef', 'latin1');
for (let digit = 0; digit < 16; digit++) {
  hexDigits[digit.toString(16).charCodeAt(0)] = digit;
  hexDigits[digit.toString(16).toUpperCase().charCodeAt(0)] = digit;
}

/** Where in the text of a UUID its 32 digits stand, dashes left out. */
const digitPlaces = Uint8Array.from(
  Array.from({ length: 36 }, (_, place) => place).filter((place) => ![8, 13, 18, 23].includes(place)),
);

/** Reads the UUID whose text begins at `at` into four words of 32 bits, the first digits in the first. */
export function readUuid(bytes: Uint8Array, at: number, words: Uint32Array): void {
  for (let word = 0; word < 4; word++) {
    let value = 0;
    for (let digit = word * 8; digit < word * 8 + 8; digit++) {
      value = (value << 4) | (hexDigits[bytes[at + (digitPlaces[digit] ?? 0)] ?? 0] ?? 0);
    }
    words[word] = value;
  }
}

/** Writes the 16 bytes at `from` as the text of a UUID, 36 bytes, in lower case. */
export function writeUuid(bytes: Uint8Array, from: number, target: Uint8Array, at: number): void {
  for (let byte = 0; byte < 16; byte++) {
    const value = bytes[from + byte] as number;
    const high = at + (digitPlaces[byte * 2] as number);
    target[high] = digitBytes[value >> 4] as number;
    target[high + 1] = digitBytes[value & 15] as number;
  }
  target[at + 8] = 0x2d;
  target[at + 13] = 0x2d;
  target[at + 18] = 0x2d;
  target[at + 23] = 0x2d;
}

/** Writes the UUID whose text begins at `from` as 16 bytes. */
export function packUuid(text: Uint8Array, from: number, target: Uint8Array, at: number): void {
  for (let byte = 0; byte < 16; byte++) {
    const high = from + (digitPlaces[byte * 2] as number);
    const value = (hexDigits[text[high] as number] as number) << 4;
    target[at + byte] = value | (hexDigits[text[high + 1] as number] as number);
  }
}
