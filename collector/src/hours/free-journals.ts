import { rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Logger } from 'pino';
import { syncDirectory } from '@eventbook/shared/node/sync-directory';
import { type Hour, hourEnd } from '@eventbook/shared/warehouse/hour';
import { listSegments, type Segment } from '../journal/segments.js';
import type { HourPlaces } from './list-hours.js';
import { readManifest } from './manifest-file.js';

export interface Retention extends HourPlaces {
  /** How long an hour's segments stay after it has ended. */
  readonly retentionHours: number;
  /** What all journals together may take on disk; 0 is no limit. */
  readonly retentionBytes: number;
  /** Whether somebody else has the hour for good; undefined where the manifests here say so. */
  readonly isKeptElsewhere?: (hour: Hour) => Promise<boolean>;
  readonly log: Pick<Logger, 'info' | 'warn'>;
}

/**
 * Removes segments that are too old, or beyond the bytes that journals may take: whole hours, the oldest first. Never
 * freed, whatever the limits say, each with its test:
 * - what is not in a closed hour whose manifest covers it, and what came after such a segment;
 * - the last segment of a journal: positions and times go on from it.
 * @param now milliseconds since the epoch
 */
export async function freeJournals(retention: Retention, now: number): Promise<readonly Segment[]> {
  const segments = await listSegments(retention.journal);
  const lasts = lastSegments(segments);
  let bytes = segments.reduce((sum, segment) => sum + segment.bytes, 0);
  const freed: Segment[] = [];
  for (const hour of [...new Set(segments.map((segment) => segment.hour))].sort()) {
    const isOld = hourEnd(hour) / 1000 + retention.retentionHours * 3_600_000 <= now;
    const isTooMuch = retention.retentionBytes > 0 && bytes > retention.retentionBytes;
    if (!isOld && !isTooMuch) break;
    const ofHour = segments.filter((segment) => segment.hour === hour);
    if (!(await isConfirmed(retention, hour, ofHour))) {
      retention.log.warn({ hour, bytes }, 'journals are beyond their limit, but this hour is not closed yet');
      break;
    }
    for (const segment of ofHour) {
      if (lasts.has(segment.path)) continue;
      await rm(segment.path, { force: true });
      bytes -= segment.bytes;
      freed.push(segment);
    }
  }
  for (const directory of new Set(freed.map(({ path }) => dirname(path)))) await syncDirectory(directory);
  return freed;
}

/**
 * The last segment of each journal: positions and times go on from it. A sink's journal of one hour, which has its name, is
 * begun anew where something comes so late.
 */
export function lastSegments(segments: readonly Segment[]): ReadonlySet<string> {
  const going = segments.filter(({ journal, hour }) => journal !== hour);
  return new Set(new Map(going.map((segment) => [segment.journal, segment.path])).values());
}

async function isConfirmed(
  { warehouse, writer, isKeptElsewhere }: Retention,
  hour: string,
  segments: readonly Segment[],
): Promise<boolean> {
  if (isKeptElsewhere !== undefined)
    return segments.every(({ seal }) => seal !== undefined) && (await isKeptElsewhere(hour));
  const manifest = await readManifest(warehouse, writer, hour);
  if (manifest?.state !== 'closed') return false;
  return segments.every(({ journal, first, seal }) => {
    const known = manifest.journals[journal];
    return seal !== undefined && known !== undefined && known.first <= first && known.next >= seal.next;
  });
}
