import type { Catalog, Destination, EnvironmentCard, Owner, PrivacyClass } from '../../catalog/model.js';

/** What an import gives to the events that it brings, because no foreign book says it. */
export interface ImportOptions {
  /** Owner, environment and destination by name; made where the catalog has none such. */
  readonly owner: string;
  readonly environment: string;
  readonly destination: string;
  readonly status: 'draft' | 'active';
  /** Of fields whose name says nothing of persons. */
  readonly privacy: PrivacyClass;
}

/** Files that have to be there before an event can name them. */
export interface Surroundings {
  readonly owner?: Owner;
  readonly environment?: EnvironmentCard;
  readonly destination?: Destination;
}

/** Those that the catalog does not have yet. */
export function missingSurroundings(catalog: Catalog, options: ImportOptions): Surroundings {
  const owner: Owner = { title: titled(options.owner), members: [] };
  const environment: EnvironmentCard = {
    title: titled(options.environment),
    description: 'Made by an import. Say here what sends from it, and give it sources with write keys.',
    owner: options.owner,
    kind: 'backend',
    exposure: 'internal',
    sources: { main: { title: 'Main' } },
  };
  const destination: Destination = {
    title: titled(options.destination),
    description: 'Hourly Parquet, one table for each event.',
    owner: options.owner,
    kind: 'warehouse',
    takes_flagged: true,
  };
  return {
    ...(catalog.owners.has(options.owner) ? {} : { owner }),
    ...(catalog.environments.has(options.environment) ? {} : { environment }),
    ...(catalog.destinations.has(options.destination) ? {} : { destination }),
  };
}

function titled(name: string): string {
  const words = name.replaceAll('-', ' ');
  return words.slice(0, 1).toUpperCase() + words.slice(1);
}
