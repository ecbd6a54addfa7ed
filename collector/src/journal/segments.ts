import { open, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Hour } from '@eventbook/shared/warehouse/hour';
import { compressedSuffix, readCompressedEnds } from './compressed-segment.js';
import { sealLength } from './format.js';
import { largestHeader, parseHeader } from './segment-header.js';
import { parseSegmentName } from './segment-name.js';
import { parseSeal, type SegmentSeal } from './segment-seal.js';

export interface Segment {
  readonly path: string;
  /** The journal's name: its folder's. */
  readonly journal: string;
  readonly hour: Hour;
  /** Position of its first record. */
  readonly first: number;
  /** Whether it is finished: nothing will be added to it, and readers may take it. */
  readonly sealed: boolean;
  /** What the seal says of the whole; undefined where it has none. */
  readonly seal: SegmentSeal | undefined;
  /** Of the file, compressed or not. */
  readonly bytes: number;
}

/** The segments of all journals under `<data>/journal`, by journal and position. None where the folder is missing. */
export async function listSegments(journalRoot: string): Promise<Segment[]> {
  const segments: Segment[] = [];
  for (const journal of await listJournals(journalRoot)) {
    segments.push(...(await listSegmentsOf(join(journalRoot, journal), journal)));
  }
  return segments;
}

/** The names of the journals under `<data>/journal`; numbers in their own order. */
export async function listJournals(journalRoot: string): Promise<string[]> {
  const entries = await readdir(journalRoot, { withFileTypes: true }).catch(nothingWhereMissing);
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  return names.sort((left, right) => left.length - right.length || (left < right ? -1 : 1));
}

/**
 * The segments of one journal's folder, by position. The writer may compress or free one meanwhile; then it is looked
 * again.
 */
export async function listSegmentsOf(directory: string, journal: string): Promise<Segment[]> {
  for (;;) {
    try {
      return await listOnce(directory, journal);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    }
  }
}

async function listOnce(directory: string, journal: string): Promise<Segment[]> {
  const entries = await readdir(directory, { withFileTypes: true }).catch(nothingWhereMissing);
  const segments: Segment[] = [];
  const names = new Set(entries.map((entry) => entry.name));
  for (const name of [...names].sort()) {
    const parsed = parseSegmentName(name);
    const isCompressed = name.endsWith(compressedSuffix);
    // Where both are there a crash came in between, and the compressed one is made anew.
    if (parsed === undefined || (isCompressed && names.has(name.slice(0, -compressedSuffix.length))))
      continue;
    const path = join(directory, name);
    const { bytes, seal } = isCompressed ? await readCompressedSeal(path) : await readSeal(path);
    const { hour, first } = parsed;
    segments.push({ path, journal, hour, first, sealed: seal !== undefined, seal, bytes });
  }
  return segments;
}

/** Looks at both ends of a file, so that listing three days of segments costs milliseconds. */
async function readSeal(path: string): Promise<{ bytes: number; seal: SegmentSeal | undefined }> {
  const file = await open(path, 'r');
  try {
    const { size } = await file.stat();
    const start = Buffer.alloc(Math.min(size, largestHeader));
    await file.read(start, 0, start.length, 0);
    const header = parseHeader(start, path);
    if (header === undefined || size < header.length + sealLength) return { bytes: size, seal: undefined };
    const end = Buffer.alloc(sealLength);
    await file.read(end, 0, sealLength, size - sealLength);
    return { bytes: size, seal: parseSeal(end, 0, header.id, size - sealLength) };
  } finally {
    await file.close();
  }
}

async function readCompressedSeal(path: string): Promise<{ bytes: number; seal: SegmentSeal | undefined }> {
  const file = await open(path, 'r');
  try {
    const { size } = await file.stat();
    return { bytes: size, seal: (await readCompressedEnds(file, path))?.seal };
  } finally {
    await file.close();
  }
}

function nothingWhereMissing(error: NodeJS.ErrnoException): [] {
  if (error.code === 'ENOENT') return [];
  throw error;
}
