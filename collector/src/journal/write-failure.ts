import { AppError } from '@eventbook/shared/errors/app-error';

/** What a full disk or a spent quota, or too many open files, say. Each can pass, and none leaves a doubt about what is on disk. */
const passing = new Set(['ENOSPC', 'EDQUOT', 'EMFILE', 'ENFILE']);

/** Whether a failed write may be tried again with the next group. A failed sync may never be. */
export function mayPass(error: unknown): boolean {
  return passing.has((error as NodeJS.ErrnoException).code ?? '');
}

/** `data.fatal` says whether this Journal is at its end. */
export function journalWriteFailed(path: string, cause: unknown, fatal: boolean): AppError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new AppError('unavailable', 'journal_write_failed', `${path} could not be written: ${reason}.`, {
    hint: fatal
      ? 'See the system log for what the disk says, then restart the collector: it recovers what was acknowledged.'
      : 'Free space on the disk of the data directory, or raise its quota. Nothing is acknowledged until then.',
    data: { file: path, fatal },
    cause,
  });
}

/** What a failing step threw; anything unforeseen ends the journal, because nobody can say what is on disk then. */
export function asWriteFailure(error: unknown): AppError {
  return error instanceof AppError && error.code === 'journal_write_failed'
    ? error
    : journalWriteFailed('The journal', error, true);
}

export function isFatal(failure: AppError): boolean {
  return failure.data['fatal'] === true;
}
