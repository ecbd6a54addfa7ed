import { joinHolder } from '../../catalog/holder-folder.js';
import type { Catalog, Environment, Event } from '../../catalog/model.js';
import { inNameOrder, isUnsoundFile, settingsMissing, settingsOfNothing } from '../../catalog/parse.js';
import { parseFile, type ParsedFile } from '../../catalog/parse-file.js';
import type { ParsedTexts } from '../../catalog/parsed-texts.js';
import { destinationPath, fieldPath, ownerPath, settingsPath, type HolderKind } from '../../catalog/paths.js';
import type { Problem } from '../../catalog/problem.js';
import type { Finding } from '../finding.js';
import type { ModelKind, SubjectValues } from '../subject.js';

/** A part of the catalog that is new, different or gone. */
export interface SubjectChange {
  readonly kind: ModelKind;
  readonly name: string;
  /** Undefined where it is gone. */
  readonly value: SubjectValues[ModelKind] | undefined;
  /** Whether it was there before. */
  readonly wasThere: boolean;
}

type MapName = 'owners' | 'fields' | 'destinations' | 'environments' | 'events';

const mapOf = {
  owner: 'owners',
  field: 'fields',
  destination: 'destinations',
  environment: 'environments',
  event: 'events',
} as const satisfies Record<Exclude<ModelKind, 'settings'>, MapName>;

/** A catalog that is held parsed and takes edits. What it shows is never changed, only replaced. */
export class LiveCatalog {
  catalog: Catalog = {
    settings: settingsOfNothing,
    owners: new Map(),
    fields: new Map(),
    environments: new Map(),
    events: new Map(),
    destinations: new Map(),
  };
  /** Paths that are there but gave nothing. */
  unsound: ReadonlySet<string> = new Set();
  readonly #texts = new Map<string, string>();
  readonly #files = new Map<string, ParsedFile>();
  readonly #folders = {
    environment: new Map<string, Map<string, ParsedFile>>(),
    event: new Map<string, Map<string, ParsedFile>>(),
  };
  readonly #folderProblems = new Map<string, Problem>();
  /** Files with problems; most have none. */
  readonly #troubled = new Map<string, readonly Problem[]>();
  #reading: readonly Finding[];
  readonly #parsed: ParsedTexts | undefined;

  /** @param parsed texts that other catalogs have, too */
  constructor(reading: readonly Finding[], parsed?: ParsedTexts) {
    this.#reading = reading;
    this.#parsed = parsed;
    this.unsound = new Set(reading.map(({ file }) => file));
  }

  /** The texts as they are now. */
  get files(): ReadonlyMap<string, string> {
    return this.#texts;
  }

  /** What reading and parsing have to say. */
  *findings(): Iterable<Finding> {
    yield* this.#reading;
    const unread = new Set(this.#reading.map(({ file }) => file));
    for (const problems of [...this.#troubled.values(), ...this.#folderProblems.values()].flat()) {
      if (!unread.has(problems.file)) yield { ...problems, severity: 'error' };
    }
    if (!this.#files.has(settingsPath) && !unread.has(settingsPath)) {
      yield { ...settingsMissing, severity: 'error' };
    }
  }

  /** Takes texts by path; undefined for a file that is gone. */
  edit(changes: Iterable<readonly [path: string, text: string | undefined]>): {
    readonly subjects: readonly SubjectChange[];
    readonly unsoundChanged: boolean;
  } {
    const touched = new Map<string, { readonly kind: ModelKind; readonly name: string }>();
    const unsound = new Set(this.unsound);
    for (const [path, text] of changes) {
      const file = this.#parsed?.parse(path, text ?? '') ?? parseFile(path, text ?? '');
      // It could be read now, or is gone: either way, what was said of it is over.
      if (this.#reading.some((finding) => finding.file === path)) {
        this.#reading = this.#reading.filter((finding) => finding.file !== path);
      }
      this.#keep(path, text, file);
      if (text !== undefined && isUnsoundFile(file)) unsound.add(path);
      else unsound.delete(path);
      const { place } = file;
      if (place === undefined) continue;
      const kind = place.kind === 'contract' ? place.holder : place.kind;
      const name = place.kind === 'settings' ? settingsPath : place.name;
      touched.set(`${kind}:${name}`, { kind, name });
    }
    const unsoundChanged =
      unsound.size !== this.unsound.size || [...unsound].some((path) => !this.unsound.has(path));
    this.unsound = unsound;
    return { subjects: this.#replace([...touched.values()]), unsoundChanged };
  }

  #keep(path: string, text: string | undefined, file: ParsedFile): void {
    const { place } = file;
    const folders =
      place?.kind === 'contract'
        ? this.#folders[place.holder]
        : place?.kind === 'event' || place?.kind === 'environment'
          ? this.#folders[place.kind]
          : undefined;
    if (text === undefined) {
      this.#texts.delete(path);
      this.#files.delete(path);
      this.#troubled.delete(path);
    } else {
      this.#texts.set(path, text);
      this.#files.set(path, file);
      if (file.problems.length > 0) this.#troubled.set(path, file.problems);
      else this.#troubled.delete(path);
    }
    if (folders === undefined || place === undefined || !('name' in place)) return;
    const folder = folders.get(place.name) ?? new Map<string, ParsedFile>();
    if (text === undefined) folder.delete(path);
    else folder.set(path, file);
    if (folder.size === 0) folders.delete(place.name);
    else folders.set(place.name, folder);
  }

  #replace(parts: readonly { readonly kind: ModelKind; readonly name: string }[]): SubjectChange[] {
    const changes: SubjectChange[] = [];
    const maps: Partial<Record<MapName, Map<string, unknown>>> = {};
    const unordered = new Set<MapName>();
    let { settings } = this.catalog;
    for (const { kind, name } of parts) {
      const value = this.#valueOf(kind, name);
      if (kind === 'settings') {
        settings = (value ?? settingsOfNothing) as SubjectValues['settings'];
        changes.push({ kind, name, value: settings, wasThere: true });
        continue;
      }
      const mapName = mapOf[kind];
      const map = (maps[mapName] ??= new Map<string, unknown>(this.catalog[mapName]));
      const wasThere = map.has(name);
      if (value === undefined) map.delete(name);
      else map.set(name, value);
      if (!wasThere) unordered.add(mapName);
      if (wasThere || value !== undefined) changes.push({ kind, name, value, wasThere });
    }
    for (const mapName of unordered) {
      const map = maps[mapName];
      if (map !== undefined) maps[mapName] = inNameOrder(map) as Map<string, unknown>;
    }
    // Each value was proven by the schema of its kind.
    this.catalog = { ...this.catalog, ...(maps as Partial<Catalog>), settings };
    return changes;
  }

  #valueOf(kind: ModelKind, name: string): SubjectValues[ModelKind] | undefined {
    if (kind === 'event' || kind === 'environment') return this.#holderOf(kind, name);
    const paths = {
      settings: () => settingsPath,
      owner: ownerPath,
      field: fieldPath,
      destination: destinationPath,
    };
    return this.#files.get(paths[kind](name))?.value as SubjectValues[ModelKind] | undefined;
  }

  #holderOf(kind: HolderKind, name: string): Event | Environment | undefined {
    const files = this.#folders[kind].get(name)?.values() ?? [];
    const { holder, problem } = joinHolder(kind, name, files);
    const key = `${kind}:${name}`;
    if (problem === undefined) this.#folderProblems.delete(key);
    else this.#folderProblems.set(key, problem);
    return holder;
  }
}
