import type { Hour } from '@eventbook/shared/warehouse/hour';
import { compressSegment } from '../journal/compress-segment.js';
import { compressedSuffix } from '../journal/compressed-segment.js';
import { listSegments, type Segment } from '../journal/segments.js';
import { freeJournals, lastSegments, type Retention } from './free-journals.js';
import { readManifest } from './manifest-file.js';

export interface JournalCare extends Retention {
  readonly compress: boolean;
}

/** What was done for journals. */
export interface Tended {
  readonly freed: number;
  readonly freedBytes: number;
  readonly compressed: number;
}

/**
 * Frees what retention lets go, then compresses the sealed segments of closed hours, but for the last of each journal.
 * @param inTurn has one step done when nothing more urgent waits
 */
export async function tendJournals(
  care: JournalCare,
  now: number,
  inTurn: <Result>(work: () => Promise<Result>) => Promise<Result>,
): Promise<Tended> {
  const freed = await inTurn(() => freeJournals(care, now));
  let compressed = 0;
  for (const { path } of care.compress ? await inTurn(() => compressible(care)) : []) {
    await inTurn(() => compressSegment(path));
    compressed += 1;
  }
  const freedBytes = freed.reduce((sum, { bytes }) => sum + bytes, 0);
  return { freed: freed.length, freedBytes, compressed };
}

async function compressible({ journal, warehouse, writer, isKeptElsewhere }: Retention): Promise<Segment[]> {
  const segments = await listSegments(journal);
  const lasts = lastSegments(segments);
  const closed = new Map<Hour, boolean>();
  const found: Segment[] = [];
  for (const segment of segments) {
    const { hour, path, sealed } = segment;
    if (!sealed || lasts.has(path) || path.endsWith(compressedSuffix)) continue;
    if (!closed.has(hour)) {
      closed.set(
        hour,
        isKeptElsewhere === undefined
          ? (await readManifest(warehouse, writer, hour))?.state === 'closed'
          : await isKeptElsewhere(hour),
      );
    }
    if (closed.get(hour) === true) found.push(segment);
  }
  return found;
}
