import { AppError } from '@eventbook/shared/errors/app-error';
import type { Manifest } from '@eventbook/shared/warehouse/manifest';
import { expectedRows } from '@eventbook/shared/warehouse/manifest-sums';
import type { HourJournal } from './hour-journal.js';
import { hasLostSince } from './lost-since.js';

/** Writing an hour from less than it was written from before would lose rows. */
export function refuseIncomplete(
  journal: HourJournal,
  previous: Manifest | undefined,
  state: Manifest['state'],
): void {
  const { hour, gap } = journal;
  if (gap !== undefined) {
    throw new AppError(
      'user',
      'journal_damaged',
      `Journal ${gap.journal} lacks the positions from ${gap.from} to ${gap.to} of hour ${hour}.`,
      { hint: 'Put the missing segment back, or restore the data directory.', data: { hour, ...gap } },
    );
  }
  if (state === 'closed' && journal.unsealed) {
    throw new AppError(
      'conflict',
      'parquet_failed',
      `Hour ${hour} is still being written, so it cannot be closed.`,
      {
        hint: 'It can be once every journal has moved past it.',
      },
    );
  }
  for (const [name, known] of Object.entries(previous?.journals ?? {})) {
    const now = journal.journals[name];
    if (known.first === known.next) continue;
    const hasLost = previous !== undefined && hasLostSince(journal, previous, name);
    if (!hasLost && now !== undefined && now.first <= known.first && now.next >= known.next) continue;
    throw new AppError(
      'user',
      'journal_freed',
      `Hour ${hour} was written from positions ${known.first} to ${known.next} of journal ${name}, which are not all there any more.`,
      { hint: 'Its Parquet stays as it is.', data: { hour, journal: name, ...known } },
    );
  }
}

/** What the manifest promises its readers (warehouse/manifest.ts) is true before it is put in place. */
export function refuseWrongSums(manifest: Manifest): void {
  const { tables, quarantine: apart } = manifest;
  const rows = Object.values(tables).reduce((sum, table) => sum + table.rows, 0);
  const { rows: expected, quarantineRows: expectedApart } = expectedRows(manifest);
  if (rows === expected && apart.rows === expectedApart) return;
  throw new AppError(
    'bug',
    'parquet_failed',
    `Hour ${manifest.hour} should have ${expected} rows and ${expectedApart} in the quarantine, and has ${rows} and ${apart.rows}.`,
    { hint: 'The journal keeps everything. Please report this.', data: { manifest } },
  );
}
