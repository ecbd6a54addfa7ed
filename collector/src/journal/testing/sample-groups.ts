import type { KeptOutcome } from '@eventbook/shared/event/outcome';
import type { Journal } from '../journal.js';
import { readSegment } from '../read-segment.js';
import type { JournalGroup, JournalRecord } from '../record.js';
import { listSegments } from '../segments.js';

/** 2026-11-23T07:00:00Z in microseconds. */
export const sampleTime = 1_795_417_200_000_000;

export interface SampleShape {
  readonly outcomes?: readonly KeptOutcome[];
  readonly rejected?: number;
  readonly text?: string;
  readonly source?: string;
}

/** A group that fits the journal's next position, received at `now`. */
export function sampleGroup(journal: Journal, now: number, shape: SampleShape = {}): JournalGroup {
  const receivedAt = journal.receive(now);
  const first = journal.nextPosition;
  const records = (shape.outcomes ?? ['accepted']).map((outcome, index): JournalRecord => {
    const head = `{"_position":"${journal.name}:${first + index}",`;
    return {
      outcome,
      table: outcome === 'quarantined' ? '' : 'checkout.order_paid',
      line: `${head}"event":"${shape.text ?? 'x'}"}`,
      contentOffset: head.length,
    };
  });
  return { source: shape.source ?? 'site/web', receivedAt, rejected: shape.rejected ?? 0, records };
}

/** One group as it came out of a segment, made to be compared with the one that went in. */
export interface ReadGroup extends JournalGroup {
  readonly hour: string;
  readonly firstPosition: number;
}

/** Everything in the sealed segments of all journals under a folder, in order. */
export async function readAll(journalRoot: string, blockBytes?: number): Promise<ReadGroup[]> {
  const groups: ReadGroup[] = [];
  for (const { path, hour } of await listSegments(journalRoot)) {
    const options = blockBytes === undefined ? {} : { blockBytes };
    await readSegment(
      path,
      (view) => {
        const records: JournalRecord[] = [];
        view.records((outcome, table, lineStart, lineEnd, contentStart) => {
          const line = view.buffer.toString('utf8', lineStart, lineEnd);
          if (view.buffer[lineEnd] !== 0x0a) throw new Error('no newline behind the line');
          records.push({ outcome, table, line, contentOffset: contentStart - lineStart });
        });
        const { source, receivedAt, rejected, firstPosition } = view;
        groups.push({ hour, firstPosition, source, receivedAt, rejected, records });
      },
      options,
    );
  }
  return groups;
}

/** The same without what only a reader knows. */
export function asWritten(groups: readonly ReadGroup[]): JournalGroup[] {
  return groups.map(({ source, receivedAt, rejected, records }) => ({
    source,
    receivedAt,
    rejected,
    records,
  }));
}
