import { AppError } from '@eventbook/shared/errors/app-error';

const words: Readonly<Record<string, string>> = {
  NoSuchBucket: 'there is no such bucket',
  AccessDenied: 'access is denied to these credentials',
  Forbidden: 'access is denied to these credentials',
  InvalidAccessKeyId: 'it does not know this access key',
  SignatureDoesNotMatch: 'the secret is not that of this access key',
  ExpiredToken: 'the credentials have expired',
  InvalidToken: 'the session token is not valid',
  RequestTimeTooSkewed: 'the clock of this machine is too far from its own',
  PermanentRedirect: 'the bucket is in another region',
  AuthorizationHeaderMalformed: 'the bucket is in another region',
  BadDigest: 'bytes arrived as others than were sent',
  XAmzContentChecksumMismatch: 'bytes arrived as others than were sent',
  TimeoutError: 'it does not answer in time',
  AbortError: 'it was stopped',
};

/** Those that pass without anybody changing something here. */
const passing = new Set(['NoSuchBucket', 'BadDigest', 'XAmzContentChecksumMismatch', 'RequestTimeout']);

interface Told {
  readonly name?: string;
  readonly message?: string;
  readonly $metadata?: { readonly httpStatusCode?: number };
}

export function statusOf(error: unknown): number | undefined {
  return (error as Told).$metadata?.httpStatusCode;
}

export function isNamed(error: unknown, ...names: readonly string[]): boolean {
  return names.includes((error as Told).name ?? '');
}

/**
 * What a request to a bucket came to, in words. Nothing of it is for good: somebody makes the bucket, or mends the rights.
 * @param place `s3://bucket/prefix`
 */
export function bucketFailure(place: string, error: unknown): AppError {
  if (error instanceof AppError) return error;
  const { name = '', message = '' } = error as Told;
  if (name === 'CredentialsProviderError') {
    return new AppError('user', 'destination_refused', `${place}: there are no credentials.`, {
      hint: 'Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or whatever else the AWS SDK reads.',
      cause: error,
    });
  }
  const status = statusOf(error);
  const isRefusal = status !== undefined && status >= 400 && status < 500 && status !== 429;
  // Some servers put whole pages into what they say.
  const told = message.split('\n')[0]?.slice(0, 200) ?? '';
  const why =
    words[name] ??
    (isNamed(error, 'SyntaxError') || message.includes('Deserialization error')
      ? 'it answers what no S3 store does'
      : `${status === undefined ? '' : `it answered ${status}: `}${told === '' ? name : told}`);
  const known = words[name] === undefined || name === '' ? '' : ` (${name})`;
  const text = `${place} cannot be written to: ${why}${known}.`;
  return isRefusal && !passing.has(name)
    ? new AppError('user', 'destination_refused', text, {
        hint: 'See the address, the credentials and what they may do. It is tried again.',
        cause: error,
      })
    : new AppError('unavailable', 'destination_unreachable', text, {
        hint: 'It is tried again; the hours stay where they are meanwhile.',
        cause: error,
      });
}
