import type { GroupView } from './group-view.js';
import { journalDamaged } from './journal-damaged.js';
import { openSegment } from './open-segment.js';
import { scanSegment, type ScanOptions } from './scan-segment.js';
import type { SegmentSeal } from './segment-seal.js';

/**
 * Visits every group of a sealed segment, in order, and returns what its seal says. Checksums are verified before a
 * group is visited, the seal at the end.
 * @throws AppError journal_damaged where the segment is not whole and sealed; groups may have been visited before
 */
export async function readSegment(
  path: string,
  visit: (group: GroupView) => void,
  options: ScanOptions = {},
): Promise<SegmentSeal> {
  const file = await openSegment(path);
  try {
    const scan = await scanSegment(file, path, visit, options);
    if (!scan.sealed) throw journalDamaged(path, scan.end, scan.trouble ?? 'its seal is missing');
    return scan.totals;
  } finally {
    await file.close();
  }
}
