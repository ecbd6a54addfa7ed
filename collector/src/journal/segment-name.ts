import type { Hour } from '@eventbook/shared/warehouse/hour';

/** What the file name of a segment says. */
export interface SegmentName {
  /** Position of its first record. */
  readonly first: number;
  readonly hour: Hour;
  /** 0; counts on where a segment without a record, all its events rejected, has the same beginning. */
  readonly ordinal: number;
}

const pattern = /^(\d{16})-(\d{4}-\d{2}-\d{2}T\d{2})-(\d{4})\.journal(?:\.gz)?$/;

/** Names sort as their segments follow each other. */
export function segmentName({ first, hour, ordinal }: SegmentName): string {
  return `${String(first).padStart(16, '0')}-${hour}-${String(ordinal).padStart(4, '0')}.journal`;
}

/** Undefined where the name is not a segment's, compressed or not. */
export function parseSegmentName(name: string): SegmentName | undefined {
  const match = pattern.exec(name);
  return match === null
    ? undefined
    : { first: Number(match[1]), hour: match[2] ?? '', ordinal: Number(match[3]) };
}

/** The name for a segment that follows another. */
export function nameAfter(previous: SegmentName | undefined, first: number, hour: Hour): SegmentName {
  const same = previous?.first === first && previous.hour === hour;
  return { first, hour, ordinal: same ? previous.ordinal + 1 : 0 };
}
