import type { Catalog, Event, Environment } from '../catalog/model.js';
import { fieldsNamed, isLocal, newestContract, type Holder } from '../catalog/resolve.js';
import { type Namespace, namespaceTree } from './namespaces.js';

/** A version that came to be, as the history of the catalog tells. */
export interface RecentVersion {
  /** RFC 3339 date. */
  readonly date: string;
  readonly event: string;
  readonly version: number;
}

/** What is known beside the catalog's own files; nothing of it depends on the clock. */
export interface SiteContext {
  readonly commit?: { readonly id: string; readonly date: string };
  /** Newest first. */
  readonly recent?: readonly RecentVersion[];
}

/** One use of a dictionary field. */
export interface FieldUser {
  readonly kind: 'event' | 'environment';
  readonly holder: Holder;
  /** The versions that name it, ascending. */
  readonly versions: readonly number[];
  /** By the newest version, if that still names it. */
  readonly required: boolean;
  readonly current: boolean;
}

/** A catalog with what its pages ask for again and again, looked up once. */
export interface Book {
  readonly catalog: Catalog;
  readonly context: SiteContext;
  readonly title: string;
  readonly namespaces: Namespace;
  readonly usersOf: ReadonlyMap<string, readonly FieldUser[]>;
  readonly eventsOfOwner: ReadonlyMap<string, readonly Event[]>;
  readonly eventsOfEnvironment: ReadonlyMap<string, readonly Event[]>;
  readonly eventsOfDestination: ReadonlyMap<string, readonly Event[]>;
}

export function openBook(catalog: Catalog, context: SiteContext): Book {
  const events = [...catalog.events.values()];
  return {
    catalog,
    context,
    title: catalog.settings.title ?? catalog.settings.name,
    namespaces: namespaceTree(events),
    usersOf: fieldUsers(catalog),
    eventsOfOwner: grouped(events, (event) => [event.card.owner]),
    eventsOfEnvironment: grouped(events, (event) => Object.keys(event.card.environments)),
    eventsOfDestination: grouped(events, (event) => event.card.destinations),
  };
}

function grouped(
  events: readonly Event[],
  keysOf: (event: Event) => readonly string[],
): ReadonlyMap<string, readonly Event[]> {
  const groups = new Map<string, Event[]>();
  for (const event of events) {
    for (const key of keysOf(event)) {
      const group = groups.get(key);
      if (group === undefined) groups.set(key, [event]);
      else group.push(event);
    }
  }
  return groups;
}

function fieldUsers(catalog: Catalog): ReadonlyMap<string, readonly FieldUser[]> {
  const users = new Map<string, FieldUser[]>();
  const look = (kind: FieldUser['kind'], holder: Event | Environment): void => {
    const newest = newestContract(holder);
    for (const name of fieldsNamed(holder)) {
      if (isLocal(holder, name)) continue;
      const versions = [...holder.contracts.values()]
        .filter((contract) => Object.hasOwn(contract.fields, name))
        .map((contract) => contract.version);
      const current = newest !== undefined && Object.hasOwn(newest.fields, name);
      const user = {
        kind,
        holder,
        versions,
        current,
        required: current && newest.fields[name]?.required === true,
      };
      const known = users.get(name);
      if (known === undefined) users.set(name, [user]);
      else known.push(user);
    }
  };
  for (const environment of catalog.environments.values()) look('environment', environment);
  for (const event of catalog.events.values()) look('event', event);
  return users;
}
