import { setTimeout as wait } from 'node:timers/promises';
import { AppError } from '@eventbook/shared/errors/app-error';
import { halves, type Batch } from './batches.js';
import { postBatch } from './collector-client.js';
import type { Tally } from './tally.js';

export interface SenderOptions {
  /** Taken in turn; a retry goes to the next one. */
  readonly urls: readonly URL[];
  readonly key: string;
  /** Requests that may be under way at a time. */
  readonly inFlight: number;
  /** How long one batch is tried again before sending is given up, in milliseconds. */
  readonly patience: number;
  readonly onProgress: () => void;
}

const shortestPause = 250;
const longestPause = 20_000;

/**
 * Sends every batch, a few at a time, and counts what became of it.
 * @throws AppError collector_refused, collector_unreachable; what was answered until then is in the tally
 */
export async function sendAll(
  batches: AsyncIterable<Batch>,
  options: SenderOptions,
  tally: Tally,
): Promise<void> {
  const stop = new AbortController();
  let turn = 0;
  const source = batches[Symbol.asyncIterator]();
  const work = async (): Promise<void> => {
    // Generators queue their calls, so each worker gets a batch of its own.
    for (let next = await source.next(); next.done !== true; next = await source.next()) {
      turn += 1;
      await deliver(next.value, turn, options, tally, stop.signal);
      if (stop.signal.aborted) return;
    }
  };
  const workers = Array.from({ length: options.inFlight }, () =>
    work().catch((error: unknown) => {
      stop.abort();
      throw error;
    }),
  );
  const results = await Promise.allSettled(workers);
  await source.return?.();
  for (const result of results) if (result.status === 'rejected') throw result.reason;
}

async function deliver(
  batch: Batch,
  turn: number,
  options: SenderOptions,
  tally: Tally,
  stop: AbortSignal,
): Promise<void> {
  const deadline = Date.now() + options.patience;
  for (let attempt = 0; !stop.aborted; attempt += 1) {
    const url = options.urls[(turn + attempt) % options.urls.length];
    if (url === undefined) return;
    const result = await postBatch(url, options.key, batch);
    if (result.kind === 'answered') {
      tally.add(result.answer);
      options.onProgress();
      return;
    }
    if (result.kind === 'too_large') {
      if (batch.events.length === 1) tally.addTooLarge();
      else for (const half of halves(batch)) await deliver(half, turn, options, tally, stop);
      return;
    }
    tally.addRetry();
    const pause = pauseBefore(attempt, result.after);
    if (Date.now() + pause > deadline) throw unreachable(url, result.reason, options.patience);
    await wait(pause, undefined, { signal: stop }).catch(() => undefined);
  }
}

/** Doubles each time, with jitter so that many senders do not come back at once; never shorter than asked for. */
function pauseBefore(attempt: number, asked: number | undefined): number {
  const longest = Math.min(longestPause, shortestPause * 2 ** attempt);
  return Math.max(asked ?? 0, longest * (0.5 + Math.random() / 2));
}

function unreachable(url: URL, reason: string, patience: number): AppError {
  return new AppError(
    'unavailable',
    'collector_unreachable',
    `${url.origin} did not take a request for ${Math.round(patience / 1000)} s: ${reason}.`,
    {
      hint: 'Send again when it can be reached; what arrived already is not stored twice.',
      data: { reason },
    },
  );
}
