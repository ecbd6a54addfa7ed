import { AppError } from '@eventbook/shared/errors/app-error';

/** For now: it is not there, or says that it has trouble of its own. */
export function destinationUnreachable(destination: string, why: string, cause?: unknown): AppError {
  return new AppError(
    'unavailable',
    'destination_unreachable',
    `${destination} cannot be delivered to: ${why}.`,
    {
      hint: 'It is tried again; events wait in NSQ meanwhile.',
      ...(cause === undefined ? {} : { cause }),
    },
  );
}

/** For good, until somebody changes something: wrong credentials, a name that is not there. */
export function destinationRefused(destination: string, why: string, cause?: unknown): AppError {
  return new AppError('user', 'destination_refused', `${destination} will not take events: ${why}.`, {
    hint: 'See its address, credentials and rights.',
    ...(cause === undefined ? {} : { cause }),
  });
}
