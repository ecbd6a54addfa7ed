import type { Catalog } from '../catalog/model.js';
import type { Change, Subject, Touched, What } from './change.js';
import type { Comparison } from './comparison.js';

/** What no generator reads; a change of anything else makes a next release of the langpacks it touches. */
const notGenerated: ReadonlySet<What['kind']> = new Set([
  'route-added',
  'route-taken-off',
  'source-added',
  'source-taken-off',
  'key-added',
  'key-revoked',
  'key-back',
  'key-taken-off',
]);
const keysNotGenerated: ReadonlySet<string> = new Set([
  'tags',
  'media',
  'owner',
  'on_invalid',
  'exposure',
  'kind',
]);

/** Whom and what the changes of a subject touch. */
export function touchedBy(comparison: Comparison, subject: Subject, changes: readonly Change[]): Touched {
  const events = eventsOf(comparison, subject);
  const environments = environmentsOf(comparison, subject, events);
  const affects = new Set(changes.flatMap((change) => change.affects));
  const destinations =
    subject.kind === 'destination'
      ? [subject.name]
      : affects.has('readers')
        ? both(comparison, (catalog) =>
            events.flatMap((name) => catalog.events.get(name)?.card.destinations ?? []),
          )
        : changes.flatMap(({ what }) => ('destination' in what ? [what.destination] : []));
  const isGenerated = changes.some(({ what }) => changesLangpacks(what));
  return {
    events,
    environments,
    sources: affects.has('senders') ? sourcesOf(comparison, subject, environments, changes) : [],
    owners: ownersOf(comparison, subject, affects, environments, destinations),
    destinations: sorted(destinations),
    langpacks: isGenerated ? langpacksOf(comparison, environments) : [],
  };
}

function changesLangpacks(what: What): boolean {
  if (what.kind === 'key-changed') return !keysNotGenerated.has(what.key);
  if (what.kind === 'declaration-changed') return what.key !== 'owner';
  return !notGenerated.has(what.kind);
}

function eventsOf(comparison: Comparison, { kind, name }: Subject): readonly string[] {
  switch (kind) {
    case 'event':
      return [name];
    case 'environment':
      return both(comparison, (_, by) => comparison.eventsOf(name, by).map((event) => event.name));
    case 'field':
      return both(comparison, (_, by) =>
        comparison
          .usersOf(name, by)
          .flatMap(({ kind: holder, holder: { name: user } }) =>
            holder === 'event' ? [user] : comparison.eventsOf(user, by).map((event) => event.name),
          ),
      );
    case 'destination':
      return both(comparison, (catalog) =>
        [...catalog.events.values()].flatMap((event) =>
          event.card.destinations.includes(name) ? [event.name] : [],
        ),
      );
    case 'owner':
    case 'catalog':
      return [];
  }
}

function environmentsOf(
  comparison: Comparison,
  { kind, name }: Subject,
  events: readonly string[],
): readonly string[] {
  if (kind === 'environment') return [name];
  if (kind === 'destination') return [];
  const own =
    kind === 'field'
      ? both(comparison, (_, by) =>
          comparison
            .usersOf(name, by)
            .flatMap((user) => (user.kind === 'environment' ? [user.holder.name] : [])),
        )
      : [];
  const cards = both(comparison, (catalog) =>
    events.flatMap((event) => Object.keys(catalog.events.get(event)?.card.environments ?? {})),
  );
  return sorted([...own, ...cards]);
}

/** Of a source or key that is gone that source alone; else everybody who sends from there. */
function sourcesOf(
  { before }: Comparison,
  { name }: Subject,
  environments: readonly string[],
  changes: readonly Change[],
): readonly string[] {
  const felt = changes.filter(({ affects }) => affects.includes('senders'));
  const single = felt.flatMap(({ what }) => ('source' in what ? [`${name}/${what.source}`] : []));
  if (single.length === felt.length) return sorted(single);
  return environments.flatMap((environment) =>
    Object.keys(before.environments.get(environment)?.card.sources ?? {}).map(
      (source) => `${environment}/${source}`,
    ),
  );
}

/** The subject's own, and whose senders or readers are affected. */
function ownersOf(
  comparison: Comparison,
  { kind, name }: Subject,
  affects: ReadonlySet<string>,
  environments: readonly string[],
  destinations: readonly string[],
): readonly string[] {
  return both(comparison, (catalog) => [
    ...(kind === 'owner' ? [name] : []),
    ...present(kind === 'event' ? catalog.events.get(name)?.card.owner : undefined),
    ...present(kind === 'environment' ? catalog.environments.get(name)?.card.owner : undefined),
    ...present(kind === 'field' ? catalog.fields.get(name)?.owner : undefined),
    ...present(kind === 'destination' ? catalog.destinations.get(name)?.owner : undefined),
    ...(affects.has('senders')
      ? environments.flatMap((environment) => present(catalog.environments.get(environment)?.card.owner))
      : []),
    ...(affects.has('readers')
      ? destinations.flatMap((destination) => present(catalog.destinations.get(destination)?.owner))
      : []),
  ]);
}

function langpacksOf({ after }: Comparison, environments: readonly string[]): readonly string[] {
  return environments.flatMap((environment) =>
    Object.keys(after.environments.get(environment)?.card.langpacks ?? {}).map(
      (language) => `${environment}/${language}`,
    ),
  );
}

/** From both catalogs, each name once. */
function both(
  comparison: Comparison,
  names: (catalog: Catalog, by: 'before' | 'after') => readonly string[],
): readonly string[] {
  return sorted([...names(comparison.before, 'before'), ...names(comparison.after, 'after')]);
}

function sorted(names: readonly string[]): readonly string[] {
  return [...new Set(names)].sort();
}

function present<Item>(item: Item | undefined): readonly Item[] {
  return item === undefined ? [] : [item];
}
