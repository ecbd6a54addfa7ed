import { canonicalText } from '../catalog/format.js';
import type { Contract, EventCard } from '../catalog/model.js';
import { parseFile } from '../catalog/parse-file.js';
import { cardPath, contractPath } from '../catalog/paths.js';
import { didYouMean } from '../catalog/suggest.js';
import { fileKindOf, type FileKind } from '../catalog/schemas/file-kinds.js';
import { AppError } from '../errors/app-error.js';
import type { ErrorCode } from '../errors/codes.js';

/** The files of a catalog by path, as they stand in its folder. */
export type CatalogFiles = ReadonlyMap<string, string>;

/** What an edit changes: the new text of each file, undefined for one that goes. Nothing is written by an edit itself. */
export type CatalogEdit = ReadonlyMap<string, string | undefined>;

/** The files as they are after an edit. */
export function withEdit(files: CatalogFiles, edit: CatalogEdit): Map<string, string> {
  const edited = new Map(files);
  for (const [path, text] of edit) {
    if (text === undefined) edited.delete(path);
    else edited.set(path, text);
  }
  return edited;
}

/** One event as its files say it, for who wants to change it. */
export interface EventFiles {
  readonly card: EventCard;
  /** By number, ascending; never empty. */
  readonly contracts: readonly [Contract, ...Contract[]];
}

/**
 * The card and the contracts of an event.
 * @throws AppError event_not_found, catalog_has_errors where one of its files cannot be read
 */
export function readEvent(files: CatalogFiles, name: string): EventFiles {
  const names = namesOf(files, 'event');
  if (!names.includes(name)) throw notFound('event_not_found', 'event', name, names);
  const folder = cardPath('event', name).slice(0, -'event.json'.length);
  const contracts: Contract[] = [];
  for (const path of files.keys()) {
    if (path.startsWith(folder) && fileKindOf(path)?.kind === 'contract')
      contracts.push(readSound(files, path) as Contract);
  }
  const [first, ...others] = contracts.sort((a, b) => a.version - b.version);
  const card = readSound(files, cardPath('event', name)) as EventCard;
  if (first !== undefined) return { card, contracts: [first, ...others] };
  throw new AppError('user', 'catalog_has_errors', `The event ${name} has no contract yet.`, {
    hint: `Write ${contractPath('event', name, 1)} first.`,
  });
}

/** The value of a file that holds no mistake. */
export function readSound(files: CatalogFiles, path: string): unknown {
  const { value, problems } = parseFile(path, files.get(path) ?? '');
  const [problem] = problems;
  if (problem === undefined) return value;
  throw new AppError('user', 'catalog_has_errors', `${path}: ${problem.message}`, {
    hint: 'Mend the file first: eventbook check',
    data: { file: path, pointer: problem.pointer },
  });
}

/** The names of all things of a kind that have a file, sound or not. */
export function namesOf(files: CatalogFiles, kind: Exclude<FileKind, 'settings' | 'contract'>): string[] {
  const names: string[] = [];
  for (const path of files.keys()) {
    const place = fileKindOf(path);
    if (place?.kind === kind && 'name' in place) names.push(place.name);
  }
  return names;
}

/** A new or changed file, in canonical form. */
export function written(path: string, value: unknown): [path: string, text: string] {
  const place = fileKindOf(path);
  if (place === undefined) throw new AppError('bug', 'internal', `${path} is no file of a catalog.`);
  return [path, canonicalText(place.kind, value)];
}

export function notFound(code: ErrorCode, what: string, name: string, known: readonly string[]): AppError {
  const hint =
    didYouMean(name, known) ??
    (known.length > 0 && known.length <= 20
      ? `There are: ${known.join(', ')}.`
      : `The catalog has ${known.length}; none is near.`);
  return new AppError('user', code, `The catalog has no ${what} ${JSON.stringify(name)}.`, { hint });
}
