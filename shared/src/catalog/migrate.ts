import { AppError } from '../errors/app-error.js';
import { formatFile } from './format.js';
import { settingsPath } from './paths.js';
import { readJson } from './json-text.js';

/** The number of the file format that this Eventbook reads and writes. */
export const currentFormat = 1;

/** One step from a format to the next. */
export interface Migration {
  readonly from: number;
  /** What is different in the next format, in a sentence for the user. */
  readonly change: string;
  /** All files of the catalog as the next format has them, but for the number in catalog.json. */
  readonly migrate: (files: ReadonlyMap<string, string>) => ReadonlyMap<string, string>;
}

/** A step for every format that there was. Format 1 is the first, so there is none yet. */
export const migrations: readonly Migration[] = [];

export interface Migrated {
  readonly from: number;
  readonly to: number;
  /** What the steps changed, in their order. */
  readonly changes: readonly string[];
  /** All files, in canonical form where a step touched them. */
  readonly files: ReadonlyMap<string, string>;
}

/**
 * Brings a catalog to this Eventbook's format, step by step.
 * @throws AppError catalog_has_errors where catalog.json names no format, format_too_new
 */
export function migrateCatalog(
  files: ReadonlyMap<string, string>,
  steps: readonly Migration[] = migrations,
  to: number = currentFormat,
): Migrated {
  const from = formatOf(files);
  if (from > to) {
    throw new AppError(
      'user',
      'format_too_new',
      `The catalog is of format ${from}; this Eventbook knows formats up to ${to}.`,
      {
        hint: 'Install a newer Eventbook. A catalog never goes back to an older format.',
        data: { format: from, known: to },
      },
    );
  }
  let current = files;
  const changes: string[] = [];
  for (let format = from; format < to; format++) {
    const step = steps.find((each) => each.from === format);
    if (step === undefined) throw new AppError('bug', 'internal', `There is no step from format ${format}.`);
    current = numbered(step.migrate(current), format + 1);
    changes.push(step.change);
  }
  const touched = Array.from(current, ([path, text]): [string, string] =>
    files.get(path) === text ? [path, text] : [path, formatFile(path, text)],
  );
  return { from, to, changes, files: new Map(touched) };
}

function settingsOf(files: ReadonlyMap<string, string>): Readonly<Record<string, unknown>> | undefined {
  const { value } = readJson(files.get(settingsPath) ?? '', () => false);
  return typeof value === 'object' && value !== null
    ? (value as Readonly<Record<string, unknown>>)
    : undefined;
}

function formatOf(files: ReadonlyMap<string, string>): number {
  const format = settingsOf(files)?.['format'];
  if (typeof format === 'number' && Number.isInteger(format) && format >= 1) return format;
  throw new AppError(
    'user',
    'catalog_has_errors',
    'catalog.json does not say which format the catalog is of.',
    {
      hint: 'See what is wrong with: eventbook check',
    },
  );
}

function numbered(files: ReadonlyMap<string, string>, format: number): ReadonlyMap<string, string> {
  return new Map(files).set(settingsPath, JSON.stringify({ ...settingsOf(files), format }));
}
