import type { Catalog, Environment, Event } from '../catalog/model.js';
import type { HolderKind } from '../catalog/paths.js';
import { fieldsNamed, type Holder, isLocal, newestContract } from '../catalog/resolve.js';
import { lookUpContract } from '../event/contract-lookup.js';
import { Tables } from './column-effect.js';
import { fieldsView } from './fields-view.js';
import type { By, Place, Side } from './witness.js';

interface VersionBy {
  readonly version: number;
  readonly by: By;
}

/** Two catalogs side by side, and the places where a change between them could be felt. */
export class Comparison {
  readonly before: Catalog;
  readonly after: Catalog;
  readonly tables: Tables;
  readonly #users: ReadonlyMap<By, Users>;

  constructor(before: Catalog, after: Catalog) {
    this.before = before;
    this.after = after;
    this.tables = new Tables(before, after);
    this.#users = new Map([
      ['before', new Users(before)],
      ['after', new Users(after)],
    ]);
  }

  /** The events and environments that mean this dictionary field by some contract. */
  usersOf(field: string, by: By): readonly HolderOfKind[] {
    return this.#users.get(by)?.ofField(field) ?? [];
  }

  /** The events on whose card the environment stands. */
  eventsOf(environment: string, by: By): readonly Event[] {
    return this.#users.get(by)?.ofEnvironment(environment) ?? [];
  }

  /** Where an event was sent from by the one version, and is sent from by the other; common fields as they were. */
  *eventPlaces(
    event: string,
    before: VersionBy,
    after: VersionBy = { ...before, by: 'after' },
  ): Iterable<Place> {
    const cards = this.#catalog(before.by).events.get(event)?.card.environments ?? {};
    for (const environment of Object.keys(cards)) {
      const known = this.#catalog(before.by).environments.get(environment);
      const pinned = known === undefined ? undefined : newestContract(known)?.version;
      yield this.#place(event, environment, { ...before, pinned }, { ...after, pinned });
    }
  }

  /** Every event that was sent from an environment, by each version of its own. `pinned`: only with these common fields. */
  *environmentPlaces(environment: string, pinned?: number): Iterable<Place> {
    for (const event of this.eventsOf(environment, 'before')) {
      for (const version of [...event.contracts.keys()].reverse()) {
        yield this.#place(
          event.name,
          environment,
          { version, by: 'before', pinned },
          { version, by: 'after', pinned },
        );
      }
    }
  }

  /** Every place in which the holder's meaning of a field is felt. */
  *fieldPlaces({ kind, holder }: HolderOfKind, field: string): Iterable<Place> {
    for (const [version, contract] of holder.contracts) {
      if (!Object.hasOwn(contract.fields, field)) continue;
      if (kind === 'event') yield* this.eventPlaces(holder.name, { version, by: 'before' });
      else yield* this.environmentPlaces(holder.name, version);
    }
  }

  #catalog(by: By): Catalog {
    return by === 'before' ? this.before : this.after;
  }

  #place(
    event: string,
    environment: string,
    before: VersionBy & { readonly pinned: number | undefined },
    after: VersionBy & { readonly pinned: number | undefined },
  ): Place {
    const side = ({ version, by, pinned }: typeof before): Side => {
      const catalog = this.#catalog(by);
      const found = lookUpContract(catalog, { event, version, environment, environmentVersion: pinned });
      const view = 'pair' in found ? fieldsView(catalog, found.pair) : undefined;
      return { by, version, environmentVersion: pinned, view };
    };
    const sources = this.#catalog(before.by).environments.get(environment)?.card.sources ?? {};
    const [first = 'any'] = Object.keys(sources);
    const source = `${environment}/${first}`;
    return { event, environment, source, before: side(before), after: side(after) };
  }
}

/** A holder, and which of the two it is. */
export type HolderOfKind =
  | { readonly kind: 'event'; readonly holder: Event }
  | { readonly kind: 'environment'; readonly holder: Environment };

/** Who names what in one catalog, looked up once. */
class Users {
  readonly #catalog: Catalog;
  #fields: Map<string, HolderOfKind[]> | undefined;
  #environments: Map<string, Event[]> | undefined;

  constructor(catalog: Catalog) {
    this.#catalog = catalog;
  }

  ofField(field: string): readonly HolderOfKind[] | undefined {
    this.#fields ??= this.#indexFields();
    return this.#fields.get(field);
  }

  ofEnvironment(environment: string): readonly Event[] | undefined {
    this.#environments ??= this.#indexEnvironments();
    return this.#environments.get(environment);
  }

  #indexFields(): Map<string, HolderOfKind[]> {
    const index = new Map<string, HolderOfKind[]>();
    const add = (entry: HolderOfKind): void => {
      for (const field of fieldsNamed(entry.holder)) {
        if (!isLocal(entry.holder, field)) append(index, field, entry);
      }
    };
    for (const holder of this.#catalog.events.values()) add({ kind: 'event', holder });
    for (const holder of this.#catalog.environments.values()) add({ kind: 'environment', holder });
    return index;
  }

  #indexEnvironments(): Map<string, Event[]> {
    const index = new Map<string, Event[]>();
    for (const event of this.#catalog.events.values()) {
      for (const environment of Object.keys(event.card.environments)) append(index, environment, event);
    }
    return index;
  }
}

function append<Key, Item>(index: Map<Key, Item[]>, key: Key, item: Item): void {
  const known = index.get(key);
  if (known === undefined) index.set(key, [item]);
  else known.push(item);
}

/** The same holder in the other catalog. */
export function holderIn(catalog: Catalog, kind: HolderKind, name: string): Holder | undefined {
  return kind === 'event' ? catalog.events.get(name) : catalog.environments.get(name);
}
