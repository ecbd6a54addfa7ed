import type { KeptOutcome } from '@eventbook/shared/event/outcome';
import type { Journal } from '../journal.js';
import { readSegment } from '../read-segment.js';
import type { JournalRecord } from '../record.js';
import type { RecordView } from '../record-view.js';
import { listSegments } from '../segments.js';
import { draftOf, type JournalGroup } from './journal-group.js';

/** 2026-11-23T07:00:00Z in microseconds. */
export const sampleTime = 1_795_417_200_000_000;

export interface SampleShape {
  readonly outcomes?: readonly KeptOutcome[];
  readonly rejected?: number;
  readonly text?: string;
  readonly source?: string;
}

/** A group received at `now`; its events' ids and what their senders said follow from the journal's next position. */
export function sampleGroup(journal: Journal, now: number, shape: SampleShape = {}): JournalGroup {
  const receivedAt = journal.receive(now);
  const { outcomes = ['accepted'], rejected = 0, text = 'x', source = 'site/web' } = shape;
  const records = outcomes.map((outcome, index): JournalRecord => {
    const number = journal.nextPosition + index;
    const table = outcome === 'quarantined' ? '' : 'checkout.order_paid';
    return {
      outcome,
      table,
      id: `0192f3c4-7b1a-7d40-8c11-${number.toString(16).padStart(12, '0')}`,
      said: 2n ** 64n - 1n - BigInt(number),
      content: `"event":"${table}","text":"${text}"}`,
    };
  });
  return { source, snapshot: 'a5'.repeat(32), collector: 'sample', receivedAt, rejected, records };
}

/** Appends a group that is written out; rejects where it is not kept. */
export async function append(journal: Journal, group: JournalGroup): Promise<void> {
  const draft = draftOf(group);
  await new Promise<void>((resolve, reject) => {
    journal.append(draft, (failure) => (failure === undefined ? resolve() : reject(failure)));
  });
}

/** One group as it came out of a segment. */
export interface ReadGroup extends JournalGroup {
  readonly hour: string;
  readonly firstPosition: number;
  /** The stored events whole. */
  readonly lines: readonly string[];
}

/** Everything in the sealed segments of all journals under a folder, in order. Format 1 has no `said` of its own. */
export async function readAll(journalRoot: string, blockBytes?: number): Promise<ReadGroup[]> {
  const groups: ReadGroup[] = [];
  for (const { path, hour } of await listSegments(journalRoot)) {
    const options = blockBytes === undefined ? {} : { blockBytes };
    await readSegment(
      path,
      (view) => {
        const records: JournalRecord[] = [];
        const lines: string[] = [];
        view.records((record) => {
          const bytes = Buffer.alloc(record.lineLength);
          const end = record.copyLine(bytes, 0);
          const line = bytes.toString('utf8', 0, end);
          if (end !== bytes.length || !line.endsWith('}\n')) throw new Error(`no whole line: ${line}`);
          lines.push(line.slice(0, -1));
          const { outcome, table, contentStart, contentEnd } = record;
          const words = new BigUint64Array(1);
          record.readSaid(new Uint32Array(words.buffer), 0);
          records.push({
            outcome,
            table,
            id: idOf(record),
            said: words[0] ?? 0n,
            content: view.buffer.toString('utf8', contentStart, contentEnd),
          });
        });
        const { source, snapshot, collector, receivedAt, rejected, firstPosition } = view;
        groups.push({
          hour,
          firstPosition,
          lines,
          source,
          snapshot,
          collector,
          receivedAt,
          rejected,
          records,
        });
      },
      options,
    );
  }
  return groups;
}

/** The same without what only a reader knows. */
export function asWritten(groups: readonly ReadGroup[]): JournalGroup[] {
  return groups.map(({ source, snapshot, collector, receivedAt, rejected, records }) => {
    return { source, snapshot, collector, receivedAt, rejected, records };
  });
}

function idOf(record: RecordView): string {
  const words = new Uint32Array(4);
  record.readId(words);
  const digits = Array.from(words, (word) => word.toString(16).padStart(8, '0')).join('');
  return digits.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}
