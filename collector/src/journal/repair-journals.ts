import { randomBytes } from 'node:crypto';
import { link, open, rename, rm } from 'node:fs/promises';
import { basename, dirname, join, relative } from 'node:path';
import { crc32 } from 'node:zlib';
import { syncDirectory } from '@eventbook/shared/node/sync-directory';
import { wallMilliseconds } from '../clock/wall-clock.js';
import { makeDurableFolder } from '../data-directory/durable-folder.js';
import { compressedSuffix } from './compressed-segment.js';
import { groupAt, mirrorFormat, originBytes, recordAt1 } from './format.js';
import { GroupDraft } from './group-draft.js';
import { GrowingBuffer } from './growing-buffer.js';
import { lockJournal } from './journal-lock.js';
import { type LostPositions, readLost, writeLost } from './lost-positions.js';
import { salvageSegment, type Salvage, type Stretch } from './salvage-segment.js';
import { encodeHeader } from './segment-header.js';
import { nameAfter, parseSegmentName, segmentName, type SegmentName } from './segment-name.js';
import { encodeSeal } from './segment-seal.js';
import { listSegmentsOf } from './segments.js';
import { type SegmentFinding, verifyJournals } from './verify-journals.js';

/** What became of one damaged segment. */
export interface Repair {
  readonly journal: string;
  readonly segment: string;
  readonly reason: string;
  readonly saved: number;
  /** Positions that nothing could be read of; at a journal's end the most there can have been. */
  readonly lost: number;
  /** Where the damaged file is kept as it was. */
  readonly kept: string;
}

/** The least that a record takes, in bytes, in any format. */
const smallestRecord = recordAt1.table;

/**
 * Mends what a start refuses and what an hour cannot be written from. Every damaged segment is kept as it is under
 * `<data>/damaged/`; what is sound in it takes its place as segments of their own; what is between them is noted in
 * lost.json, and its positions are given to nobody else. The caller holds the data directory.
 *
 * In this order, so that a crash at any point leaves the damaged file or what was saved from it, and doing it again
 * ends it: the damaged file gets its second name; what is sound is written beside it and synced; what is lost is
 * noted; the new segments get their names, and the last of these takes the damaged one's.
 * @throws AppError journal_format_unknown, data_directory_locked
 */
export async function repairJournals(dataDirectory: string, journalRoot: string): Promise<readonly Repair[]> {
  const repairs: Repair[] = [];
  const { segments } = await verifyJournals(journalRoot);
  for (const finding of segments.filter(({ state }) => state === 'damaged')) {
    const lock = await lockJournal(dirname(finding.path));
    try {
      repairs.push(await repairSegment(finding, dataDirectory));
    } finally {
      await lock.release();
    }
  }
  return repairs;
}

async function repairSegment(finding: SegmentFinding, dataDirectory: string): Promise<Repair> {
  const { path, journal, hour, reason = '' } = finding;
  const directory = dirname(path);
  const name = parseSegmentName(basename(path));
  if (name === undefined) throw new Error(`${path} is no segment`);
  const kept = await keep(path, join(dataDirectory, 'damaged', journal));
  const salvage = await salvageSegment(path, name.first);
  const listed = await listSegmentsOf(directory, journal);
  const following = listed[listed.findIndex((segment) => segment.path === path) + 1];
  const stretches = [...salvage.stretches];
  const end = stretches.at(-1)?.totals.next ?? name.first;
  if (following === undefined && salvage.bytesBehind > 0) {
    // Positions and times go on behind everything that may have been there.
    const receivedAt = stretches.at(-1)?.totals.receivedAt ?? 0;
    stretches.push(
      nothingAt(end + Math.ceil(salvage.bytesBehind / smallestRecord), receivedAt, salvage.format),
    );
  }
  const until = following?.first ?? stretches.at(-1)?.totals.next ?? end;
  const gaps = gapsIn(stretches, name.first, until);
  const note = {
    hour,
    reason,
    kept: relative(dataDirectory, kept),
    repaired_at: new Date(wallMilliseconds()).toISOString(),
  };
  const lost = gaps.map(([from, to]): LostPositions => ({ from, to, ...note }));
  await replace(path, name, journal, salvage, stretches, lost);
  return {
    journal,
    segment: basename(path),
    reason,
    saved: stretches.reduce((sum, { first, totals }) => sum + totals.next - first, 0),
    lost: gaps.reduce((sum, [from, to]) => sum + to - from, 0),
    kept,
  };
}

