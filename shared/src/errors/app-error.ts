import type { ErrorCode } from './codes.js';

/** Who has to act: the caller, nobody yet (something moved underneath), whoever runs the thing we wait for, or us. */
export type ErrorKind = 'user' | 'conflict' | 'unavailable' | 'bug';

export interface ErrorDetails {
  /** What to do about it, as a sentence. */
  readonly hint?: string;
  /** Facts for programs: file, pointer, limits. Never secrets. */
  readonly data?: Readonly<Record<string, unknown>>;
  readonly cause?: unknown;
}

/**
 * The one exception of Eventbook. Expected results are values (findings, outcomes, changes);
 * this is for what stops the work. Branch on `code`, never on the message.
 */
export class AppError extends Error {
  override readonly name = 'AppError';
  readonly code: ErrorCode;
  readonly kind: ErrorKind;
  readonly hint: string | undefined;
  readonly data: Readonly<Record<string, unknown>>;

  constructor(kind: ErrorKind, code: ErrorCode, message: string, details: ErrorDetails = {}) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.kind = kind;
    this.code = code;
    this.hint = details.hint;
    this.data = details.data ?? {};
  }
}
