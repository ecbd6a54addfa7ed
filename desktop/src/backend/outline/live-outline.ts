import type { Catalog } from '@eventbook/shared/catalog/model';
import { fileKindOf } from '@eventbook/shared/catalog/schemas/file-kinds';
import type { Outline, OutlineChange, OutlineKind, OutlineRows } from '../../api/catalog.js';
import { FieldUses } from './field-uses.js';
import { destinationRow, environmentRow, eventRow, fieldRow, ownerRow } from './rows.js';

type RowOf = {
  readonly [Kind in OutlineKind]: (catalog: Catalog, name: string) => OutlineRows[Kind] | undefined;
};

/** The outline of whatever the catalog is now: after an edit only the rows that it can have touched are made anew. */
export class LiveOutline {
  readonly #uses: FieldUses;
  readonly #make: RowOf;
  #catalog: Catalog;

  constructor(catalog: Catalog, base: Catalog | undefined) {
    this.#catalog = catalog;
    this.#uses = new FieldUses(catalog.events.values());
    this.#make = {
      event: ({ events }, name) => mapped(events.get(name), (event) => eventRow(event, this.#catalog, base)),
      field: ({ fields }, name) =>
        mapped(fields.get(name), (field) => fieldRow(name, field, this.#uses.of(name).size)),
      environment: ({ environments }, name) => mapped(environments.get(name), environmentRow),
      owner: ({ owners }, name) => mapped(owners.get(name), (owner) => ownerRow(name, owner)),
      destination: ({ destinations }, name) =>
        mapped(destinations.get(name), (destination) => destinationRow(name, destination)),
    };
  }

  get rows(): Outline {
    const { events, fields, environments, owners, destinations } = this.#catalog;
    return {
      event: this.#rowsOf('event', events.keys()),
      field: this.#rowsOf('field', fields.keys()),
      environment: this.#rowsOf('environment', environments.keys()),
      owner: this.#rowsOf('owner', owners.keys()),
      destination: this.#rowsOf('destination', destinations.keys()),
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
    for (const path of paths) {
      const place = fileKindOf(path);
      if (place === undefined || place.kind === 'settings') continue;
      const kind = place.kind === 'contract' ? place.holder : place.kind;
      touch(kind, place.name);
      if (kind === 'event') {
        for (const field of this.#uses.replace(place.name, catalog.events.get(place.name)))
          touch('field', field);
      }
      // A field's privacy class is shown with every event that carries it.
      if (kind === 'field') for (const event of this.#uses.of(place.name)) touch('event', event);
    }
    return [...touched.values()].map(([kind, name]) => {
      const row = this.#make[kind](catalog, name);
      return (row === undefined ? { kind, name } : { kind, name, row }) as OutlineChange;
    });
  }

  #rowsOf<Kind extends OutlineKind>(kind: Kind, names: Iterable<string>): OutlineRows[Kind][] {
    return [...names].flatMap((name) => this.#make[kind](this.#catalog, name) ?? []);
  }
}

function mapped<From, To>(value: From | undefined, map: (value: From) => To): To | undefined {
  return value === undefined ? undefined : map(value);
}
