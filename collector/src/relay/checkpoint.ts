import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '@eventbook/shared/errors/app-error';
import { firstSchemaError } from '@eventbook/shared/event/first-schema-error';
import { writeFileAtomically } from '@eventbook/shared/node/atomic-write';
import type { Hour } from '@eventbook/shared/warehouse/hour';
import type { JournalRange } from '@eventbook/shared/warehouse/manifest';
import { makeDurableFolder } from '../data-directory/durable-folder.js';
import { nothingWhereMissing } from '../hours/missing-file.js';
import type { Place } from './journal-cursor.js';

/** `<data>/relay/<destination>.json`: what one destination has got. What lies before is never sent again unasked. */
export interface Checkpoint {
  readonly format: 1;
  /** By journal. */
  readonly journals: Readonly<Record<string, Place>>;
  /** A warehouse: the newest hour that its writers were told the sums of. */
  readonly told?: Hour;
  /** What retention freed before it could be sent: to be replayed from Parquet. */
  readonly gaps?: readonly JournalRange[];
}

const place = {
  type: 'object',
  required: ['segment', 'position'],
  properties: { segment: { type: 'string' }, position: { type: 'integer', minimum: 0 } },
};
const checkpointSchema = {
  type: 'object',
  required: ['format', 'journals'],
  properties: {
    format: { const: 1 },
    journals: { type: 'object', additionalProperties: place },
    told: { type: 'string', pattern: '^\\d{4}-\\d{2}-\\d{2}T\\d{2}$' },
    gaps: {
      type: 'array',
      items: {
        type: 'object',
        required: ['journal', 'from', 'to'],
        properties: { journal: { type: 'string' }, from: { type: 'integer' }, to: { type: 'integer' } },
      },
    },
  },
};

/**
 * Undefined where the destination has none yet.
 * @throws AppError checkpoint_unusable: to go on without it would send everything again
 */
export async function readCheckpoint(folder: string, destination: string): Promise<Checkpoint | undefined> {
  const path = join(folder, `${destination}.json`);
  const text = await readFile(path, 'utf8').catch(nothingWhereMissing);
  if (text === undefined) return undefined;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw unusable(path, 'it is no JSON');
  }
  const problem = firstSchemaError(checkpointSchema, value);
  if (problem === undefined) return value as Checkpoint;
  const format = (value as { format?: unknown } | null)?.format;
  if (typeof format === 'number' && format > 1)
    throw unusable(path, `it is of format ${format}; this Eventbook knows 1`);
  throw unusable(path, problem);
}

export async function writeCheckpoint(
  folder: string,
  destination: string,
  checkpoint: Checkpoint,
): Promise<void> {
  await makeDurableFolder(folder);
  await writeFileAtomically(join(folder, `${destination}.json`), `${JSON.stringify(checkpoint, null, 2)}\n`);
}

function unusable(path: string, why: string): AppError {
  return new AppError('user', 'checkpoint_unusable', `The checkpoint ${path} cannot be used: ${why}.`, {
    hint:
      'Put it back from a copy, or run the Eventbook that wrote it. Without the file the destination gets all that the ' +
      'journals hold again.',
    data: { file: path },
  });
}
