import { AppError } from '../errors/app-error.js';

/**
 * The body behind a URL, within a time and a size. Throws snapshot_unavailable.
 * @param timeout milliseconds until the last byte
 */
export async function readLimitedUrl(url: URL, limit: number, timeout: number): Promise<Uint8Array> {
  const shown = `${url.origin}${url.pathname}`;
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(timeout) });
    if (!response.ok) {
      await response.body?.cancel();
      throw unavailable(`${shown} answered ${response.status}.`);
    }
    return await readBody(response, limit, shown);
  } catch (cause) {
    if (cause instanceof AppError) throw cause;
    const late = cause instanceof Error && cause.name === 'TimeoutError';
    const why = late ? `did not answer within ${timeout} ms` : 'could not be reached';
    throw unavailable(`${shown} ${why}.`, cause);
  }
}

async function readBody(response: Response, limit: number, shown: string): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of (response.body ?? []) as AsyncIterable<Uint8Array>) {
    size += chunk.length;
    if (size > limit) throw unavailable(`${shown} sends more than ${limit} bytes.`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function unavailable(message: string, cause?: unknown): AppError {
  return new AppError('unavailable', 'snapshot_unavailable', message, {
    hint: 'See that the address is right and that it can be reached from here.',
    cause,
  });
}
