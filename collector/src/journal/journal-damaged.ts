import { AppError } from '@eventbook/shared/errors/app-error';

/** @param offset of the first byte that cannot be trusted */
export function journalDamaged(path: string, offset: number, reason: string): AppError {
  return new AppError('unavailable', 'journal_damaged', `${path} is damaged at byte ${offset}: ${reason}.`, {
    hint: 'Nothing was changed. Check the disk, and put the file back from a copy; without one, move it out of the journal to go on without its events.',
    data: { file: path, offset },
  });
}
