import type { Manifest } from '@eventbook/shared/warehouse/manifest';
import { isLost } from '../journal/lost-positions.js';
import type { HourJournal } from './hour-journal.js';

/** Whether an hour was written from positions of a journal that a repair could not save afterwards: its files have more. */
export function hasLostSince(journal: HourJournal, manifest: Manifest, name: string): boolean {
  const written = manifest.journals[name];
  if (written === undefined) return false;
  return journal.missing.some(({ journal: one, from, to }) => {
    const wasMissing = manifest.missing?.some((told) => told.journal === one && told.from === from) === true;
    return one === name && !wasMissing && from < written.next && to > written.first;
  });
}

/** Whether the journals hold nothing of an hour that its manifest was written without. */
export function nothingSince(journal: HourJournal, manifest: Manifest): boolean {
  return Object.entries(journal.journals).every(([name, { first, next }]) => {
    const from = manifest.journals[name]?.next ?? first;
    return (
      next <= from ||
      isLost(
        journal.missing.filter((range) => range.journal === name),
        from,
        next,
      )
    );
  });
}
