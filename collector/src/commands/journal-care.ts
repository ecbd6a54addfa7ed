import { dataDirectoryLayout } from '../data-directory/layout.js';
import { type Repair, repairJournals } from '../journal/repair-journals.js';
import { type Verification, verifyJournals } from '../journal/verify-journals.js';
import { lockPastOrphans } from '../processes/lock-past-orphans.js';
import { type MaintenanceConfiguration, refuseMissing } from './maintenance.js';
import { table } from './table.js';

/** Reads every byte of the journals; a collector may run meanwhile. */
export async function verify({ data }: MaintenanceConfiguration): Promise<Verification> {
  await refuseMissing(data);
  return verifyJournals(dataDirectoryLayout(data).journal);
}

export interface RepairReport {
  readonly repairs: readonly Repair[];
  /** What holds afterwards. */
  readonly verification: Verification;
}

/**
 * Goes on with what is sound. No collector may run.
 * @throws AppError data_directory_locked
 */
export async function repair({ data }: MaintenanceConfiguration): Promise<RepairReport> {
  await refuseMissing(data);
  const lock = await lockPastOrphans(data);
  try {
    const { journal } = dataDirectoryLayout(data);
    return { repairs: await repairJournals(data, journal), verification: await verifyJournals(journal) };
  } finally {
    await lock.release();
  }
}

/** For people. */
export function printVerification({ segments, gaps, lost, ok }: Verification): string {
  const journals = [...new Set(segments.map(({ journal }) => journal))];
  const rows = journals.map((journal) => {
    const own = segments.filter((segment) => segment.journal === journal);
    const sum = (of: (segment: (typeof own)[number]) => number): number =>
      own.reduce((total, one) => total + of(one), 0);
    const count = (state: string): number => own.filter((segment) => segment.state === state).length;
    return [
      journal,
      own.length,
      sum(({ groups }) => groups),
      sum(({ events }) => events),
      sum(({ bytes }) => bytes),
      count('open'),
      count('damaged'),
    ];
  });
  const told = [
    rows.length === 0
      ? 'There is no journal yet.\n'
      : table(['journal', 'segments', 'requests', 'events', 'bytes', 'open', 'damaged'], rows),
    ...segments.flatMap(({ path, state, offset, reason }) =>
      reason === undefined ? [] : [`${path}: ${state} at byte ${offset ?? 0}: ${reason}.\n`],
    ),
    ...gaps.map(
      ({ journal, from, to }) => `Journal ${journal} lacks the positions from ${from} to ${to - 1}.\n`,
    ),
    ...lost.map(
      ({ journal, from, to, hour, repaired_at: when, kept }) =>
        `Journal ${journal} lost the positions from ${from} to ${to - 1} of hour ${hour}; repaired ${when}, kept as ${kept}.\n`,
    ),
    ok
      ? 'Every byte holds.\n'
      : 'Not all of it holds. `eventbook-collector repair` goes on with what is sound.\n',
  ];
  return told.join('');
}

/** For people. */
export function printRepairs({ repairs, verification }: RepairReport): string {
  const told = repairs.map(
    ({ journal, segment, reason, saved, lost, kept }) =>
      `Journal ${journal}, ${segment}: ${reason}. ${saved} events are saved, up to ${lost} are lost; the damaged file is ${kept}.\n`,
  );
  return `${repairs.length === 0 ? 'Nothing was damaged.\n' : told.join('')}${printVerification(verification)}`;
}
