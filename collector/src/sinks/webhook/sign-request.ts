import { createHmac } from 'node:crypto';

/**
 * `t=<seconds>,v1=<hex>`: HMAC-SHA256, by the key that sender and recipient share, of the time, a dot and the body. The recipient
 * makes it again, and turns away what is older than he likes.
 */
export function signatureOf(body: Buffer, key: string, seconds: number): string {
  const signed = createHmac('sha256', key).update(`${seconds}.`).update(body).digest('hex');
  return `t=${seconds},v1=${signed}`;
}
