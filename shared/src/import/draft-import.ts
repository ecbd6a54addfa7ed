import type { Catalog, EventCard, FieldDeclaration, PrivacyClass } from '../catalog/model.js';
import { longestName } from '../catalog/names.js';
import { cardPath, contractPath, destinationPath, fieldPath, ownerPath } from '../catalog/paths.js';
import { declarationOf, fieldsNamed } from '../catalog/resolve.js';
import { sameMeaning } from '../catalog/same-meaning.js';
import { guessPrivacy } from './assemble/privacy-guess.js';
import { sharedFields, type NewField } from './assemble/shared-fields.js';
import { missingSurroundings, type ImportOptions } from './assemble/surroundings.js';
import type { ForeignBook, ForeignEvent } from './foreign.js';
import { mergeEvent, type MergedEvent } from './merge-event.js';
import { NameAllocator } from './names/name-allocator.js';
import { humanised, snakeCase } from './names/snake-case.js';
import { Spelling } from './names/spelling.js';
import type { EventReport } from './report/import-report.js';
import { translateVersion, type TranslatedVersion } from './schema/translate-version.js';
import { wordsOf } from './schema/object-value.js';
import { without } from './without.js';

/** The files of an import as values, and what became of each event. */
export interface ImportDraft {
  readonly files: ReadonlyMap<string, unknown>;
  readonly events: readonly EventReport[];
  readonly shared: readonly string[];
  readonly privacy: Readonly<Record<PrivacyClass, number>>;
}

/**
 * Everything that a book brings into a catalog.
 * @param objections events to leave out, by name, with the reason
 */
export function draftImport(
  book: ForeignBook,
  catalog: Catalog,
  options: ImportOptions,
  objections: ReadonlyMap<string, string>,
): ImportDraft {
  const documents = new Map(book.documents);
  for (const { versions } of book.events)
    for (const { origin, schema } of versions) documents.set(origin, schema);
  const translated = book.events.map((event) =>
    event.versions.map((version) => translateVersion(version, documents)),
  );
  const spelling = spellingOf(catalog, translated.flat());
  const names = eventNames(book.events, catalog);
  const merged = book.events.map((event, index) =>
    mergeEvent(event, names[index] ?? '', translated[index] ?? [], { catalog, spelling, objections }),
  );
  return new Draft(catalog, options).with(book.events, merged);
}

/** Names of fields as the catalog writes them, then as the book does. */
function spellingOf(catalog: Catalog, versions: readonly TranslatedVersion[]): Spelling {
  const spelling = new Spelling();
  for (const name of catalog.fields.keys()) spelling.fix(name);
  for (const holder of [...catalog.environments.values(), ...catalog.events.values()]) {
    for (const name of fieldsNamed(holder)) spelling.fix(name);
  }
  for (const { fields } of versions) for (const { name } of fields) spelling.add(snakeCase(name, 'field'));
  return spelling;
}

/** An event of the catalog by a foreign event's name is taken for the same; whether it is, its contracts say. */
function eventNames(events: readonly ForeignEvent[], catalog: Catalog): string[] {
  const names = new NameAllocator(longestName.event);
  const wanted = events.map(({ name }) => name.map((part) => snakeCase(part, 'event')).join('.'));
  for (const name of catalog.events.keys()) if (!wanted.includes(name)) names.take(name);
  return wanted.map((name) => names.allocate(name));
}

class Draft {
  readonly #catalog: Catalog;
  readonly #options: ImportOptions;
  readonly #files = new Map<string, unknown>();
  readonly #privacy: Record<PrivacyClass, number> = { none: 0, pseudonymous: 0, personal: 0, sensitive: 0 };

  constructor(catalog: Catalog, options: ImportOptions) {
    this.#catalog = catalog;
    this.#options = options;
  }