/** Gives the damaged file a second name, which is one for each damage. */
async function keep(path: string, folder: string): Promise<string> {
  await makeDurableFolder(folder);
  for (let number = 0; ; number += 1) {
    const kept = join(folder, number === 0 ? basename(path) : `${basename(path)}.${number}`);
    try {
      await link(path, kept);
      await syncDirectory(folder);
      return kept;
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
    }
  }
}

function gapsIn(stretches: readonly Stretch[], first: number, until: number): [number, number][] {
  const gaps: [number, number][] = [];
  let next = first;
  for (const stretch of stretches) {
    if (stretch.first > next) gaps.push([next, stretch.first]);
    next = stretch.totals.next;
  }
  if (until > next) gaps.push([next, until]);
  return gaps;
}

async function replace(
  path: string,
  damaged: SegmentName,
  journal: string,
  { format }: Salvage,
  stretches: readonly Stretch[],
  lost: readonly LostPositions[],
): Promise<void> {
  const directory = dirname(path);
  const plain = path.endsWith(compressedSuffix) ? path.slice(0, -compressedSuffix.length) : path;
  const made: { scratch: string; target: string }[] = [];
  let last: SegmentName = { ...damaged, ordinal: damaged.ordinal - 1 };
  for (const stretch of stretches) {
    last =
      made.length === 0 && stretch.first === damaged.first
        ? damaged
        : nameAfter(last, stretch.first, damaged.hour);
    const target = join(directory, segmentName(last));
    const scratch = `${target}.salvaged`;
    await writeSegment(scratch, encodeStretch(stretch, last, journal, format));
    made.push({ scratch, target });
  }
  await writeLost(directory, withoutRepeats([...(await readLost(directory)), ...lost]));
  for (const { scratch, target } of made.toReversed()) await rename(scratch, target);
  await syncDirectory(directory);
  if (path !== plain || !made.some(({ target }) => target === path)) await rm(path);
  await syncDirectory(directory);
}

/** A repair that a crash cut short is done again. */
function withoutRepeats(lost: readonly LostPositions[]): LostPositions[] {
  return [...new Map(lost.map((one) => [`${one.from} ${one.to}`, one])).values()];
}

function encodeStretch(
  stretch: Stretch,
  { hour }: SegmentName,
  journal: string,
  format: Salvage['format'],
): Buffer {
  const id = randomBytes(4).readUInt32LE();
  const parts = [encodeHeader({ id, first: stretch.first, hour, name: journal }, format)];
  let at = parts[0]?.length ?? 0;
  for (const sound of stretch.groups) {
    const group = Buffer.from(sound);
    group.writeUInt32LE(id, groupAt.id);
    group.writeUInt32LE(at, groupAt.at);
    group.writeUInt32LE(at, groupAt.write);
    group.writeUInt32LE(crc32(group.subarray(groupAt.length)), groupAt.crc);
    parts.push(group);
    at += group.length;
  }
  return Buffer.concat([...parts, encodeSeal(stretch.totals, id, at)]);
}

/** A group without events: it only says where positions and times go on. */
function nothingAt(first: number, receivedAt: number, format: Salvage['format']): Stretch {
  const draft = new GroupDraft();
  draft.begin({ source: '', snapshot: '', collector: '' });
  draft.receivedAt = receivedAt;
  const bytes = new GrowingBuffer();
  draft.writeTo(bytes, { id: 0, at: 0, write: 0, first });
  const whole = Buffer.from(bytes.bytes.subarray(0, bytes.length));
  // In format 1 what stands in the place of a snapshot is the length of the source: 0 as well, and nothing follows.
  const group = format === 1 ? shortened(whole) : format === mirrorFormat ? lengthened(whole) : whole;
  const counts = { accepted: 0, flagged: 0, quarantined: 0, rejected: 0 };
  return { first, groups: [group], totals: { next: first, receivedAt, groups: 1, counts } };
}

function shortened(group: Buffer): Buffer {
  const short = group.subarray(0, groupAt.counts + 18);
  short.writeUInt32LE(short.length, groupAt.length);
  return short;
}

/** It comes from nowhere. */
function lengthened(group: Buffer): Buffer {
  const long = Buffer.concat([group, Buffer.alloc(1 + originBytes)]);
  long.writeUInt32LE(long.length, groupAt.length);
  return long;
}

async function writeSegment(path: string, bytes: Buffer): Promise<void> {
  const file = await open(path, 'w', 0o640);
  try {
    await file.writeFile(bytes);
    await file.sync();
  } finally {
    await file.close();
  }
}
