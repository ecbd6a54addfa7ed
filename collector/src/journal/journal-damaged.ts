import { AppError } from '@eventbook/shared/errors/app-error';

/** @param offset of the first byte that cannot be trusted */
export function journalDamaged(path: string, offset: number, reason: string): AppError {
  return new AppError('unavailable', 'journal_damaged', `${path} is damaged at byte ${offset}: ${reason}.`, {
    hint: 'Nothing was changed. Check the disk, and put the file back from a copy. Without one, stop the collector and run `eventbook-collector repair`: it keeps the file, and goes on with all that is sound in it.',
    data: { file: path, offset },
  });
}
