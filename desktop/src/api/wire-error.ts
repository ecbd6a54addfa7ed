import { AppError, type ErrorKind } from '@eventbook/shared/errors/app-error';
import type { ErrorCode } from '@eventbook/shared/errors/codes';

/** An AppError on its way to the renderer. Causes stay behind: they may hold what is nobody's business. */
export interface WireError {
  readonly kind: ErrorKind;
  readonly code: ErrorCode;
  readonly message: string;
  readonly hint?: string;
  readonly data: Readonly<Record<string, unknown>>;
}

export function toWire(error: unknown): WireError {
  if (!(error instanceof AppError)) {
    const message = `Something went wrong inside Eventbook: ${error instanceof Error ? error.message : String(error)}`;
    return { kind: 'bug', code: 'internal', message, data: {} };
  }
  const { kind, code, message, hint, data } = error;
  return { kind, code, message, data, ...(hint === undefined ? {} : { hint }) };
}

export function fromWire({ kind, code, message, hint, data }: WireError): AppError {
  return new AppError(kind, code, message, { data, ...(hint === undefined ? {} : { hint }) });
}
