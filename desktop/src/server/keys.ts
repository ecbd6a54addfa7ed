import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/**
 * Who may talk to the studio: whoever has the address that the terminal shows. Its token opens one browser, once; what that
 * browser gets for it holds as long as the process runs.
 */
export class Keys {
  #token: string | undefined;
  readonly #session = secret();

  /** A new token; the one before it opens nothing any more. */
  issue(): string {
    this.#token = secret();
    return this.#token;
  }

  /** The session for a token; undefined for one that is wrong or was used. */
  redeem(token: string): string | undefined {
    if (this.#token === undefined || !equal(token, this.#token)) return undefined;
    this.#token = undefined;
    return this.#session;
  }

  /** Whether a request's Authorization header is the session's. */
  opens(authorization: string | undefined): boolean {
    return authorization !== undefined && equal(authorization, `Bearer ${this.#session}`);
  }
}

function secret(): string {
  return randomBytes(32).toString('base64url');
}

/** In the same time, however alike the two are. */
function equal(one: string, other: string): boolean {
  const hash = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(hash(one), hash(other));
}
