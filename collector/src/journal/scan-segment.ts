import { crc32 } from 'node:zlib';
import { groupAt, groupMagic, sealLength, sealMagic, smallestGroup } from './format.js';
import { FileWindow } from './file-window.js';
import { GroupView } from './group-view.js';
import { largestHeader, parseHeader, type SegmentHeader } from './segment-header.js';
import type { SegmentBytes } from './segment-bytes.js';
import { parseSeal, type SegmentSeal } from './segment-seal.js';

export interface ScanOptions {
  /** How much is read at once; memory is this or the largest group. 1 MiB by default. */
  readonly blockBytes?: number;
  /** Awaited between blocks: a slow consumer holds the reading here. */
  readonly betweenBlocks?: () => Promise<void>;
}

/** What a segment's bytes turned out to be, as far as they could be read. */
export interface Scan {
  readonly header: SegmentHeader | undefined;
  /** Offset behind the last whole group. */
  readonly end: number;
  readonly size: number;
  /** What the whole groups amount to. */
  readonly totals: SegmentSeal;
  /** Whether a true seal follows the last group and ends the file. */
  readonly sealed: boolean;
  /** Why what stands at `end` cannot be read; undefined where the file ends there or is sealed. */
  readonly trouble: string | undefined;
}

/** Visits every whole group of a segment, from the start to the first place that cannot be read. */
export async function scanSegment(
  file: SegmentBytes,
  path: string,
  visit: (group: GroupView) => void,
  options: ScanOptions = {},
): Promise<Scan> {
  const { size } = file;
  const window = new FileWindow(file, options.blockBytes ?? 1024 * 1024);
  await window.fill(largestHeader);
  const header = parseHeader(window.buffer.subarray(0, window.end), path);
  if (header === undefined) {
    return { header, end: 0, size, totals: nothing(0), sealed: false, trouble: 'it has no whole header' };
  }
  window.start = header.length;
  const view = new GroupView(header);
  const totals = nothing(header.first);
  const finish = (trouble?: string, sealed = false): Scan => {
    return { header, end: window.position, size, totals, sealed, trouble };
  };

  while (window.remaining > 0) {
    if (window.available < Math.min(smallestGroup, window.remaining)) {
      await options.betweenBlocks?.();
      await window.fill(smallestGroup);
    }
    if (startsWith(window, sealMagic)) return finish(...judgeSeal(window, header, totals));
    if (window.available < smallestGroup || !startsWith(window, groupMagic))
      return finish('no group begins there');
    const length = window.buffer.readUInt32LE(window.start + groupAt.length);
    if (length < smallestGroup || length > window.remaining)
      return finish('a group does not fit into the file');
    if (window.available < length) {
      await options.betweenBlocks?.();
      await window.fill(length);
    }
    const { buffer, start } = window;
    const end = start + length;
    if (crc32(buffer.subarray(start + groupAt.length, end)) !== buffer.readUInt32LE(start + groupAt.crc)) {
      return finish("a group's checksum does not hold");
    }
    view.move(buffer, start, end);
    const trouble = misplaced(window, header, view, totals);
    if (trouble !== undefined) return finish(trouble);
    count(totals, view);
    visit(view);
    window.start = end;
  }
  return finish();
}

type Totals = { -readonly [Key in keyof SegmentSeal]: SegmentSeal[Key] } & {
  counts: { accepted: number; flagged: number; quarantined: number; rejected: number };
};

function nothing(first: number): Totals {
  return {
    next: first,
    receivedAt: 0,
    groups: 0,
    counts: { accepted: 0, flagged: 0, quarantined: 0, rejected: 0 },
  };
}

function count(totals: Totals, view: GroupView): void {
  totals.next += view.size;
  totals.receivedAt = view.ownReceivedAt;
  totals.groups += 1;
  totals.counts.accepted += view.accepted;
  totals.counts.flagged += view.flagged;
  totals.counts.quarantined += view.quarantined;
  totals.counts.rejected += view.rejected;
}

function startsWith(window: FileWindow, magic: Buffer): boolean {
  const { buffer, start } = window;
  for (let index = 0; index < magic.length; index += 1) {
    if (buffer[start + index] !== magic[index]) return false;
  }
  return window.available >= magic.length;
}

/** A group that is whole but belongs elsewhere: left from another file, or out of order. */
function misplaced(
  window: FileWindow,
  header: SegmentHeader,
  view: GroupView,
  totals: Totals,
): string | undefined {
  const { buffer, start } = window;
  if (buffer.readUInt32LE(start + groupAt.id) !== header.id) return 'a group of another segment stands there';
  if (buffer.readUInt32LE(start + groupAt.at) !== window.position)
    return 'a group of another place stands there';
  if (view.ownFirst !== totals.next) return `positions go from ${totals.next} to ${view.ownFirst}`;
  if (view.ownReceivedAt < totals.receivedAt) return '_received_at goes back';
  return undefined;
}

function judgeSeal(window: FileWindow, header: SegmentHeader, totals: Totals): [string | undefined, boolean] {
  const seal = parseSeal(window.buffer.subarray(0, window.end), window.start, header.id, window.position);
  if (seal === undefined) return ['the seal does not hold', false];
  if (window.remaining > sealLength) return ['something stands behind the seal', false];
  if (JSON.stringify(seal) !== JSON.stringify(totals))
    return ['the seal tells of other groups than there are', false];
  return [undefined, true];
}
