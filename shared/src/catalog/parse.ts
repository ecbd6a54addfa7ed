import type { Finding } from '../check/finding.js';
import { joinHolder } from './holder-folder.js';
import type {
  Catalog,
  CatalogSettings,
  Destination,
  Environment,
  Event,
  FieldDeclaration,
  Owner,
} from './model.js';
import { parseFile, type ParsedFile } from './parse-file.js';
import type { ParsedTexts } from './parsed-texts.js';
import type { HolderKind } from './paths.js';
import type { Problem } from './problem.js';

export interface ParsedCatalog {
  /** Everything that is sound. */
  readonly catalog: Catalog;
  /** All of severity error; `checkCatalog` is what listens to catalog.json. */
  readonly findings: readonly Finding[];
  /** Paths that are there but gave nothing to the catalog: what they would have been is not to be called missing. */
  readonly unsound: ReadonlySet<string>;
}

/** What catalog.json says where it says nothing that can be used. */
export const settingsOfNothing: CatalogSettings = { format: 1, name: 'catalog' };

/** Told where there is no catalog.json. */
export const settingsMissing: Problem = {
  rule: 'file-place',
  file: 'catalog.json',
  pointer: '',
  message: 'There is no catalog.json; it is what makes a folder a catalog.',
  fix: 'Add one: {"format": 1, "name": "my-catalog"}.',
};

/**
 * Reads a whole catalog: its files by path (forward slashes, from the catalog's folder on). Never throws on what the
 * files say: what cannot be used is a finding and left out.
 */
export function parseCatalog(files: ReadonlyMap<string, string>, texts?: ParsedTexts): ParsedCatalog {
  return assembleCatalog(parseFiles(files, texts));
}

/** Reads files one by one; those whose texts are known are not read again. */
export function parseFiles(files: ReadonlyMap<string, string>, texts?: ParsedTexts): ParsedFile[] {
  return Array.from(files, ([path, text]) => texts?.parse(path, text) ?? parseFile(path, text));
}

/** Puts files that were read one by one into their places. */
export function assembleCatalog(files: Iterable<ParsedFile>): ParsedCatalog {
  const parts = new Parts();
  const problems: Problem[] = [];
  const unsound = new Set<string>();
  for (const file of files) {
    problems.push(...file.problems);
    parts.add(file);
    if (isUnsoundFile(file)) unsound.add(file.path);
  }
  const catalog: Catalog = {
    settings: parts.settings ?? settingsOfNothing,
    owners: inNameOrder(parts.owners),
    fields: inNameOrder(parts.fields),
    environments: holders('environment', parts, problems) as ReadonlyMap<string, Environment>,
    events: holders('event', parts, problems) as ReadonlyMap<string, Event>,
    destinations: inNameOrder(parts.destinations),
  };
  if (!parts.settingsSeen) problems.push(settingsMissing);
  return { catalog, findings: problems.map((problem) => ({ ...problem, severity: 'error' })), unsound };
}

/** Whether a file stands in a place of the catalog and gives it nothing. */
export function isUnsoundFile({ place, value }: ParsedFile): boolean {
  return place !== undefined && value === undefined;
}

/** The same entries, in the order of their names. */
export function inNameOrder<T>(map: ReadonlyMap<string, T>): ReadonlyMap<string, T> {
  return new Map([...map].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** The files, sorted by kind; cards and contracts by their folder. */
class Parts {
  settingsSeen = false;
  settings: CatalogSettings | undefined;
  readonly owners = new Map<string, Owner>();
  readonly fields = new Map<string, FieldDeclaration>();
  readonly destinations = new Map<string, Destination>();
  readonly folders = { environment: new Map<string, ParsedFile[]>(), event: new Map<string, ParsedFile[]>() };

  /** The schema of the place's kind has proven each of these types. */
  add(file: ParsedFile): void {
    const { place, value } = file;
    if (place === undefined) return;
    if (place.kind === 'settings') this.settingsSeen = true;
    if (place.kind === 'contract') this.#addToFolder(place.holder, place.name, file);
    if (place.kind === 'event' || place.kind === 'environment') {
      this.#addToFolder(place.kind, place.name, file);
    }
    if (value === undefined) return;
    if (place.kind === 'settings') this.settings = value as CatalogSettings;
    if (place.kind === 'owner') this.owners.set(place.name, value as Owner);
    if (place.kind === 'field') this.fields.set(place.name, value as FieldDeclaration);
    if (place.kind === 'destination') this.destinations.set(place.name, value as Destination);
  }

  #addToFolder(kind: HolderKind, name: string, file: ParsedFile): void {
    const known = this.folders[kind].get(name);
    if (known === undefined) this.folders[kind].set(name, [file]);
    else known.push(file);
  }
}

function holders(
  kind: HolderKind,
  parts: Parts,
  problems: Problem[],
): ReadonlyMap<string, Event | Environment> {
  const made = new Map<string, Event | Environment>();
  for (const [name, files] of parts.folders[kind]) {
    const { holder, problem } = joinHolder(kind, name, files);
    if (holder !== undefined) made.set(name, holder);
    if (problem !== undefined) problems.push(problem);
  }
  return inNameOrder(made);
}