  with(events: readonly ForeignEvent[], merged: readonly MergedEvent[]): ImportDraft {
    const isComing = merged.some(({ report: { state } }) => state === 'new' || state === 'grown');
    const declared = merged.map((event) => this.#declared(event));
    const shared = sharedFields(newFields(merged, declared), this.#catalog.fields);
    for (const [name, declaration] of shared) {
      this.#privacy[declaration.privacy ?? 'none'] += 1;
      this.#files.set(fieldPath(name), { ...declaration, owner: this.#options.owner });
    }
    merged.forEach((event, index) => {
      const foreign = events[index];
      if (foreign !== undefined) this.#event(foreign, event, declared[index] ?? new Map(), shared);
    });
    if (isComing) this.#surroundings();
    return {
      files: this.#files,
      events: merged.map(({ report }) => report),
      shared: [...shared.keys()],
      privacy: this.#privacy,
    };
  }

  /** The declarations that an event brings, ready to stand in a file. */
  #declared({ report, declarations }: MergedEvent): ReadonlyMap<string, FieldDeclaration> {
    const ready = new Map<string, FieldDeclaration>();
    if (report.state !== 'new' && report.state !== 'grown') return ready;
    const event = this.#catalog.events.get(report.event);
    for (const [name, declaration] of declarations) {
      const standing = event === undefined ? undefined : declarationOf(this.#catalog, event, name);
      const privacy = guessPrivacy(name, declaration, this.#options.privacy);
      ready.set(
        name,
        standing === undefined ? { title: humanised(name), ...declaration, privacy } : declaration,
      );
    }
    return ready;
  }

  #event(
    foreign: ForeignEvent,
    { report, contracts }: MergedEvent,
    declared: ReadonlyMap<string, FieldDeclaration>,
    shared: ReadonlyMap<string, FieldDeclaration>,
  ): void {
    if (report.state !== 'new' && report.state !== 'grown') return;
    const standing = this.#catalog.events.get(report.event);
    const fields: Record<string, FieldDeclaration> = { ...standing?.card.fields };
    for (const [name, declaration] of declared) {
      if (this.#isInDictionary(name, declaration, shared, fields)) continue;
      if (!Object.hasOwn(fields, name)) this.#privacy[declaration.privacy ?? 'none'] += 1;
      fields[name] = { description: undescribed(foreign.shownName), ...declaration };
    }
    const card = standing?.card ?? this.#newCard(foreign, report.event);
    const rest = without(card, 'fields');
    const withFields = Object.keys(fields).length === 0 ? rest : { ...rest, fields };
    this.#files.set(cardPath('event', report.event), withFields);
    for (const contract of contracts) {
      this.#files.set(contractPath('event', report.event, contract.version), contract);
    }
  }

  /** Whether the dictionary says the same of a field, so that the card need not. */
  #isInDictionary(
    name: string,
    declaration: FieldDeclaration,
    shared: ReadonlyMap<string, FieldDeclaration>,
    local: Readonly<Record<string, FieldDeclaration>>,
  ): boolean {
    if (Object.hasOwn(local, name)) return false;
    const standing = this.#catalog.fields.get(name);
    const dictionary = shared.get(name) ?? standing;
    if (dictionary === undefined) return false;
    return sameMeaning(meaningOf(dictionary), meaningOf(declaration));
  }

  #newCard(foreign: ForeignEvent, name: string): EventCard {
    const { owner, environment, destination, status } = this.#options;
    const last = name.slice(name.lastIndexOf('.') + 1);
    const words = foreign.versions.map(({ schema }) => wordsOf(schema)).reverse();
    const described =
      foreign.description ?? words.find(({ description }) => description !== undefined)?.description;
    return {
      title: foreign.title ?? words.find(({ title }) => title !== undefined)?.title ?? humanised(last),
      description: described ?? undescribed(foreign.shownName),
      owner,
      status,
      environments: { [environment]: {} },
      destinations: [destination],
      ...(foreign.tags === undefined || foreign.tags.length === 0 ? {} : { tags: foreign.tags }),
    };
  }

  #surroundings(): void {
    const { owner, environment, destination } = missingSurroundings(this.#catalog, this.#options);
    if (owner !== undefined) this.#files.set(ownerPath(this.#options.owner), owner);
    if (destination !== undefined) this.#files.set(destinationPath(this.#options.destination), destination);
    if (environment === undefined) return;
    this.#files.set(cardPath('environment', this.#options.environment), environment);
    this.#files.set(contractPath('environment', this.#options.environment, 1), {
      version: 1,
      note: 'No common fields yet',
      fields: {},
    });
  }
}

/** Rather than nothing: it can be found and replaced, and nobody takes it for a description. */
function undescribed(from: string): string {
  return `Imported from ${from}, which does not describe it.`;
}

/** What makes two declarations one; the rest is for people to word. */
function meaningOf(declaration: FieldDeclaration): object {
  return without(declaration, 'owner', 'privacy', 'title', 'examples', 'unit');
}

function* newFields(
  merged: readonly MergedEvent[],
  declared: readonly ReadonlyMap<string, FieldDeclaration>[],
): Iterable<NewField> {
  for (const [index, { report }] of merged.entries()) {
    if (report.state !== 'new') continue;
    for (const [name, declaration] of declared[index] ?? []) yield { event: report.event, name, declaration };
  }
}
