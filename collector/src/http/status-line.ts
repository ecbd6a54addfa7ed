import { STATUS_CODES } from 'node:http';

/** `503 Service Unavailable` for 503. */
export function statusLine(status: number): string {
  return `${status} ${STATUS_CODES[status] ?? ''}`;
}
