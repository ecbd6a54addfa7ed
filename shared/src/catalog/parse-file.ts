import { mechanical } from '../check/repairs/repair.js';
import { canonicalText } from './format.js';
import { byteOrderMark, readJson, type JsonReading } from './json-text.js';
import { nameProblem } from './names.js';
import { mostProblems, type Problem, type ProblemInFile } from './problem.js';
import { quoted } from './quote.js';
import { schemaProblems } from './schema-problems.js';
import { soundSettings } from './sound-settings.js';
import { catalogFolders, fileKindOf, fileKinds, nameShapeOf, type FilePlace } from './schemas/file-kinds.js';

/** One file, read by itself: the part of a check that an edit to another file cannot change. */
export interface ParsedFile {
  readonly path: string;
  /** Undefined where the path is no place of a catalog. */
  readonly place: FilePlace | undefined;
  /** Of the type that the model gives to the place's kind, or the sound part; undefined where there is none. */
  readonly value: unknown;
  readonly problems: readonly Problem[];
}

/** Larger files are not read at all: a catalog's largest is a few kilobytes. */
export const largestFile = 1024 * 1024;

/** Whether a path is the catalog's to judge. Everything else at the top (README.md, .github/, docs/) is not. */
export function belongsToCatalog(path: string): boolean {
  const segments = path.split('/');
  const folder = segments[0] ?? '';
  if (segments.length === 1) return path.toLowerCase() === 'catalog.json';
  // What systems and editors leave behind: .DS_Store, .gitkeep, .event.json.swp
  if (segments.at(-1)?.startsWith('.') === true) return false;
  return meantFolder(folder) !== undefined;
}

/** The catalog folder that a top folder is, or nearly is (`event`, `Events`). */
export function meantFolder(folder: string): string | undefined {
  const lower = folder.toLowerCase();
  return catalogFolders.find((known) => lower === known || `${lower}s` === known);
}

/** Reads one file of a catalog. Never throws, whatever the text. */
export function parseFile(path: string, text: string): ParsedFile {
  if (!belongsToCatalog(path)) return { path, place: undefined, value: undefined, problems: [] };
  const place = fileKindOf(path);
  if (place === undefined) return { path, place, value: undefined, problems: [misplaced(path)] };
  if (text.length > largestFile) {
    const message = `The file has more than ${largestFile} characters; no file of a catalog is that large.`;
    return {
      path,
      place,
      value: undefined,
      problems: [{ rule: 'file-readable', file: path, pointer: '', message }],
    };
  }
  const named = nameProblems(place);
  const reading = readJson(text, (value) => canonicalText(place.kind, value) === text);
  const problems = [...named, ...withRepair(path, text, reading)];
  let usable = named.length === 0 && reading.sound;
  if (reading.value !== undefined) {
    const misfits = schemaProblems(place.kind, reading.value);
    problems.push(...misfits);
    usable &&= misfits.length === 0;
    if (misfits.length === 0) {
      const numbered = versionProblems(path, place, reading.value);
      problems.push(...numbered);
      usable &&= numbered.length === 0;
    }
  }
  const value = usable ? reading.value : place.kind === 'settings' ? soundSettings(reading.value) : undefined;
  return { path, place, value, problems: limited(problems).map((problem) => ({ ...problem, file: path })) };
}

/** A byte order mark, which is told first, is the one flaw that writing the file anew mends without a loss. */
function withRepair(path: string, text: string, { sound, problems }: JsonReading): readonly ProblemInFile[] {
  const [first, ...others] = problems;
  if (first === undefined || !sound || !text.startsWith(byteOrderMark)) return problems;
  return [{ ...first, repair: mechanical({ kind: 'format', file: path }) }, ...others];
}

function limited(problems: readonly ProblemInFile[]): readonly ProblemInFile[] {
  const first = problems[0];
  if (first === undefined || problems.length <= mostProblems) return problems;
  const more = { rule: first.rule, pointer: '', message: 'There are more problems in this file.' };
  return [...problems.slice(0, mostProblems), more];
}

function nameProblems(place: FilePlace): ProblemInFile[] {
  // The name of a contract's folder is its card's to answer for, once.
  if (place.kind === 'settings' || place.kind === 'contract') return [];
  const message = nameProblem(nameShapeOf(place.kind), place.name);
  if (message === undefined) return [];
  return [{ rule: 'name-shape', pointer: '', message, fix: 'Rename the file or folder.' }];
}

function versionProblems(path: string, place: FilePlace, value: unknown): ProblemInFile[] {
  if (place.kind !== 'contract') return [];
  const version = (value as { readonly version: number }).version;
  if (version === place.number) return [];
  return [
    {
      rule: 'version-number',
      pointer: '/version',
      message: `The file is named ${place.number}.json but says "version": ${version}.`,
      fix: `Write "version": ${place.number}, or rename the file.`,
      repair: mechanical({ kind: 'set', file: path, pointer: '/version', value: place.number }),
    },
  ];
}

function misplaced(path: string): Problem {
  const top = path.split('/')[0] ?? '';
  const folder = path.includes('/') ? meantFolder(top) : 'catalog.json';
  const places = Object.values(fileKinds)
    .flatMap((kind) => kind.places)
    .filter((known) => folder === undefined || known === folder || known.startsWith(`${folder}/`));
  return {
    rule: 'file-place',
    file: path,
    pointer: '',
    message: `${quoted(path)} is no file of a catalog; here only ${places.join(' and ')} ${places.length > 1 ? 'are' : 'is'} expected.`,
    fix: 'Move, rename or delete it.',
  };
}
