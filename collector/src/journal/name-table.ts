/** Turns the same bytes into the same string again and again without making it each time. */
export class NameTable {
  readonly #entries = new Map<number, { readonly bytes: Buffer; readonly text: string }>();

  text(buffer: Buffer, start: number, end: number): string {
    let hash = 0x811c9dc5;
    for (let index = start; index < end; index += 1)
      hash = Math.imul(hash ^ (buffer[index] ?? 0), 0x01000193);
    const entry = this.#entries.get(hash);
    if (entry !== undefined && equals(entry.bytes, buffer, start, end)) return entry.text;
    const text = buffer.toString('utf8', start, end);
    if (entry === undefined)
      this.#entries.set(hash, { bytes: Buffer.from(buffer.subarray(start, end)), text });
    return text;
  }
}

function equals(bytes: Buffer, buffer: Buffer, start: number, end: number): boolean {
  if (bytes.length !== end - start) return false;
  for (let index = 0; index < bytes.length; index += 1) {
    if (bytes[index] !== buffer[start + index]) return false;
  }
  return true;
}
