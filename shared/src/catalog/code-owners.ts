import type { Catalog, Owner } from './model.js';
import { destinationPath, fieldPath, ownerPath } from './paths.js';

export const forges = ['github', 'gitlab'] as const;
export type Forge = (typeof forges)[number];

/** The first line of each such file, by which it is known again. */
export const codeOwnersHead =
  '# Made by `eventbook codeowners`, from owners/ and the cards: change those, and make it again.';

/** What one team answers for. */
interface Ownership {
  readonly name: string;
  /** Of the members, as they commit; an address that a forge would take for a comment is left out. */
  readonly addresses: readonly string[];
  readonly paths: readonly string[];
}

/**
 * A CODEOWNERS file, by which a forge asks the owners of what a change touches: everything that names an owner, and the
 * list of a team's members itself. The same catalog gives the same text.
 * @param prefix the catalog's folder in its repository; empty where they are the same
 */
export function codeOwners(catalog: Catalog, forge: Forge, prefix = ''): string {
  const teams = ownerships(catalog, prefix === '' ? '/' : `/${prefix}/`);
  const empty = teams.filter(({ addresses }) => addresses.length === 0).map(({ name }) => name);
  const head = [codeOwnersHead, ...empty.map((name) => `# ${name} has no members, so nobody is asked.`)];
  const asked = teams.filter(({ addresses, paths }) => addresses.length > 0 && paths.length > 0);
  const body = forge === 'gitlab' ? sections(asked) : lines(asked);
  return `${[...head, '', ...body].join('\n').trimEnd()}\n`;
}

/** GitLab: a section for each team, whose line names its members once. */
function sections(teams: readonly Ownership[]): string[] {
  return teams.flatMap(({ name, addresses, paths }) => [`[${name}] ${addresses.join(' ')}`, ...paths, '']);
}

/** GitHub: every path with its people, in the order of paths. */
function lines(teams: readonly Ownership[]): string[] {
  return teams
    .flatMap(({ addresses, paths }) => paths.map((path) => `${path} ${addresses.join(' ')}`))
    .sort();
}

function ownerships(catalog: Catalog, root: string): Ownership[] {
  const paths = new Map<string, string[]>();
  const add = (owner: string | undefined, path: string): void => {
    if (owner !== undefined) paths.set(owner, [...(paths.get(owner) ?? []), root + path]);
  };
  for (const name of catalog.owners.keys()) add(name, ownerPath(name));
  for (const [name, { owner }] of catalog.fields) add(owner, fieldPath(name));
  for (const [name, { owner }] of catalog.destinations) add(owner, destinationPath(name));
  for (const { name, card } of catalog.environments.values()) add(card.owner, `environments/${name}/`);
  for (const { name, card } of catalog.events.values()) add(card.owner, `events/${name}/`);
  return Array.from(catalog.owners, ([name, owner]) => ({
    name,
    addresses: addressesOf(owner),
    paths: (paths.get(name) ?? []).sort(),
  }));
}

function addressesOf({ members }: Owner): string[] {
  return [...new Set(members.map(({ email }) => email))].filter((email) => !/[#[\]\\]/u.test(email)).sort();
}
