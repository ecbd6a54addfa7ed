import { AppError } from '@eventbook/shared/errors/app-error';
import type { OutcomeCounts } from '@eventbook/shared/event/outcome';
import type { Hour } from '@eventbook/shared/warehouse/hour';
import type { Manifest, ManifestJournal } from '@eventbook/shared/warehouse/manifest';
import { type HourJournal, readHour } from './hour-journal.js';
import { hasLostSince } from './lost-since.js';
import { addOutcomes, noOutcomes, sentOf } from './outcome-sums.js';
import type { Difference } from './reconciliation.js';

export interface JournalCounts {
  /** Of the groups that the manifest was made from; undefined where some were freed or cannot be read. */
  readonly written: OutcomeCounts | undefined;
  /** Events in finished segments that came after them. */
  readonly unwritten: number;
  readonly differences: readonly Difference[];
}

/** Counts an hour's events from the groups themselves, whatever seals say. */
export async function countJournals(
  manifest: Manifest,
  journal: HourJournal,
  journals: ReadonlyMap<Hour, HourJournal>,
): Promise<JournalCounts> {
  let written: OutcomeCounts | undefined = noOutcomes;
  let unwritten = 0;
  const differences: Difference[] = [];
  const names = new Set([...Object.keys(manifest.journals), ...Object.keys(journal.journals)]);
  for (const name of names) {
    const known = manifest.journals[name] ?? { first: 0, next: 0, groups: 0 };
    const now = journal.journals[name];
    // What a repair could not save is known and told; the hour's Parquet was written before and has it.
    const isKnown = hasLostSince(journal, manifest, name);
    if (isKnown || (known.next > known.first && !holds(now, known))) {
      written = undefined;
      if (!isKnown && !wasFreed(name, known, journals)) differences.push(missing(name, known, now));
      continue;
    }
    try {
      const counts = await countOne(journal, name, known.groups);
      if (written !== undefined) written = addOutcomes(written, counts.written);
      unwritten += sentOf(counts.later);
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== 'journal_damaged') throw error;
      written = undefined;
      differences.push({
        kind: 'journal_damaged',
        subject: name,
        expected: known.groups,
        found: 'damage',
        message: error.message,
      });
    }
  }
  return { written, unwritten, differences };
}

async function countOne(
  journal: HourJournal,
  name: string,
  groups: number,
): Promise<{ written: OutcomeCounts; later: OutcomeCounts }> {
  let written = noOutcomes;
  let later = noOutcomes;
  let seen = 0;
  await readHour({ segments: journal.segments.filter((segment) => segment.journal === name) }, (group) => {
    const isWritten = seen++ < groups;
    if (journal.left?.has(group) === true) return;
    if (isWritten) written = addOutcomes(written, group);
    else later = addOutcomes(later, group);
  });
  return { written, later };
}

function holds(now: ManifestJournal | undefined, known: ManifestJournal): boolean {
  return (
    now !== undefined && now.first <= known.first && now.next >= known.next && now.groups >= known.groups
  );
}

/** Retention frees a journal from its beginning: nothing older is left, and something newer is. */
function wasFreed(name: string, known: ManifestJournal, journals: ReadonlyMap<Hour, HourJournal>): boolean {
  const left = [...journals.values()]
    .flatMap((hour) => hour.segments)
    .filter(({ journal }) => journal === name);
  return left.length > 0 && left.every((segment) => segment.first > known.first);
}

function missing(name: string, known: ManifestJournal, now: ManifestJournal | undefined): Difference {
  const found = now === undefined ? 'nothing' : `${now.first} to ${now.next}`;
  return {
    kind: 'journal_missing',
    subject: name,
    expected: `${known.first} to ${known.next}`,
    found,
    message: `The hour was written from positions ${known.first} to ${known.next} of journal ${name}; there is ${found}.`,
  };
}
