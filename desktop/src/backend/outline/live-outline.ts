import type { Catalog } from '@eventbook/shared/catalog/model';
import { cardPath, destinationPath, fieldPath, ownerPath } from '@eventbook/shared/catalog/paths';
import { fileKindOf } from '@eventbook/shared/catalog/schemas/file-kinds';
import type { Outline, OutlineChange, OutlineKind, OutlineRows } from '../../api/catalog.js';
import { FieldUses } from './field-uses.js';
import { destinationRow, environmentRow, eventRow, fieldRow, ownerRow, unsoundRows } from './rows.js';

type RowOf = {
  readonly [Kind in OutlineKind]: (catalog: Catalog, name: string) => OutlineRows[Kind] | undefined;
};

/** The outline of whatever the catalog is now: after an edit only the rows that it can have touched are made anew. */
export class LiveOutline {
  readonly #uses: FieldUses;
  readonly #make: RowOf;
  readonly #files: ReadonlyMap<string, string>;
  #catalog: Catalog;

  /** @param files as they are now: what cannot be read is no part of the catalog, but is there */
  constructor(catalog: Catalog, base: Catalog | undefined, files: ReadonlyMap<string, string>) {
    this.#catalog = catalog;
    this.#files = files;
    this.#uses = new FieldUses(catalog.events.values());
    this.#make = {
      event: ({ events }, name) => mapped(events.get(name), (event) => eventRow(event, this.#catalog, base)),
      field: ({ fields }, name) =>
        mapped(fields.get(name), (field) => fieldRow(name, field, this.#uses.of(name).size, base)),
      environment: ({ environments }, name) => mapped(environments.get(name), environmentRow),
      owner: ({ owners }, name) => mapped(owners.get(name), (owner) => ownerRow(name, owner)),
      destination: ({ destinations }, name) =>
        mapped(destinations.get(name), (destination) => destinationRow(name, destination)),
    };
  }

  get rows(): Outline {
    const names: Record<OutlineKind, Set<string>> = {
      event: new Set(this.#catalog.events.keys()),
      field: new Set(this.#catalog.fields.keys()),
      environment: new Set(this.#catalog.environments.keys()),
      owner: new Set(this.#catalog.owners.keys()),
      destination: new Set(this.#catalog.destinations.keys()),
    };
    for (const path of this.#files.keys()) {
      const thing = thingOf(path);
      if (thing !== undefined) names[thing.kind].add(thing.name);
    }
    return {
      event: this.#rowsOf('event', names.event),
      field: this.#rowsOf('field', names.field),
      environment: this.#rowsOf('environment', names.environment),
      owner: this.#rowsOf('owner', names.owner),
      destination: this.#rowsOf('destination', names.destination),
    };
  }

  /** The events whose newest contract names a field of the dictionary. */
  usesOf(field: string): ReadonlySet<string> {
    return this.#uses.of(field);
  }

  /** Takes the catalog as it is after some files were changed, and answers with the rows that may be others now. */
  update(catalog: Catalog, paths: readonly string[]): OutlineChange[] {
    this.#catalog = catalog;
    const touched = new Map<string, readonly [kind: OutlineKind, name: string]>();
    const touch = (kind: OutlineKind, name: string): void => {
      touched.set(`${kind}:${name}`, [kind, name]);
    };
    const there = new Set<string>();
    for (const path of paths) {
      const thing = thingOf(path);
      if (thing === undefined) continue;
      const { kind, name } = thing;
      touch(kind, name);
      if (this.#files.has(path)) there.add(`${kind}:${name}`);
      if (kind === 'event') {
        for (const field of this.#uses.replace(name, catalog.events.get(name))) touch('field', field);
      }
      // A field's privacy class is shown with every event that carries it.
      if (kind === 'field') for (const event of this.#uses.of(name)) touch('event', event);
    }
    return [...touched.values()].map(([kind, name]) => {
      const isThere = there.has(`${kind}:${name}`) || this.#files.has(pathOf[kind](name));
      const row = this.#make[kind](catalog, name) ?? (isThere ? unsoundRows[kind](name) : undefined);
      return (row === undefined ? { kind, name } : { kind, name, row }) as OutlineChange;
    });
  }

  #rowsOf<Kind extends OutlineKind>(kind: Kind, names: ReadonlySet<string>): OutlineRows[Kind][] {
    const make: RowOf[Kind] = this.#make[kind];
    const unsound: (name: string) => OutlineRows[Kind] = unsoundRows[kind];
    return [...names].sort().map((name) => make(this.#catalog, name) ?? unsound(name));
  }
}

const pathOf: Readonly<Record<OutlineKind, (name: string) => string>> = {
  event: (name) => cardPath('event', name),
  environment: (name) => cardPath('environment', name),
  field: fieldPath,
  owner: ownerPath,
  destination: destinationPath,
};

/** What a file belongs to. */
function thingOf(path: string): { readonly kind: OutlineKind; readonly name: string } | undefined {
  const place = fileKindOf(path);
  if (place === undefined || place.kind === 'settings') return undefined;
  return { kind: place.kind === 'contract' ? place.holder : place.kind, name: place.name };
}

function mapped<From, To>(value: From | undefined, map: (value: From) => To): To | undefined {
  return value === undefined ? undefined : map(value);
}
