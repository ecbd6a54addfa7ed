import type { CatalogSettings, Destination, Owner } from '../catalog/model.js';
import { destinationPath, ownerPath, settingsPath } from '../catalog/paths.js';
import type { Change } from './change.js';
import { keyChanges, type KeyMeanings } from './compare-keys.js';
import type { Comparison } from './comparison.js';
import { change, effectOf } from './effect.js';

const settingsKeys: KeyMeanings<CatalogSettings> = {
  format: 'safe',
  name: 'safe',
  title: 'safe',
  description: 'safe',
  published_branch: 'safe',
  rules: 'safe',
  langpack: 'safe',
  registries: 'safe',
  waivers: 'safe',
};

const ownerKeys: KeyMeanings<Owner> = { title: 'safe', members: 'safe', contacts: 'safe' };

const destinationKeys: KeyMeanings<Destination> = {
  title: 'safe',
  description: 'safe',
  owner: 'safe',
  kind: 'readers',
  topic: 'readers',
  framing: 'readers',
  takes_flagged: 'readers',
  collection: 'readers',
  keep_days: 'readers',
};

export function settingsChanges({ before, after }: Comparison): Iterable<Change> {
  return keyChanges(before.settings, after.settings, settingsKeys, settingsPath, true);
}

export function* ownerChanges({ before, after }: Comparison, name: string): Iterable<Change> {
  const [was, now] = [before.owners.get(name), after.owners.get(name)];
  const file = ownerPath(name);
  if (was === undefined || now === undefined) {
    yield change({ kind: was === undefined ? 'added' : 'deleted' }, { file });
  } else {
    yield* keyChanges(was, now, ownerKeys, file, true);
  }
}

/** What happened to a recipient of events; felt where something published was sent there. */
export function* destinationChanges({ before, after }: Comparison, name: string): Iterable<Change> {
  const [was, now] = [before.destinations.get(name), after.destinations.get(name)];
  const file = destinationPath(name);
  const isFelt = [...before.events.values()].some(
    ({ card }) => card.status !== 'draft' && card.destinations.includes(name),
  );
  if (was === undefined) yield change({ kind: 'added' }, { file });
  else if (now === undefined)
    yield change({ kind: 'deleted' }, { file, effect: effectOf({ readersLose: isFelt }) });
  else yield* keyChanges(was, now, destinationKeys, file, isFelt);
}
