import { join } from 'node:path';
import type { Hour } from '@eventbook/shared/warehouse/hour';
import { sealLength } from '../journal/format.js';
import { parseSegmentName } from '../journal/segment-name.js';
import { listJournals, listSegmentsOf, type Segment } from '../journal/segments.js';
import { BlockCache } from './block-cache.js';
import { segmentNames } from './journal-cursor.js';
import type { ToldSegment } from './notes.js';
import { SegmentReader } from './segment-reader.js';

/** The segments of an hour in all journals, in order. */
export async function segmentsOf(journalRoot: string, hour: Hour): Promise<Segment[]> {
  const found: Segment[] = [];
  for (const journal of await listJournals(journalRoot)) {
    found.push(
      ...(await listSegmentsOf(join(journalRoot, journal), journal)).filter((one) => one.hour === hour),
    );
  }
  return found;
}

/** The hours that journals hold, ascending. */
export async function hoursOf(journalRoot: string): Promise<Hour[]> {
  const hours = new Set<Hour>();
  for (const journal of await listJournals(journalRoot)) {
    for (const name of await segmentNames(join(journalRoot, journal))) {
      const hour = parseSegmentName(name)?.hour;
      if (hour !== undefined) hours.add(hour);
    }
  }
  return [...hours].sort();
}

/** Opens a segment, to read it from the start. Undefined where it was begun just now, and has no whole header yet. */
export function openSegmentOf({ path, journal, hour }: Segment): Promise<SegmentReader | undefined> {
  const plain = path.replace(/\.gz$/, '');
  const name = plain.slice(plain.lastIndexOf('/') + 1);
  return SegmentReader.open({ path: plain, journal, name, hour }, new BlockCache(0));
}

/** What a note says of a sealed segment. */
export async function toldSegment(segment: Segment): Promise<ToldSegment | undefined> {
  if (segment.seal === undefined) return undefined;
  const reader = await openSegmentOf(segment);
  if (reader === undefined) throw new Error(`${segment.path} has no header`);
  try {
    const { header } = reader.segment;
    return {
      journal: segment.journal,
      segment: header.id,
      from: header.length,
      to: reader.size - sealLength,
      outcomes: segment.seal.counts,
    };
  } finally {
    await reader.close();
  }
}
