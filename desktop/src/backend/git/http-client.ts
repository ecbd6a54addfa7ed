import type { GitHttpRequest, GitHttpResponse, HttpClient } from 'isomorphic-git';

/**
 * HTTP for isomorphic-git that ends when somebody does not want to wait any more, or the remote hangs.
 * @param patience milliseconds in which a remote has to say something; a large repository says something all the time
 */
export function httpClient(signal: AbortSignal, patience: number): HttpClient {
  return {
    async request({ url, method = 'GET', headers = {}, body }: GitHttpRequest): Promise<GitHttpResponse> {
      const silence = new AbortController();
      const wait = (): NodeJS.Timeout =>
        setTimeout(
          () => silence.abort(new Error(`it has said nothing for ${patience / 1000} seconds`)),
          patience,
        );
      let timer = wait();
      const heard = (): void => {
        clearTimeout(timer);
        timer = wait();
      };
      try {
        const response = await fetch(url, {
          method,
          headers,
          signal: AbortSignal.any([signal, silence.signal]),
          ...(body === undefined ? {} : { body: await whole(body) }),
        });
        return {
          url: response.url,
          method,
          headers: Object.fromEntries(response.headers),
          statusCode: response.status,
          statusMessage: response.statusText,
          body: chunks(response, heard, () => clearTimeout(timer)),
        };
      } catch (error) {
        clearTimeout(timer);
        throw error;
      }
    },
  };
}

async function whole(body: AsyncIterableIterator<Uint8Array>): Promise<Blob> {
  const parts: Uint8Array<ArrayBuffer>[] = [];
  for await (const part of body) parts.push(new Uint8Array(part));
  return new Blob(parts);
}

async function* chunks(
  { body }: Response,
  heard: () => void,
  ended: () => void,
): AsyncIterableIterator<Uint8Array> {
  try {
    if (body === null) return;
    for await (const chunk of body as unknown as AsyncIterable<Uint8Array>) {
      heard();
      yield chunk;
    }
  } finally {
    ended();
  }
}
