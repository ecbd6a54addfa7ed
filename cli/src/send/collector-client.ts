import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { AppError } from '@eventbook/shared/errors/app-error';
import { readAnswer, type Answer } from './answer.js';
import type { Batch } from './batches.js';

const pack = promisify(gzip);

/** A request that takes longer has to be sent again. */
const requestTimeout = 60_000;
const longestAnswer = 1024 * 1024;

/** What one request came to; what cannot be mended by trying again is an exception. */
export type Attempt =
  | { readonly kind: 'answered'; readonly answer: Answer }
  | { readonly kind: 'too_large' }
  /** `after`: milliseconds that the collector asks to wait. */
  | { readonly kind: 'again'; readonly reason: string; readonly after: number | undefined };

/**
 * Sends a batch once, as NDJSON, packed.
 * @param url of the collector, with or without the path /v1/events
 * @throws AppError collector_refused
 */
export async function postBatch(url: URL, key: string, batch: Batch): Promise<Attempt> {
  const newline = Buffer.from('\n');
  const body = await pack(Buffer.concat(batch.events.flatMap((event) => [event, newline])));
  let response: Response;
  let text: string;
  try {
    response = await fetch(eventsUrl(url), {
      method: 'POST',
      headers: {
        authorization: `Bearer ${key}`,
        'content-type': 'application/x-ndjson',
        'content-encoding': 'gzip',
      },
      body: new Uint8Array(body),
      // A key is for the collector alone.
      redirect: 'manual',
      signal: AbortSignal.timeout(requestTimeout),
    });
    text = await response.text();
  } catch (cause) {
    return { kind: 'again', reason: networkReason(cause), after: undefined };
  }
  return read(response, text.slice(0, longestAnswer), batch.events.length);
}

function read(response: Response, text: string, events: number): Attempt {
  const { status } = response;
  if (status === 202) {
    const answer = readAnswer(text, events);
    if (answer !== undefined) return { kind: 'answered', answer };
    throw refused(status, 'Its answer is not that of a collector: its counts do not sum to what was sent.');
  }
  if (status === 413) return { kind: 'too_large' };
  if (status === 429 || (status >= 500 && status !== 501)) {
    return { kind: 'again', reason: `it answered ${status}`, after: retryAfter(response) };
  }
  if (status === 401) throw refused(status, 'It does not know this key, or the key was revoked.');
  throw refused(status, text.slice(0, 500));
}

/** Seconds or a date (RFC 9110, 10.2.3). */
function retryAfter(response: Response): number | undefined {
  const value = response.headers.get('retry-after');
  if (value === null) return undefined;
  const milliseconds = /^\d{1,6}$/u.test(value) ? Number(value) * 1000 : Date.parse(value) - Date.now();
  return Number.isNaN(milliseconds) ? undefined : Math.max(0, milliseconds);
}

function eventsUrl(url: URL): URL {
  const path = url.pathname.replace(/\/+$/u, '');
  const events = new URL(url);
  if (!path.endsWith('/v1/events')) events.pathname = `${path}/v1/events`;
  return events;
}

function networkReason(cause: unknown): string {
  const inner = cause instanceof Error ? (cause.cause ?? cause) : cause;
  if (inner instanceof Error && 'code' in inner) return String(inner.code);
  return inner instanceof Error ? inner.message : String(inner);
}

function refused(status: number, message: string): AppError {
  return new AppError('user', 'collector_refused', `The collector refuses (${status}). ${message}`, {
    hint: 'See that --to is the address of a collector, and --key a write key that its snapshot knows.',
    data: { status },
  });
}
