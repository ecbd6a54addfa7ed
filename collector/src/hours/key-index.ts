/**
 * The index of one hour, `<data>/index/<hour>.keys`: which (key, content) pairs its journals hold, so that later
 * hours know what they have seen before. Little endian.
 *
 *     index = entry* footer trailer
 *
 *     entry     24 bytes: key 16, hash of what was said 8, of whose lowest bits the third says whether it is in the
 *               quarantine, and two are 0; in the order of their buckets
 *     footer    JSON: format, seed, journals (the positions it was made from), and per bucket count and CRC-32
 *     trailer   12 bytes: footer's length 4, footer's CRC-32 4, magic "EBK2"; an index of an older format is made anew
 *
 * An index is a function of the hour's journals alone, whatever was known before them. So it can be made anew where
 * it is missing, and rewriting one hour never changes what another hour looks back at.
 */
import type { Hour } from '@eventbook/shared/warehouse/hour';
import type { ManifestJournal } from '@eventbook/shared/warehouse/manifest';

export const indexMagic = 'EBK2';
export const trailerBytes = 12;

export interface KeyIndexFooter {
  readonly format: 2;
  readonly seed: number;
  readonly journals: Readonly<Record<string, ManifestJournal>>;
  readonly counts: readonly number[];
  readonly checksums: readonly number[];
}

export function indexName(hour: Hour): string {
  return `${hour}.keys`;
}

/** The hour of an index file's name; undefined for other files. */
export function hourOfIndex(name: string): Hour | undefined {
  return /^(\d{4}-\d{2}-\d{2}T\d{2})\.keys$/.exec(name)?.[1];
}
