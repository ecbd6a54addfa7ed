import type { OutcomeCounts } from '@eventbook/shared/event/outcome';
import type { Hour } from '@eventbook/shared/warehouse/hour';
import type { JournalRange, Manifest, ManifestJournal } from '@eventbook/shared/warehouse/manifest';
import { join } from 'node:path';
import type { GroupView } from '../journal/group-view.js';
import { isLost, type LostPositions, readLost } from '../journal/lost-positions.js';
import { readSegment } from '../journal/read-segment.js';
import { listJournals, listSegmentsOf, type Segment } from '../journal/segments.js';
import type { LeftGroups } from './elsewhere.js';
import { addOutcomes, noOutcomes } from './outcome-sums.js';

/** A segment, and to which of the hour's parts it belongs; 0 where the hour has none. */
export interface HourSegment extends Segment {
  readonly part: number;
}

/** The finished segments of one hour in all journals of a data directory. */
export interface HourJournal {
  readonly hour: Hour;
  /** In reading order: by part, by journal, then by position. It never changes, so numbers of rows do not either. */
  readonly segments: readonly HourSegment[];
  /** What their seals say, without what is left out. */
  readonly outcomes: OutcomeCounts;
  /** Groups that another writer of the warehouse has: they are passed over. */
  readonly left?: Pick<LeftGroups, 'has'>;
  readonly leftOutcomes?: OutcomeCounts;
  /** The positions they hold, by journal. */
  readonly journals: Readonly<Record<string, ManifestJournal>>;
  /** Whether a segment of the hour is still being written; it is not among `segments`. */
  readonly unsealed: boolean;
  /** Positions that stood in damaged bytes when a journal was repaired. */
  readonly missing: readonly JournalRange[];
  /** Positions that are missing between two of its segments: somebody took a file away. */
  readonly gap?: { readonly journal: string; readonly from: number; readonly to: number };
}

/** How many rows the journal of an hour holds, repeats among them. */
export function rowsOf(journal: HourJournal): number {
  return journal.outcomes.accepted + journal.outcomes.flagged + journal.outcomes.quarantined;
}

export function emptyHour(hour: Hour): HourJournal {
  return { hour, segments: [], outcomes: noOutcomes, journals: {}, unsealed: false, missing: [] };
}

/** What the journals hold, by hour, ascending. */
export async function listHourJournals(journalRoot: string): Promise<Map<Hour, HourJournal>> {
  const hours = new Map<Hour, HourJournal>();
  for (const journal of await listJournals(journalRoot)) {
    const directory = join(journalRoot, journal);
    const lost = await readLost(directory);
    for (const { hour, from, to } of lost) {
      const known = hours.get(hour) ?? emptyHour(hour);
      hours.set(hour, { ...known, missing: [...known.missing, { journal, from, to }] });
    }
    for (const segment of await listSegmentsOf(directory, journal)) {
      hours.set(segment.hour, withSegment(hours.get(segment.hour) ?? emptyHour(segment.hour), segment, lost));
    }
  }
  return new Map([...hours].sort(([one], [other]) => (one < other ? -1 : 1)));
}

function withSegment(hour: HourJournal, segment: Segment, lost: readonly LostPositions[]): HourJournal {
  const { seal, journal, first } = segment;
  if (seal === undefined) return { ...hour, unsealed: true };
  const known = hour.journals[journal];
  const isWhole = known === undefined || known.next === first || isLost(lost, known.next, first);
  const gap = isWhole ? {} : { gap: { journal, from: known.next, to: first } };
  return {
    ...hour,
    ...gap,
    segments: [...hour.segments, { ...segment, part: 0 }],
    outcomes: addOutcomes(hour.outcomes, seal.counts),
    journals: {
      ...hour.journals,
      [journal]: {
        first: known?.first ?? first,
        next: seal.next,
        groups: (known?.groups ?? 0) + seal.groups,
      },
    },
  };
}

/**
 * Visits every group of the hour in reading order, but for those that are left out. The view holds only until the visitor returns.
 * @throws AppError journal_damaged
 */
export async function readHour(
  journal: Pick<HourJournal, 'segments' | 'left'>,
  visit: (group: GroupView, segment: HourSegment) => void,
): Promise<void> {
  for (const segment of journal.segments) {
    await readSegment(segment.path, (group) => {
      if (journal.left?.has(group) !== true) visit(group, segment);
    });
  }
}

/** The same hour in the reading order of its parts, given where each of them ended. */
export function inParts(hour: HourJournal, parts: Manifest['parts']): HourJournal {
  if (parts === undefined || parts.length === 0) return hour;
  const segments = hour.segments.map((segment) => {
    const part = parts.findIndex((ends) => (segment.seal?.next ?? 0) <= (ends[segment.journal] ?? -1));
    return { ...segment, part: part === -1 ? parts.length : part };
  });
  // Sorting is stable: within a part the order stays.
  return { ...hour, segments: segments.sort((one, other) => one.part - other.part) };
}
