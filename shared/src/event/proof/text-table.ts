import { utf8ToBytes } from '@noble/hashes/utils.js';
import { hashOf, KnownText, viewOf } from './known-text.js';

interface Entry<Value> {
  readonly text: KnownText;
  readonly value: Value;
}

/** Looks up stretches of bytes among known texts, without making strings of them. */
export class TextTable<Value> {
  readonly #buckets = new Map<number, readonly Entry<Value>[]>();

  /** The text must not be there yet. */
  set(text: string, value: Value): void {
    const view = viewOf(utf8ToBytes(text));
    const hash = hashOf(view, 0, view.byteLength);
    this.#buckets.set(hash, [...(this.#buckets.get(hash) ?? []), { text: new KnownText(text), value }]);
  }

  find(text: string): Value | undefined {
    const view = viewOf(utf8ToBytes(text));
    return this.get(view, 0, view.byteLength);
  }

  get(view: DataView, start: number, end: number): Value | undefined {
    const bucket = this.#buckets.get(hashOf(view, start, end));
    if (bucket === undefined) return undefined;
    for (const { text, value } of bucket) {
      if (text.length === end - start && text.isAt(view, start)) return value;
    }
    return undefined;
  }
}
