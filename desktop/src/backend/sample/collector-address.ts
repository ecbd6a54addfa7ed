import { AppError } from '@eventbook/shared/errors/app-error';

/** An answer names a hundred errors at most. */
const largestAnswer = 1024 * 1024;

/**
 * Where a collector answers to a path.
 * @param example of an address, for whoever typed something else
 * @throws AppError usage
 */
export function collectorUrl(address: string, path: string, example: string): URL {
  const url = URL.canParse(address.trim()) ? new URL(address.trim()) : undefined;
  if (
    url === undefined ||
    !['http:', 'https:'].includes(url.protocol) ||
    `${url.username}${url.password}` !== ''
  ) {
    throw new AppError(
      'user',
      'usage',
      `${JSON.stringify(address.slice(0, 200))} is no http or https address.`,
      {
        hint: `As in ${example}`,
      },
    );
  }
  return new URL(`${url.origin}${url.pathname.replace(/\/+$/u, '')}${path}`);
}

/** Where a collector takes events in. @throws AppError usage */
export function eventsUrl(address: string): URL {
  return collectorUrl(address, '/v1/events', 'http://localhost:8470');
}

/** The text of an answer. Throws where it does not end. */
export async function limitedText({ body }: Response): Promise<string> {
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const part of (body ?? []) as AsyncIterable<Uint8Array>) {
    length += part.length;
    if (length > largestAnswer) throw new Error('its answer does not end');
    parts.push(part);
  }
  return Buffer.concat(parts).toString('utf8');
}

/** What fetch says is "fetch failed"; what happened stands in its cause. */
export function causeOf(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  const code = (cause as { readonly code?: unknown }).code;
  if (code === 'ECONNREFUSED') return 'nothing listens there';
  if (code === 'ENOTFOUND') return 'there is no such host';
  return cause instanceof Error ? cause.message : String(cause);
}
