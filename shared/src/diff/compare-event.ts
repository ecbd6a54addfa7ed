import type { Event, EventCard } from '../catalog/model.js';
import { cardPath } from '../catalog/paths.js';
import { pointerTo } from '../catalog/pointer.js';
import { fieldsNamed } from '../catalog/resolve.js';
import { sameMeaning } from '../catalog/same-meaning.js';
import { backToDraft } from '../check/rules/back-to-draft.js';
import { environmentTakenOff } from '../check/rules/environment-taken-off.js';
import { publishedEventDeleted } from '../check/rules/published-holder-deleted.js';
import type { Change } from './change.js';
import type { ColumnEffect } from './column-effect.js';
import { contractChanges, type HolderPair, whollyRefused } from './compare-holder.js';
import { localFieldChanges } from './compare-local-fields.js';
import { keyChanges, type KeyMeanings } from './compare-keys.js';
import type { Comparison } from './comparison.js';
import { change, type ChangePlace, effectOf } from './effect.js';
import { type Shown, showGain, showLoss } from './witness.js';

const cardKeys: KeyMeanings<EventCard> = {
  title: 'safe',
  description: 'safe',
  owner: 'safe',
  status: 'own',
  deprecation: 'safe',
  versions: 'own',
  environments: 'own',
  destinations: 'own',
  tags: 'safe',
  media: 'safe',
  renamed_from: 'safe',
  // What is paused or sampled is not sent: readers get fewer rows.
  delivery: 'readers',
  fields: 'own',
};

/** What happened to one event. */
export function* eventChanges(comparison: Comparison, name: string): Iterable<Change> {
  const before = comparison.before.events.get(name);
  const after = comparison.after.events.get(name);
  const file = cardPath('event', name);
  const columns = (): ColumnEffect[] => comparison.tables.effectsOf(name);
  if (before === undefined || after === undefined) {
    const only = after ?? before;
    if (only === undefined) return;
    const kind = after === undefined ? 'deleted' : 'added';
    const place =
      before === undefined ? { columns: columns() } : ended(comparison, before, publishedEventDeleted.id);
    const { status } = only.card;
    yield change({ kind, status, versions: [...only.contracts.keys()] }, { file, ...place });
    return;
  }
  const isPublished = before.card.status !== 'draft';
  if (before.card.status !== after.card.status) {
    const what = { kind: 'status-changed', before: before.card.status, now: after.card.status } as const;
    const place =
      after.card.status === 'draft'
        ? ended(comparison, before, backToDraft.id)
        : { columns: isPublished ? [] : columns() };
    yield change(what, { file, pointer: '/status', ...place });
  }
  const pair: HolderPair = {
    before: { kind: 'event', holder: before },
    after: { kind: 'event', holder: after },
    isPublished,
    tables: [name],
  };
  yield* contractChanges(comparison, pair);
  yield* localFieldChanges(comparison, pair);
  yield* environmentUses(comparison, before, after);
  yield* versionNotes(comparison, before, after);
  yield* routes(before, after);
  yield* keyChanges(before.card, after.card, cardKeys, file, isPublished);
}

/** What it means that an event can no longer be sent. */
function ended(comparison: Comparison, event: Event, rule: string): Omit<ChangePlace, 'file'> {
  if (event.card.status === 'draft') return {};
  const loss = lossOf(comparison, event, [...event.contracts.keys()]);
  return { effect: effectOf({ loss }), columns: comparison.tables.effectsOf(event.name), rule };
}

function lossOf(comparison: Comparison, { name }: Event, versions: readonly number[]): Shown {
  let isUnknown = false;
  for (const version of [...versions].reverse()) {
    const shown = showLoss(comparison.eventPlaces(name, { version, by: 'before' }), whollyRefused);
    if (shown.witness !== undefined) return shown;
    isUnknown ||= shown.isUnknown;
  }
  return { isUnknown };
}

function* environmentUses(comparison: Comparison, before: Event, after: Event): Iterable<Change> {
  const file = cardPath('event', after.name);
  const [old, fresh] = [before.card.environments, after.card.environments];
  for (const environment of Object.keys(old)) {
    if (Object.hasOwn(fresh, environment)) continue;
    const [version = 0] = [...before.contracts.keys()].reverse();
    const places = [...comparison.eventPlaces(before.name, { version, by: 'before' })];
    const loss = showLoss(
      places.filter((place) => place.environment === environment),
      whollyRefused,
    );
    const rule = before.card.status === 'draft' ? {} : { rule: environmentTakenOff.id };
    const what = { kind: 'environment-taken-off', environment } as const;
    yield change(what, { file, pointer: '/environments', effect: effectOf({ loss }), ...rule });
  }
  for (const [environment, use] of Object.entries(fresh)) {
    const pointer = pointerTo('/environments', environment);
    const was = Object.hasOwn(old, environment) ? old[environment] : undefined;
    if (was === undefined) {
      const columns = columnsFrom(comparison, after, environment);
      yield change({ kind: 'environment-added', environment }, { file, pointer, columns });
    } else if (was.ended !== use.ended) {
      const told = {
        ...(was.ended === undefined ? {} : { before: was.ended }),
        ...(use.ended === undefined ? {} : { now: use.ended }),
      };
      yield change({ kind: 'environment-ended', environment, ...told }, { file, pointer });
    }
  }
}

/** The columns that an environment's common fields bring to the table of an event that had none of them. */
function columnsFrom(comparison: Comparison, event: Event, environment: string): ColumnEffect[] {
  const holder = comparison.after.environments.get(environment);
  return [...(holder === undefined ? [] : fieldsNamed(holder))].flatMap((field) =>
    comparison.tables.effectsOn(field, [event.name]).filter(({ effect }) => effect !== 'column-kept'),
  );
}

function* versionNotes(comparison: Comparison, before: Event, after: Event): Iterable<Change> {
  const [old, fresh] = [before.card.versions ?? {}, after.card.versions ?? {}];
  for (const key of new Set([...Object.keys(old), ...Object.keys(fresh)])) {
    const was = Object.hasOwn(old, key) ? old[key] : undefined;
    const now = Object.hasOwn(fresh, key) ? fresh[key] : undefined;
    if (sameMeaning(was, now)) continue;
    const version = Number(key);
    const places = [...comparison.eventPlaces(after.name, { version, by: 'before' })];
    const effect = after.contracts.has(version)
      ? effectOf({ loss: showLoss(places, whollyRefused), gain: showGain(places, whollyRefused) })
      : effectOf({});
    const what = {
      kind: 'version-noted',
      version,
      ...(was === undefined ? {} : { before: was }),
      ...(now === undefined ? {} : { now }),
    } as const;
    const pointer = now === undefined ? '' : pointerTo('/versions', key);
    yield change(what, { file: cardPath('event', after.name), pointer, effect });
  }
}

function* routes(before: Event, after: Event): Iterable<Change> {
  const file = cardPath('event', after.name);
  for (const destination of before.card.destinations) {
    if (after.card.destinations.includes(destination)) continue;
    const effect = effectOf({ readersLose: before.card.status !== 'draft' });
    yield change({ kind: 'route-taken-off', destination }, { file, pointer: '/destinations', effect });
  }
  for (const [index, destination] of after.card.destinations.entries()) {
    if (before.card.destinations.includes(destination)) continue;
    yield change({ kind: 'route-added', destination }, { file, pointer: pointerTo('/destinations', index) });
  }
}
