import { open, rm, type FileHandle } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { compressedSuffix } from './compressed-segment.js';
import { realFileOperations } from './file-operations.js';
import { journalDamaged } from './journal-damaged.js';
import { lockJournal } from './journal-lock.js';
import { scanSegment } from './scan-segment.js';
import { parseSegmentName, type SegmentName } from './segment-name.js';
import { PlainBytes } from './segment-bytes.js';
import { encodeSeal, type SegmentSeal } from './segment-seal.js';
import { listJournals, listSegmentsOf, type Segment } from './segments.js';
import { laterWrite } from './torn-tail.js';

/** What recovery found in one journal, and what it did. */
export interface Recovery {
  readonly journal: string;
  /** The position that the next record gets. */
  readonly next: number;
  /** `_received_at` of the last group, microseconds; 0 where there is none. */
  readonly receivedAt: number;
  /** The last segment there is now. */
  readonly last: SegmentName | undefined;
  /** The segment that was left open by a crash: sealed now, or removed because it held no whole group. */
  readonly mended: string | undefined;
  /** Bytes of a torn write that were cut off; none of them was ever acknowledged. */
  readonly cutBytes: number;
}

/**
 * Brings every journal under `<data>/journal` to an end that can be gone on from: all segments sealed, torn writes
 * cut off. Doing it twice changes nothing.
 * @throws AppError journal_damaged where something is wrong that a crash cannot do; that file is left as it is
 * @throws AppError data_directory_locked where a process still writes one of them
 */
export async function recoverJournals(journalRoot: string): Promise<Recovery[]> {
  const recoveries: Recovery[] = [];
  for (const journal of await listJournals(journalRoot)) {
    const directory = join(journalRoot, journal);
    const lock = await lockJournal(directory);
    try {
      recoveries.push(await recoverJournal(directory));
    } finally {
      await lock.release();
    }
  }
  return recoveries;
}

/** The same for one journal, whose lock the caller holds. */
export async function recoverJournal(directory: string): Promise<Recovery> {
  const journal = basename(directory);
  const segments = await listSegmentsOf(directory, journal);
  for (const segment of segments.slice(0, -1)) {
    if (segment.seal === undefined)
      throw journalDamaged(segment.path, segment.bytes, 'its seal is missing, and another segment follows');
  }
  const last = segments.at(-1);
  if (last === undefined || last.seal !== undefined) {
    return { journal, ...endOf(last), mended: undefined, cutBytes: 0 };
  }
  // One is compressed only once it is sealed.
  if (last.path.endsWith(compressedSuffix))
    throw journalDamaged(last.path, 0, 'it is compressed, and its header or seal is not whole');
  const { seal, cutBytes } = await mend(last);
  const end = endOf(seal === undefined ? segments.at(-2) : { path: last.path, seal });
  return { journal, ...end, mended: last.path, cutBytes };
}

/** What a journal goes on from, given its last segment. */
function endOf(
  last: Pick<Segment, 'path' | 'seal'> | undefined,
): Pick<Recovery, 'next' | 'receivedAt' | 'last'> {
  return {
    next: last?.seal?.next ?? 0,
    receivedAt: last?.seal?.receivedAt ?? 0,
    last: last && parseSegmentName(basename(last.path)),
  };
}

/** Seals a segment that a crash left open, or removes it where it holds no whole group. */
async function mend(segment: Segment): Promise<{ seal: SegmentSeal | undefined; cutBytes: number }> {
  const { path } = segment;
  const file = await open(path, 'r+');
  try {
    const { header, end, size, totals, trouble } = await scanSegment(
      await PlainBytes.of(file),
      path,
      () => undefined,
    );
    if (trouble !== undefined) {
      const later = await laterWrite(file, end, header?.id);
      if (later !== undefined) {
        throw journalDamaged(
          path,
          end,
          `${trouble}, and what stands at byte ${later} was written after it was synced`,
        );
      }
    }
    const whole = header !== undefined && totals.groups > 0;
    if (whole) await sealAt(file, end, encodeSeal(totals, header.id, end));
    else await rm(path);
    await realFileOperations.syncDirectory(dirname(path));
    return { seal: whole ? totals : undefined, cutBytes: whole ? size - end : size };
  } finally {
    await file.close();
  }
}

/** Syncs before the seal is written too: it says that everything before it was on disk. */
async function sealAt(file: FileHandle, end: number, bytes: Buffer): Promise<void> {
  await file.truncate(end);
  await file.sync();
  await file.write(bytes, 0, bytes.length, end);
  await file.sync();
}
