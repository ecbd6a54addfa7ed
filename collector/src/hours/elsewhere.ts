import { mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '@eventbook/shared/errors/app-error';
import { firstSchemaError } from '@eventbook/shared/event/first-schema-error';
import type { OutcomeCounts } from '@eventbook/shared/event/outcome';
import { writeFileAtomically } from '@eventbook/shared/node/atomic-write';
import type { Hour } from '@eventbook/shared/warehouse/hour';
import type { GroupView } from '../journal/group-view.js';
import { Ranges } from '../journal/ranges.js';
import { type HourJournal, readHour } from './hour-journal.js';
import { nothingWhereMissing } from './missing-file.js';
import { addOutcomes, noOutcomes } from './outcome-sums.js';

/**
 * What other writers of a warehouse have of an hour: `<data>/elsewhere/<hour>.json`. It stands on disk before the hour is written,
 * so that whoever writes it again, for whatever reason, leaves the same out.
 */
export interface Elsewhere {
  /** Those whose manifests make up the hour together with this one, by name. */
  readonly writers: readonly string[];
  /** The first generation of the hour that is written with it: where the manifest is older, it has not been used yet. */
  readonly generation: number;
  /** Bytes that are here, too, and that are left to another one. */
  readonly left: readonly {
    readonly collector: string;
    readonly segment: number;
    /** Ascending, two numbers for each stretch. */
    readonly bounds: readonly number[];
  }[];
}

const count = { type: 'integer', minimum: 0 };
const schema = {
  type: 'object',
  required: ['writers', 'generation', 'left'],
  properties: {
    generation: count,
    writers: { type: 'array', items: { type: 'string' } },
    left: {
      type: 'array',
      items: {
        type: 'object',
        required: ['collector', 'segment', 'bounds'],
        properties: {
          collector: { type: 'string' },
          segment: count,
          bounds: { type: 'array', items: count },
        },
      },
    },
  },
};

/** Undefined where nobody else has anything of it. @throws AppError file_unreadable */
export async function readElsewhere(folder: string, hour: Hour): Promise<Elsewhere | undefined> {
  const path = pathOf(folder, hour);
  const text = await readFile(path, 'utf8').catch(nothingWhereMissing);
  if (text === undefined) return undefined;
  let problem: string | undefined;
  try {
    const value: unknown = JSON.parse(text);
    problem = firstSchemaError(schema, value);
    if (problem === undefined) return value as Elsewhere;
  } catch {
    problem = 'it is not JSON';
  }
  throw new AppError('user', 'file_unreadable', `${path} does not say what other writers have: ${problem}.`, {
    hint: 'Remove it: the writers tell each other again, and the hour is written again if it has to be.',
    data: { file: path },
  });
}

export async function writeElsewhere(folder: string, hour: Hour, elsewhere: Elsewhere): Promise<void> {
  await mkdir(folder, { recursive: true });
  await writeFileAtomically(pathOf(folder, hour), `${JSON.stringify(elsewhere)}\n`);
}

/** Those of hours that are in no journal any more are of no more use. */
export async function forgetElsewhere(folder: string, isKept: (hour: Hour) => boolean): Promise<void> {
  for (const name of (await readdir(folder).catch(nothingWhereMissing)) ?? []) {
    if (name.endsWith('.json') && !isKept(name.slice(0, -'.json'.length)))
      await rm(join(folder, name), { force: true });
  }
}

/** Groups of other collectors' journals that are left to another writer. */
export class LeftGroups {
  readonly #ranges = new Map<string, Ranges>();

  constructor({ left }: Elsewhere) {
    for (const { collector, segment, bounds } of left)
      this.#ranges.set(`${collector} ${segment}`, new Ranges(bounds));
  }

  has({ collector, origin }: GroupView): boolean {
    if (origin === undefined) return false;
    return this.#ranges.get(`${collector} ${origin.segment}`)?.has(origin.from, origin.to) === true;
  }
}

/** Undefined where nothing of an hour is left to others. @throws AppError file_unreadable */
export async function leftGroups(folder: string, hour: Hour): Promise<LeftGroups | undefined> {
  const elsewhere = await readElsewhere(folder, hour);
  return elsewhere === undefined || elsewhere.left.length === 0 ? undefined : new LeftGroups(elsewhere);
}

/** The hour without what is left to others: its groups are read to count it. @throws AppError file_unreadable, journal_damaged */
export async function withoutLeft(journal: HourJournal, folder: string): Promise<HourJournal> {
  const left = await leftGroups(folder, journal.hour);
  if (left === undefined) return journal;
  let outcomes: OutcomeCounts = noOutcomes;
  await readHour(journal, (group) => {
    if (left.has(group)) outcomes = addOutcomes(outcomes, group);
  });
  return { ...journal, left, leftOutcomes: outcomes, outcomes: subtract(journal.outcomes, outcomes) };
}

function subtract(one: OutcomeCounts, other: OutcomeCounts): OutcomeCounts {
  return {
    accepted: one.accepted - other.accepted,
    flagged: one.flagged - other.flagged,
    quarantined: one.quarantined - other.quarantined,
    rejected: one.rejected - other.rejected,
  };
}

function pathOf(folder: string, hour: Hour): string {
  return join(folder, `${hour}.json`);
}
