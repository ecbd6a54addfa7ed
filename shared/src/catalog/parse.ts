import type { Finding } from '../check/finding.js';
import type {
  Catalog,
  CatalogSettings,
  Contract,
  Destination,
  EnvironmentCard,
  EventCard,
  FieldDeclaration,
  Owner,
} from './model.js';
import { parseFile, type ParsedFile } from './parse-file.js';
import type { Problem } from './problem.js';
import { quoted } from './quote.js';

export interface ParsedCatalog {
  /** Everything that is sound. */
  readonly catalog: Catalog;
  /** All of severity error; `checkCatalog` is what listens to catalog.json. */
  readonly findings: readonly Finding[];
  /** Paths that are there but gave nothing to the catalog: what they would have been is not to be called missing. */
  readonly unsound: ReadonlySet<string>;
}

/**
 * Reads a whole catalog: its files by path (forward slashes, from the catalog's folder on). Never throws on what the
 * files say: what cannot be used is a finding and left out.
 */
export function parseCatalog(files: ReadonlyMap<string, string>): ParsedCatalog {
  const parsed: ParsedFile[] = [];
  for (const [path, text] of files) parsed.push(parseFile(path, text));
  return assembleCatalog(parsed);
}

/** Puts files that were read one by one into their places. */
export function assembleCatalog(files: Iterable<ParsedFile>): ParsedCatalog {
  const parts = new Parts();
  const problems: Problem[] = [];
  const unsound = new Set<string>();
  for (const file of files) {
    problems.push(...file.problems);
    if (file.value !== undefined) parts.add(file);
    else if (file.place !== undefined) unsound.add(file.path);
    if (file.place?.kind === 'settings') parts.settingsSeen = true;
  }
  const catalog: Catalog = {
    settings: parts.settings ?? { format: 1, name: 'catalog' },
    owners: byName(parts.owners),
    fields: byName(parts.fields),
    environments: holders('environment', parts.cards.environment, parts, unsound, problems),
    events: holders('event', parts.cards.event, parts, unsound, problems),
    destinations: byName(parts.destinations),
  };
  if (!parts.settingsSeen) {
    problems.push({
      rule: 'file-place',
      file: 'catalog.json',
      pointer: '',
      message: 'There is no catalog.json; it is what makes a folder a catalog.',
      fix: 'Add one: {"format": 1, "name": "my-catalog"}.',
    });
  }
  return { catalog, findings: problems.map((problem) => ({ ...problem, severity: 'error' })), unsound };
}

/** The files, sorted by kind; contracts by their holder and number. */
class Parts {
  settingsSeen = false;
  settings: CatalogSettings | undefined;
  readonly owners = new Map<string, Owner>();
  readonly fields = new Map<string, FieldDeclaration>();
  readonly destinations = new Map<string, Destination>();
  readonly cards = {
    environment: new Map<string, EnvironmentCard>(),
    event: new Map<string, EventCard>(),
  };
  readonly contracts = {
    environment: new Map<string, Contract[]>(),
    event: new Map<string, Contract[]>(),
  };

  /** The schema of the place's kind has proven each of these types. */
  add({ place, value }: ParsedFile): void {
    switch (place?.kind) {
      case undefined:
        break;
      case 'settings':
        this.settings = value as CatalogSettings;
        break;
      case 'owner':
        this.owners.set(place.name, value as Owner);
        break;
      case 'field':
        this.fields.set(place.name, value as FieldDeclaration);
        break;
      case 'destination':
        this.destinations.set(place.name, value as Destination);
        break;
      case 'environment':
        this.cards.environment.set(place.name, value as EnvironmentCard);
        break;
      case 'event':
        this.cards.event.set(place.name, value as EventCard);
        break;
      case 'contract': {
        const all = this.contracts[place.holder];
        const known = all.get(place.name);
        if (known === undefined) all.set(place.name, [value as Contract]);
        else known.push(value as Contract);
        break;
      }
    }
  }
}

interface HolderOf<Card> {
  readonly name: string;
  readonly card: Card;
  readonly contracts: ReadonlyMap<number, Contract>;
}

/** Cards joined with their contracts. Contracts without a card are a problem, and left out. */
function holders<Card>(
  kind: 'environment' | 'event',
  cards: ReadonlyMap<string, Card>,
  parts: Parts,
  unsound: ReadonlySet<string>,
  problems: Problem[],
): ReadonlyMap<string, HolderOf<Card>> {
  const contracts = parts.contracts[kind];
  const made = new Map<string, HolderOf<Card>>();
  for (const [name, card] of cards) {
    const own = (contracts.get(name) ?? []).sort((a, b) => a.version - b.version);
    made.set(name, { name, card, contracts: new Map(own.map((contract) => [contract.version, contract])) });
  }
  for (const [name, orphans] of contracts) {
    const card = `${kind}s/${name}/${kind}.json`;
    const first = orphans[0];
    if (made.has(name) || unsound.has(card) || first === undefined) continue;
    problems.push({
      rule: 'card-missing',
      file: `${kind}s/${name}/${first.version}.json`,
      pointer: '',
      message: `The ${kind} ${quoted(name)} has contracts but no card.`,
      fix: `Add ${card}.`,
    });
  }
  return byName(made);
}

function byName<T>(map: ReadonlyMap<string, T>): ReadonlyMap<string, T> {
  return new Map([...map].sort(([a], [b]) => (a < b ? -1 : 1)));
}
