import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '@eventbook/shared/errors/app-error';
import type { Hour } from '@eventbook/shared/warehouse/hour';
import { compressedSuffix } from './compressed-segment.js';
import { isLost, type LostPositions, readLost } from './lost-positions.js';
import { openSegment } from './open-segment.js';
import { scanSegment, type Scan } from './scan-segment.js';
import { listJournals, listSegmentsOf, type Segment } from './segments.js';
import { laterWrite } from './torn-tail.js';

/** What one segment turned out to be, every byte of it read. */
export interface SegmentFinding {
  readonly journal: string;
  readonly path: string;
  readonly hour: Hour;
  readonly bytes: number;
  readonly groups: number;
  readonly events: number;
  /** `open`: the last of its journal, which is being written, or was when its process ended; a start mends it. */
  readonly state: 'sealed' | 'open' | 'damaged';
  /** Of what is damaged, or of an end that a start will cut off: the first byte that cannot be read, and why. */
  readonly offset?: number;
  readonly reason?: string;
}

/** Positions `[from, to)` that no segment holds. */
interface PositionGap {
  readonly journal: string;
  readonly from: number;
  readonly to: number;
}

export interface Verification {
  readonly segments: readonly SegmentFinding[];
  /** Positions that are missing, and nobody knows why. */
  readonly gaps: readonly PositionGap[];
  /** What earlier repairs could not save. */
  readonly lost: readonly (LostPositions & { readonly journal: string })[];
  /** Whether nothing is damaged or missing; what was lost and is known to be does not count. */
  readonly ok: boolean;
}

/**
 * Reads every byte of every journal: headers, checksums, positions, times and seals. Changes nothing and takes no lock,
 * so it may be done while a collector writes.
 * @throws AppError journal_format_unknown
 */
export async function verifyJournals(journalRoot: string): Promise<Verification> {
  const segments: SegmentFinding[] = [];
  const gaps: PositionGap[] = [];
  const lost: (LostPositions & { journal: string })[] = [];
  for (const journal of await listJournals(journalRoot)) {
    const directory = join(journalRoot, journal);
    const known = await readLost(directory);
    lost.push(...known.map((one) => ({ journal, ...one })));
    let next: number | undefined;
    let receivedAt = 0;
    const listed = await listSegmentsOf(directory, journal);
    for (const [index, segment] of listed.entries()) {
      const verified = await verifyWhereItIs(segment, index === listed.length - 1);
      if (verified === undefined) {
        next = undefined;
        continue;
      }
      const { finding, end, began, ended } = verified;
      const goesBack = began !== undefined && began < receivedAt && finding.state !== 'damaged';
      segments.push(
        goesBack
          ? {
              ...finding,
              state: 'damaged',
              offset: 0,
              reason: '_received_at goes back behind the segment before',
            }
          : finding,
      );
      if (next !== undefined && segment.first > next && !isLost(known, next, segment.first)) {
        gaps.push({ journal, from: next, to: segment.first });
      }
      // Where a damaged segment ends nobody knows; what it lacks is told with it.
      next = finding.state === 'damaged' ? undefined : end;
      receivedAt = Math.max(receivedAt, ended);
    }
  }
  const ok = gaps.length === 0 && segments.every(({ state }) => state !== 'damaged');
  return { segments, gaps, lost, ok };
}

interface Verified {
  readonly finding: SegmentFinding;
  /** The position after its last whole group. */
  readonly end: number;
  /** `_received_at` of its first and last group. */
  readonly began: number | undefined;
  readonly ended: number;
}

/** The writer may have compressed it since it was listed, or freed it: then there is nothing to verify. */
async function verifyWhereItIs(segment: Segment, isLast: boolean): Promise<Verified | undefined> {
  const compressed = { ...segment, path: `${segment.path}${compressedSuffix}` };
  for (const place of [segment, compressed]) {
    try {
      return await verifySegment(place, isLast);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    }
  }
  return undefined;
}

async function verifySegment(segment: Segment, isLast: boolean): Promise<Verified> {
  const { journal, path, hour, bytes, first } = segment;
  let began: number | undefined;
  const told = { journal, path, hour, bytes };
  try {
    const scan = await scanWhole(path, (receivedAt) => (began ??= receivedAt));
    const { groups, next, receivedAt } = scan.totals;
    const counted = { ...told, groups, events: next - (scan.header?.first ?? first) };
    const trouble = await troubleOf(scan, segment, isLast);
    const where = { offset: scan.end, reason: trouble?.reason ?? '' };
    const finding: SegmentFinding =
      trouble === undefined
        ? { ...counted, state: scan.sealed ? 'sealed' : 'open' }
        : { ...counted, ...where, state: trouble.isDamage ? 'damaged' : 'open' };
    return { finding, end: next, began, ended: receivedAt };
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'journal_damaged') throw error;
    const offset = Number(error.data['offset'] ?? 0);
    const finding = {
      ...told,
      groups: 0,
      events: 0,
      state: 'damaged',
      offset,
      reason: error.message,
    } as const;
    return { finding, end: first, began, ended: 0 };
  }
}

async function scanWhole(path: string, visit: (receivedAt: number) => void): Promise<Scan> {
  const bytes = await openSegment(path);
  try {
    return await scanSegment(bytes, path, (group) => visit(group.ownReceivedAt));
  } finally {
    await bytes.close();
  }
}

/** Why a segment is not whole; undefined where it is, or where it is the last and ends behind a whole group. */
async function troubleOf(
  scan: Scan,
  segment: Segment,
  isLast: boolean,
): Promise<{ reason: string; isDamage: boolean } | undefined> {
  const { header, sealed, trouble, end } = scan;
  if (header !== undefined && (header.first !== segment.first || header.hour !== segment.hour)) {
    return { reason: 'its name says another beginning than its header', isDamage: true };
  }
  if (sealed) return undefined;
  if (!isLast)
    return { reason: trouble ?? 'its seal is missing, and another segment follows', isDamage: true };
  if (trouble === undefined) return undefined;
  const file = await open(segment.path, 'r');
  try {
    const later = await laterWrite(file, end, header?.id);
    if (later === undefined) return { reason: `${trouble}; it was never acknowledged`, isDamage: false };
    return {
      reason: `${trouble}, and what stands at byte ${later} was written after it was synced`,
      isDamage: true,
    };
  } finally {
    await file.close();
  }
}
