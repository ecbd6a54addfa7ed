const first = 500;
const longest = 30_000;

/** Milliseconds to wait before the next try, after so many that failed: exponential, with full jitter. */
export function backoff(
  failures: number,
  retryAfter: number | undefined,
  random: () => number = Math.random,
): number {
  const drawn = random() * Math.min(longest, first * 2 ** Math.min(failures - 1, 16));
  // Several senders are told the same moment; a little on top keeps them from coming all at once.
  return retryAfter === undefined ? drawn : Math.min(retryAfter, 300) * 1000 + random() * first;
}
