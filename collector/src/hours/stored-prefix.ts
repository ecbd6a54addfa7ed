import { createHash } from 'node:crypto';
import { AppError } from '@eventbook/shared/errors/app-error';

/** What the writer needs to know of the collector's own keys at the start of a stored line. */
export interface PrefixFacts {
  readonly snapshot: string;
  /** First 16 bytes of the SHA-256 of the source, as four 32-bit words. */
  readonly source: Uint32Array;
}

const anchor = Buffer.from(',"_environment":');

/**
 * Reads the start of stored lines without parsing each: from `_environment` to the content the bytes are the same
 * for all events of one source under one snapshot, so most lines cost one comparison of bytes.
 */
export class PrefixReader {
  readonly #known = new Map<string, PrefixFacts>();
  #tail: Buffer = Buffer.alloc(0);
  #facts: PrefixFacts | undefined;

  /** `content` is where the content begins in `bytes`, `line` where the line does. */
  read(bytes: Buffer, line: number, content: number): PrefixFacts {
    const tail = this.#tail;
    const start = content - tail.length;
    if (
      this.#facts !== undefined &&
      start > line &&
      bytes.compare(tail, 0, tail.length, start, content) === 0
    ) {
      return this.#facts;
    }
    return this.#parse(bytes, line, content);
  }

  #parse(bytes: Buffer, line: number, content: number): PrefixFacts {
    const start = bytes.subarray(line, content).indexOf(anchor);
    if (start === -1) throw unreadable(bytes, line, content);
    const text = bytes.toString('utf8', line + start, content);
    let facts = this.#known.get(text);
    if (facts === undefined) {
      facts = factsOf(text) ?? fail(bytes, line, content);
      // Sources times snapshots of an hour are few; this only keeps a strange journal from filling the memory.
      if (this.#known.size >= 10_000) this.#known.clear();
      this.#known.set(text, facts);
    }
    this.#tail = Buffer.from(text);
    this.#facts = facts;
    return facts;
  }
}

/** `tail` is `,"_environment":…,"_collector":"…",`. */
function factsOf(tail: string): PrefixFacts | undefined {
  let parsed: { _source?: unknown; _snapshot?: unknown };
  try {
    parsed = JSON.parse(`{${tail.slice(1, -1)}}`) as { _source?: unknown; _snapshot?: unknown };
  } catch {
    return undefined;
  }
  if (typeof parsed._source !== 'string' || typeof parsed._snapshot !== 'string') return undefined;
  const digest = createHash('sha256').update(parsed._source).digest();
  const source = Uint32Array.from([0, 4, 8, 12], (at) => digest.readUInt32BE(at));
  return { snapshot: parsed._snapshot, source };
}

function fail(bytes: Buffer, line: number, content: number): never {
  throw unreadable(bytes, line, content);
}

function unreadable(bytes: Buffer, line: number, content: number): AppError {
  return new AppError(
    'bug',
    'journal_damaged',
    'A journal holds a line that does not begin like a stored event.',
    {
      data: { start: bytes.toString('utf8', line, Math.min(content, line + 400)) },
    },
  );
}
