import type { IncomingMessage } from 'node:http';

/**
 * Whether a request was meant for us by a page of ours. A name that somebody else's DNS points at this machine has another
 * Host; a page of somebody else has another Origin.
 */
export function isOurs({ headers }: Pick<IncomingMessage, 'headers'>, port: number): boolean {
  const hosts = [`127.0.0.1:${port}`, `localhost:${port}`];
  if (headers.host === undefined || !hosts.includes(headers.host)) return false;
  // A browser leaves it out only where it asks for a page itself.
  return headers.origin === undefined || headers.origin === `http://${headers.host}`;
}
