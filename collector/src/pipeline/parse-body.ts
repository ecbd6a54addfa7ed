import { isUtf8 } from 'node:buffer';
import type { Violation } from '@eventbook/shared/event/violation';
import { jsonText } from '@eventbook/shared/event/json-text';
import type { BodyForm } from '../http/content-type.js';
import { Refusal } from '../http/refusal.js';
import { holdsMore } from './holds-more.js';

/** What one line of NDJSON turned out not to be; kept as it came. */
interface Unreadable {
  readonly violation: Violation;
  readonly raw: string | Uint8Array;
}

/** The events of one body, in their order. */
export interface ParsedBody {
  readonly count: number;
  /** What JSON.parse made of an event; meaningless where `unreadable` has it. */
  value(index: number): unknown;
  unreadable(index: number): Unreadable | undefined;
  /** The sender's text of an event, or for an item of a list the same value written again. */
  raw(index: number): string;
  /** Whether an event as it was sent has more than so many bytes; undefined where that has to be measured. */
  isLargerThan(bytes: number, index: number): boolean | undefined;
}

const newline = 0x0a;

/** Reads a body, whose bytes are not kept. At most `mostEvents`. */
export function parseBody(body: Buffer, form: BodyForm, mostEvents: number): ParsedBody | Refusal {
  const parsed = form === 'ndjson' ? parseLines(body, mostEvents) : parseValue(body, form, mostEvents);
  if (parsed instanceof Refusal) return parsed;
  if (parsed.count === 0) return new Refusal('body_empty');
  return parsed.count > mostEvents ? tooMany(mostEvents) : parsed;
}

function parseValue(body: Buffer, form: 'json' | 'either', mostEvents: number): ParsedBody | Refusal {
  const severalLines = form === 'either' && body.subarray(0, body.length - 1).includes(newline);
  if (!isUtf8(body)) {
    if (severalLines) return parseLines(body, mostEvents);
    return new Refusal('body_malformed', 'The body is not UTF-8.');
  }
  const text = body.toString('utf8');
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    if (text.trim() === '') return new Refusal('body_empty');
    if (severalLines) return parseLines(body, mostEvents);
    return new Refusal('body_malformed', `The body is not JSON: ${whereItBreaks(error)}`);
  }
  return Array.isArray(value) ? new ListBody(value, body.length) : new SingleBody(value, text, body.length);
}

class SingleBody implements ParsedBody {
  readonly count = 1;
  readonly #value: unknown;
  readonly #text: string;
  readonly #bytes: number;

  constructor(value: unknown, text: string, bytes: number) {
    this.#value = value;
    this.#text = text;
    this.#bytes = bytes;
  }

  value(): unknown {
    return this.#value;
  }

  unreadable(): undefined {
    return undefined;
  }

  raw(): string {
    return this.#text;
  }

  isLargerThan(bytes: number): boolean {
    return this.#bytes > bytes;
  }
}

class ListBody implements ParsedBody {
  readonly #values: readonly unknown[];
  readonly #bytes: number;

  /** @param bytes of the whole list */
  constructor(values: readonly unknown[], bytes: number) {
    this.#values = values;
    this.#bytes = bytes;
  }

  get count(): number {
    return this.#values.length;
  }

  value(index: number): unknown {
    return this.#values[index];
  }

  unreadable(): undefined {
    return undefined;
  }

  raw(index: number): string {
    return jsonText(this.#values[index]);
  }

  /** A validator says of each value what is wrong with it, so it is not given millions. Each takes two bytes at least. */
  isLargerThan(bytes: number, index: number): boolean | undefined {
    if (this.#bytes <= bytes) return false;
    return holdsMore(this.#values[index], bytes / 2) ? true : undefined;
  }
}

class LinesBody implements ParsedBody {
  readonly #lines: string[] = [];
  readonly #values: unknown[] = [];
  readonly #unreadable = new Map<number, Unreadable>();

  get count(): number {
    return this.#lines.length;
  }

  add(line: string): void {
    let value: unknown;
    try {
      value = JSON.parse(line);
    } catch (error) {
      const message = `this line is not JSON: ${whereItBreaks(error)}`;
      this.addUnreadable({ violation: { code: 'malformed_json', pointer: '', message }, raw: line });
      return;
    }
    this.#lines.push(line);
    this.#values.push(value);
  }

  addUnreadable(unreadable: Unreadable): void {
    this.#unreadable.set(this.#lines.length, unreadable);
    this.#lines.push('');
    this.#values.push(undefined);
  }

  value(index: number): unknown {
    return this.#values[index];
  }

  unreadable(index: number): Unreadable | undefined {
    return this.#unreadable.size === 0 ? undefined : this.#unreadable.get(index);
  }

  raw(index: number): string {
    return this.#lines[index] ?? '';
  }

  isLargerThan(bytes: number, index: number): boolean {
    const line = this.#lines[index] ?? '';
    // Three bytes are the most that one UTF-16 unit takes: nearly every line is known without being measured.
    return line.length * 3 > bytes && Buffer.byteLength(line) > bytes;
  }
}

function parseLines(body: Buffer, mostEvents: number): ParsedBody | Refusal {
  const lines = new LinesBody();
  if (isUtf8(body)) {
    const text = body.toString('utf8');
    for (let start = 0; start < text.length;) {
      const found = text.indexOf('\n', start);
      const end = found < 0 ? text.length : found;
      const line = text.slice(start, end);
      if (!isBlank(line)) lines.add(line);
      if (lines.count > mostEvents) return tooMany(mostEvents);
      start = end + 1;
    }
    return lines;
  }
  for (let start = 0; start < body.length;) {
    const found = body.indexOf(newline, start);
    const end = found < 0 ? body.length : found;
    addBytes(lines, body.subarray(start, end));
    if (lines.count > mostEvents) return tooMany(mostEvents);
    start = end + 1;
  }
  return lines;
}

/** A line of a body that holds, somewhere, bytes that are no text. */
function addBytes(lines: LinesBody, bytes: Buffer): void {
  if (isUtf8(bytes)) {
    const line = bytes.toString('utf8');
    if (!isBlank(line)) lines.add(line);
    return;
  }
  const message = 'this line holds bytes that are not UTF-8';
  lines.addUnreadable({
    violation: { code: 'invalid_unicode', pointer: '', message },
    raw: Buffer.from(bytes),
  });
}

function isBlank(line: string): boolean {
  return line.length === 0 || (line.charCodeAt(0) <= 0x20 && line.trim() === '');
}

export function tooMany(mostEvents: number): Refusal {
  return new Refusal('too_many_events', `The request holds more than ${mostEvents} events.`);
}

/** What JSON.parse says: it names the position, or quotes some twenty characters around it. */
function whereItBreaks(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
