import { utf8ToBytes } from '@noble/hashes/utils.js';

/** A text that is looked for among bytes, four of them at a time: keys are most of what an event consists of. */
export class KnownText {
  /** In bytes. */
  readonly length: number;
  readonly #words: Int32Array;
  /** The last four bytes, which may overlap with the last whole word. */
  readonly #last: number;
  readonly #bytes: Uint8Array;

  constructor(text: string) {
    this.#bytes = utf8ToBytes(text);
    this.length = this.#bytes.length;
    const view = viewOf(this.#bytes);
    this.#words = Int32Array.from({ length: this.length >> 2 }, (_, word) => view.getInt32(word * 4, true));
    this.#last = this.length < 4 ? 0 : view.getInt32(this.length - 4, true);
  }

  /** Whether it stands at `at`. */
  isAt(view: DataView, at: number): boolean {
    const { length } = this;
    if (at + length > view.byteLength) return false;
    if (length < 4) return this.#isShortAt(view, at);
    const words = this.#words;
    for (let word = 0; word < words.length; word += 1) {
      if (view.getInt32(at + word * 4, true) !== words[word]) return false;
    }
    return view.getInt32(at + length - 4, true) === this.#last;
  }

  #isShortAt(view: DataView, at: number): boolean {
    for (let index = 0; index < this.length; index += 1) {
      if (view.getUint8(at + index) !== this.#bytes[index]) return false;
    }
    return true;
  }
}

export function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
}

/** For a table: equal bytes have equal hashes. */
export function hashOf(view: DataView, start: number, end: number): number {
  let hash = end - start;
  let place = start;
  for (; place + 4 <= end; place += 4) hash = mix(hash, view.getInt32(place, true));
  for (; place < end; place += 1) hash = mix(hash, view.getUint8(place));
  return hash;
}

/** As in MurmurHash3, without its end: the tables are small. */
function mix(hash: number, word: number): number {
  const mixed = Math.imul(word, 0xcc9e2d51);
  const turned = hash ^ Math.imul((mixed << 15) | (mixed >>> 17), 0x1b873593);
  return (Math.imul((turned << 13) | (turned >>> 19), 5) + 0xe6546b64) | 0;
}
