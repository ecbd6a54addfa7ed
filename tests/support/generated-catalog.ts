import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { canonicalText } from '@eventbook/shared/catalog/format';
import { fileKindOf } from '@eventbook/shared/catalog/schemas/file-kinds';
import { makeDestinations, makeEnvironments, makeOwners } from './generated/environments.js';
import { eventNames, makeEvent } from './generated/events.js';
import { makeDictionary } from './generated/fields.js';
import { Random } from './random.js';

export interface CatalogSize {
  readonly events: number;
  /** Of each event; 3 unless said otherwise. */
  readonly contracts?: number;
  /** In the dictionary; 400 unless said otherwise, 440 at most. */
  readonly fields?: number;
  /** 40 unless said otherwise. */
  readonly environments?: number;
  readonly seed?: number;
}

/**
 * A made-up catalog of a marketplace: its files by path, in canonical form. The same size and seed give the same
 * bytes. It checks without errors; some of its events are drafts, some deprecated.
 */
export function generateCatalog(size: CatalogSize): Map<string, string> {
  const random = new Random(size.seed ?? 1);
  const owners = makeOwners(random);
  const teams = [...owners.keys()];
  const destinations = makeDestinations(teams, random);
  const dictionary = makeDictionary(size.fields ?? 400, random, teams);
  const environments = makeEnvironments(size.environments ?? 40, dictionary, teams, random);
  const values = new Map<string, unknown>([
    [
      'catalog.json',
      {
        format: 1,
        name: 'marketplace',
        title: 'Marketplace',
        description: 'What happens on the marketplace, in the words of those who count it.',
        published_branch: 'main',
      },
    ],
  ]);
  for (const [name, owner] of owners) values.set(`owners/${name}.json`, owner);
  for (const [name, destination] of destinations) values.set(`destinations/${name}.json`, destination);
  for (const [name, field] of dictionary.declarations) values.set(`fields/${name}.json`, field);
  for (const environment of environments) addHolder(values, 'environment', environment);
  const parts = {
    dictionary,
    owners: teams,
    environments: environments.map(({ name }) => name),
    destinations: [...destinations.keys()].filter((name) => name !== 'warehouse'),
    contracts: size.contracts ?? 3,
  };
  let active: string | undefined;
  for (const name of eventNames(size.events, random)) {
    const event = makeEvent(name, parts, random, active);
    addHolder(values, 'event', event);
    if (event.card.status === 'active') active = name;
  }
  return new Map([...values].map(([path, value]) => [path, fileText(path, value)]));
}

/** Canonical text of a catalog file by its place. */
export function fileText(path: string, value: unknown): string {
  const place = fileKindOf(path);
  if (place === undefined) throw new RangeError(`${path} is no place of a catalog`);
  return canonicalText(place.kind, value);
}

/** Writes the files of a catalog below a folder. */
export async function writeCatalogFiles(
  directory: string,
  files: ReadonlyMap<string, string>,
): Promise<void> {
  const folders = new Set([...files.keys()].map((path) => dirname(path)));
  for (const folder of folders) await mkdir(join(directory, folder), { recursive: true });
  for (const [path, text] of files) await writeFile(join(directory, path), text);
}

function addHolder(
  values: Map<string, unknown>,
  kind: 'environment' | 'event',
  {
    name,
    card,
    contracts,
  }: {
    readonly name: string;
    readonly card: object;
    readonly contracts: readonly { readonly version: number }[];
  },
): void {
  values.set(`${kind}s/${name}/${kind}.json`, card);
  for (const contract of contracts) values.set(`${kind}s/${name}/${contract.version}.json`, contract);
}
