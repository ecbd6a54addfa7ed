/** What became of an event that was not simply accepted. */
export interface Problem {
  readonly event: string;
  readonly id: string;
  /** By the collector (`not accepted` where it does not tell which), or `dropped` here, before any has taken it. */
  readonly outcome: 'flagged' | 'quarantined' | 'rejected' | 'not accepted' | 'dropped';
  /** A code of the collector's, or `queue_full`, `too_large`, `closed`, `no_write_key`, `no_collector`, `refused`, `failed`. */
  readonly code: string;
  /** JSON pointer into the envelope; '' for all of it. */
  readonly pointer: string;
  readonly message: string;
}

/** A try that failed. What it was to send is tried again. */
export interface Trouble {
  readonly collector: string;
  /** HTTP status; 0 where nothing was answered. */
  readonly status: number;
  readonly message: string;
}

/** Thrown by a strict client for what others only tell `onProblem`. */
export class NotSentError extends Error {
  override readonly name = 'NotSentError';
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(`${problem.event}: ${problem.message}`);
    this.problem = problem;
  }
}
