import { AppError } from '@eventbook/shared/errors/app-error';
import { type Address, printAddress } from './address.js';

/** It is not there, went away, or answers what no nsqd would. */
export function nsqdUnreachable(address: Address, why: string, cause?: unknown): AppError {
  const where = printAddress(address);
  return new AppError('unavailable', 'nsqd_unreachable', `nsqd at ${where}: ${why}.`, {
    hint: 'See that nsqd runs there and can be reached; what is not sent waits in the journal.',
    data: { nsqd: where },
    ...(cause === undefined ? {} : { cause }),
  });
}

/** It said no: its disk is full, a message is larger than it takes. @param answer `E_MPUB_FAILED …` */
export function nsqdRefused(address: Address, answer: string): AppError {
  const where = printAddress(address);
  return new AppError('unavailable', 'nsqd_refused', `nsqd at ${where} refused: ${answer}`, {
    hint: 'Its log says more: a full disk, or a limit such as --max-msg-size.',
    data: { nsqd: where, answer },
  });
}
