import type { HttpRequest } from 'uWebSockets.js';

/** The raw write key of a request: `Authorization: Bearer <key>`, or `?key=<key>`; undefined where there is none. */
export function writeKeyOf(request: HttpRequest): string | undefined {
  const header = request.getHeader('authorization');
  if (header !== '') {
    return header.length > 7 && header.slice(0, 7).toLowerCase() === 'bearer '
      ? header.slice(7).trim()
      : undefined;
  }
  const key = request.getQuery('key');
  return key === '' ? undefined : key;
}
