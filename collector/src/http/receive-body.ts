import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import pLimit from 'p-limit';
import type { HttpResponse } from 'uWebSockets.js';
import type { Exchange } from './exchange.js';
import type { InFlight } from './in-flight.js';
import { Refusal } from './refusal.js';

export interface BodyLimits {
  readonly max_compressed_bytes: number;
  readonly max_body_bytes: number;
}

export type ContentEncoding = 'identity' | 'gzip';

/** The encoding that a header names, or undefined for one that is not understood. */
export function contentEncoding(header: string): ContentEncoding | undefined {
  if (header === '' || header === 'identity') return 'identity';
  return header === 'gzip' || header === 'x-gzip' ? 'gzip' : undefined;
}

const unpack = promisify<Buffer, { maxOutputLength: number }, Buffer>(gunzip);
/** A few KB may unpack to max_body_bytes: so many are unpacked at a time, the others wait as they came. */
const unpacking = pLimit(4);

/**
 * Receives a request's body and hands it on once, whole and unpacked, unless it is refused or aborted on
 * the way. The bytes may be memory that is taken back after the call: they are not to be kept.
 */
export function receiveBody(
  response: HttpResponse,
  exchange: Exchange,
  encoding: ContentEncoding,
  limits: BodyLimits,
  inFlight: InFlight,
  handOn: (body: Buffer) => void,
): void {
  const limit = encoding === 'gzip' ? limits.max_compressed_bytes : limits.max_body_bytes;
  let chunks: Buffer[] | undefined;
  response.onData((chunk, isLast) => {
    if (exchange.isAnswered) return;
    exchange.hold(chunk.byteLength);
    if (exchange.held > limit) {
      chunks = undefined;
      exchange.refuse(tooLarge(limit, encoding === 'gzip' ? 'compressed' : 'in all'), !isLast);
    } else if (!isLast) {
      if (inFlight.isFull) {
        exchange.refuse(new Refusal('overloaded'), true);
        return;
      }
      // uWebSockets.js takes the chunk's memory back when this returns.
      (chunks ??= []).push(Buffer.from(new Uint8Array(chunk)));
    } else {
      const last = Buffer.from(chunk);
      const whole = chunks === undefined ? last : Buffer.concat([...chunks, last]);
      // This function lives on until the answer is given.
      chunks = undefined;
      if (encoding === 'identity') {
        handOn(whole);
        return;
      }
      const packed = Buffer.from(whole);
      void unpacking(() => unpackBody(packed, limits.max_body_bytes, exchange, inFlight, handOn));
    }
  });
}

async function unpackBody(
  packed: Buffer,
  limit: number,
  exchange: Exchange,
  inFlight: InFlight,
  handOn: (body: Buffer) => void,
): Promise<void> {
  if (exchange.aborted) return;
  // A few KB become max_body_bytes, and many may have waited for their turn.
  if (inFlight.isFull) {
    exchange.refuse(new Refusal('overloaded'));
    return;
  }
  let body: Buffer;
  try {
    body = await unpack(packed, { maxOutputLength: limit });
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    const isTooLarge = code === 'ERR_BUFFER_TOO_LARGE';
    const reason = error instanceof Error ? error.message : String(error);
    const corrupt = new Refusal('body_corrupt', `The body is not whole gzip: ${reason}.`);
    exchange.refuse(isTooLarge ? tooLarge(limit, 'unpacked') : corrupt);
    return;
  }
  exchange.hold(body.length);
  handOn(body);
}

function tooLarge(limit: number, how: string): Refusal {
  return new Refusal('body_too_large', `The body is larger than the ${limit} bytes that it may have ${how}.`);
}
