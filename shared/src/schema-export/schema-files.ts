import type { Catalog } from '../catalog/model.js';
import { lookUpContract } from '../event/contract-lookup.js';
import type { ContractPair } from '../event/contract-schema.js';
import { eventSchema, isDeprecated } from './event-schema.js';

/** The file that says which schema is which; by it a folder is known as one of schemas. */
export const indexFile = 'index.json';

/** A line of the index. */
export interface SchemaEntry {
  readonly event: string;
  readonly version: number;
  readonly environment: string;
  /** Of the common fields; left out where the environment has none. */
  readonly environment_version?: number;
  /** Whether events that name no version of the common fields are meant. */
  readonly newest: boolean;
  readonly deprecated: boolean;
  /** The schema, from the index's folder on. */
  readonly file: string;
}

export interface SchemaChoice {
  readonly events?: ReadonlySet<string>;
  readonly environments?: ReadonlySet<string>;
}

/**
 * The schemas of a catalog as files, path to text, the index among them: every version that a collector takes, from every
 * environment on the card, with every version of its common fields. Drafts and withdrawn versions are left out.
 */
export function schemaFiles(catalog: Catalog, choice: SchemaChoice = {}): Map<string, string> {
  const files = new Map<string, string>();
  const entries: SchemaEntry[] = [];
  for (const pair of pairsOf(catalog, choice)) {
    const entry = entryOf(pair);
    entries.push(entry);
    files.set(entry.file, textOf(eventSchema(catalog, pair)));
  }
  files.set(indexFile, textOf({ catalog: catalog.settings.name, schemas: entries }));
  return files;
}

function* pairsOf(catalog: Catalog, choice: SchemaChoice): Iterable<ContractPair> {
  for (const event of catalog.events.values()) {
    if (choice.events?.has(event.name) === false) continue;
    for (const version of event.contracts.keys()) {
      for (const environment of Object.keys(event.card.environments)) {
        if (choice.environments?.has(environment) === false) continue;
        const versions = [...(catalog.environments.get(environment)?.contracts.keys() ?? [])];
        for (const environmentVersion of versions.length === 0 ? [undefined] : versions) {
          const found = lookUpContract(catalog, {
            environment,
            event: event.name,
            version,
            environmentVersion,
          });
          if ('pair' in found) yield found.pair;
        }
      }
    }
  }
}

function entryOf(pair: ContractPair): SchemaEntry {
  const { event, contract, environment, environmentContract } = pair;
  const newest = Math.max(...environment.contracts.keys());
  const common = environmentContract === undefined ? '' : `.${environmentContract.version}`;
  return {
    event: event.name,
    version: contract.version,
    environment: environment.name,
    ...(environmentContract === undefined ? {} : { environment_version: environmentContract.version }),
    newest: environmentContract === undefined || environmentContract.version === newest,
    deprecated: isDeprecated(pair),
    file: `events/${event.name}/${contract.version}/${environment.name}${common}.json`,
  };
}

function textOf(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
