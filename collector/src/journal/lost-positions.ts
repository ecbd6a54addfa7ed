import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '@eventbook/shared/errors/app-error';
import { writeFileAtomically } from '@eventbook/shared/node/atomic-write';
import type { Hour } from '@eventbook/shared/warehouse/hour';

/**
 * `<data>/journal/<n>/lost.json`: positions `[from, to)` that stood in damaged bytes when the journal was repaired.
 * They are no gap that somebody made, and nobody gets them again. At the end of a journal nobody knows how many
 * events the damaged bytes held, so `to` says the most there can have been.
 */
export interface LostPositions {
  readonly from: number;
  readonly to: number;
  readonly hour: Hour;
  readonly reason: string;
  /** Where the damaged file is kept, relative to the data directory. */
  readonly kept: string;
  /** RFC 3339. */
  readonly repaired_at: string;
}

const fileName = 'lost.json';

/** What one journal has lost, by position; nothing where it was never repaired. */
export async function readLost(directory: string): Promise<readonly LostPositions[]> {
  const path = join(directory, fileName);
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  }
  try {
    return (JSON.parse(text) as { lost: LostPositions[] }).lost;
  } catch (cause) {
    throw new AppError('user', 'file_unreadable', `${path} does not say what was lost.`, {
      hint: 'Restore it from a copy, or run `eventbook-collector repair` again after moving it away.',
      data: { file: path },
      cause,
    });
  }
}

export async function writeLost(directory: string, lost: readonly LostPositions[]): Promise<void> {
  const sorted = [...lost].sort((one, other) => one.from - other.from);
  await writeFileAtomically(
    join(directory, fileName),
    `${JSON.stringify({ format: 1, lost: sorted }, null, 2)}\n`,
  );
}

/** Whether all of `[from, to)` is known to be lost. */
export function isLost(
  lost: readonly Pick<LostPositions, 'from' | 'to'>[],
  from: number,
  to: number,
): boolean {
  let reached = from;
  for (const one of [...lost].sort((left, right) => left.from - right.from)) {
    if (one.from <= reached && one.to > reached) reached = one.to;
  }
  return reached >= to;
}
