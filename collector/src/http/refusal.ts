/**
 * Every answer other than success, by code: its HTTP status and what its reader can do. `message` may be
 * made more exact where it is used. docs/collector.md and the OpenAPI document list the same codes.
 */
export const refusals = {
  body_malformed: {
    status: 400,
    message: 'The body is not JSON.',
    hint: 'Nothing was kept. Send NDJSON where one broken event must not keep the others out.',
  },
  body_empty: {
    status: 400,
    message: 'The body holds no event.',
    hint: 'Send one envelope, an array, or NDJSON.',
  },
  body_corrupt: {
    status: 400,
    message: 'The body could not be unpacked.',
    hint: 'Nothing was kept. Send it again.',
  },
  filter_unknown: {
    status: 400,
    message: 'The query names a filter that there is not.',
    hint: 'Filter by event, source and outcome, each as often as wanted.',
  },
  key_missing: {
    status: 401,
    message: 'The request carries no write key.',
    hint: 'Send `Authorization: Bearer <key>`, or `?key=<key>` where headers cannot be set.',
  },
  key_unknown: {
    status: 401,
    message: 'The catalog knows no such write key.',
    hint: 'Make one with `eventbook source key create`; it works once the collector has the snapshot that holds it.',
  },
  key_revoked: {
    status: 401,
    message: 'This write key was revoked.',
    hint: 'Ask the owner of the source for another.',
  },
  not_found: { status: 404, message: 'There is nothing here.', hint: 'Events go to POST /v1/events.' },
  environment_unknown: {
    status: 404,
    message: 'The catalog has no such environment.',
    hint: 'Environments are the folders of `environments/` in the catalog.',
  },
  method_not_allowed: {
    status: 405,
    message: 'This path does not take this method.',
    hint: 'See the header Allow.',
  },
  body_too_large: {
    status: 413,
    message: 'The body is too large.',
    hint: 'Nothing was kept. Send smaller requests.',
  },
  too_many_events: {
    status: 413,
    message: 'The request holds too many events.',
    hint: 'Nothing was kept. Send smaller requests.',
  },
  content_type_unknown: {
    status: 415,
    message: 'The content type is not one that is understood.',
    hint: 'Send application/json, application/x-ndjson or text/plain, in UTF-8.',
  },
  content_encoding_unknown: {
    status: 415,
    message: 'The content encoding is not one that is understood.',
    hint: 'Send the body as it is, or with gzip.',
  },
  rate_limited: {
    status: 429,
    message: 'This source sends more than its share.',
    hint: 'Nothing was kept. Send it again after the time in Retry-After, with the same event_id.',
  },
  too_many_watchers: {
    status: 503,
    message: 'As many as may watch are watching.',
    hint: 'Close another connection to /v1/tail.',
  },
  overloaded: {
    status: 503,
    message: 'The collector has more to write than it may hold.',
    hint: 'Nothing was kept. Send it again after the time in Retry-After, with the same event_id.',
  },
  journal_failed: {
    status: 503,
    message: 'The collector cannot write to its journal.',
    hint: 'Keep the events and send them again with the same event_id; they may or may not have been kept.',
  },
  no_snapshot: {
    status: 503,
    message: 'The collector has no snapshot of the catalog yet.',
    hint: 'Nothing was kept. Send it again after the time in Retry-After.',
  },
} as const satisfies Readonly<Record<string, { status: number; message: string; hint: string }>>;

export type RefusalCode = keyof typeof refusals;

/** Seconds a sender is asked to wait where nothing can be promised now. */
const retryAfterSeconds = 2;

/** A request that is not taken: nothing of it is kept. */
export class Refusal {
  readonly code: RefusalCode;
  readonly message: string;
  /** Seconds after which the request may be sent again. */
  readonly retryAfter: number;

  constructor(code: RefusalCode, message?: string, retryAfter = retryAfterSeconds) {
    this.code = code;
    this.message = message ?? refusals[code].message;
    this.retryAfter = retryAfter;
  }

  get status(): number {
    return refusals[this.code].status;
  }

  /** The body of the answer. */
  toText(): string {
    return JSON.stringify({ code: this.code, message: this.message, hint: refusals[this.code].hint });
  }
}
