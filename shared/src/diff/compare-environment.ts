import type { EnvironmentCard, Source } from '../catalog/model.js';
import { cardPath } from '../catalog/paths.js';
import { pointerTo } from '../catalog/pointer.js';
import { sameMeaning } from '../catalog/same-meaning.js';
import { publishedEnvironmentDeleted } from '../check/rules/published-holder-deleted.js';
import type { Change } from './change.js';
import { contractChanges, type HolderPair, whollyRefused } from './compare-holder.js';
import { localFieldChanges } from './compare-local-fields.js';
import { keyChanges, type KeyMeanings } from './compare-keys.js';
import type { Comparison } from './comparison.js';
import { change, effectOf } from './effect.js';
import { showLoss } from './witness.js';

const cardKeys: KeyMeanings<EnvironmentCard> = {
  title: 'safe',
  description: 'safe',
  owner: 'safe',
  kind: 'safe',
  exposure: 'safe',
  // What breaks its contract comes to other tables, or to none.
  on_invalid: 'readers',
  langpacks: 'safe',
  sources: 'own',
  fields: 'own',
};

/** What happened to one environment. It is published as soon as it is there. */
export function* environmentChanges(comparison: Comparison, name: string): Iterable<Change> {
  const before = comparison.before.environments.get(name);
  const after = comparison.after.environments.get(name);
  const file = cardPath('environment', name);
  if (before === undefined) {
    yield change({ kind: 'added' }, { file });
    return;
  }
  if (after === undefined) {
    const effect = effectOf({ loss: showLoss(comparison.environmentPlaces(name), whollyRefused) });
    yield change({ kind: 'deleted' }, { file, effect, rule: publishedEnvironmentDeleted.id });
    return;
  }
  const pair: HolderPair = {
    before: { kind: 'environment', holder: before },
    after: { kind: 'environment', holder: after },
    isPublished: true,
    tables: comparison.eventsOf(name, 'after').map((event) => event.name),
  };
  yield* contractChanges(comparison, pair);
  yield* localFieldChanges(comparison, pair);
  yield* sourceChanges(before.card.sources, after.card.sources, file);
  yield* keyChanges(before.card, after.card, cardKeys, file, comparison.eventsOf(name, 'before').length > 0);
}

type Sources = Readonly<Record<string, Source>>;

/** Who may send. A key that is gone is refused with 401 before anything is judged, so no payload shows it. */
function* sourceChanges(before: Sources, after: Sources, file: string): Iterable<Change> {
  const refused = { affects: ['senders'] } as const;
  for (const [source, was] of Object.entries(before)) {
    if (Object.hasOwn(after, source)) continue;
    const effect = was.keys?.some(({ revoked }) => revoked === undefined) === true ? refused : effectOf({});
    yield change({ kind: 'source-taken-off', source }, { file, pointer: '/sources', effect });
  }
  for (const [source, now] of Object.entries(after)) {
    const pointer = pointerTo('/sources', source);
    const was = Object.hasOwn(before, source) ? before[source] : undefined;
    if (was === undefined) {
      yield change({ kind: 'source-added', source }, { file, pointer });
      continue;
    }
    yield* keysOfSource(source, was, now, { file, pointer });
    if (was.title !== now.title) {
      const what = {
        kind: 'key-changed',
        key: `title of source ${source}`,
        before: was.title,
        now: now.title,
      } as const;
      yield change(what, { file, pointer: `${pointer}/title` });
    }
  }
}

function* keysOfSource(
  source: string,
  before: Source,
  after: Source,
  place: { readonly file: string; readonly pointer: string },
): Iterable<Change> {
  const refused = { effect: { affects: ['senders'] } } as const;
  const byHash = (one: Source) => new Map((one.keys ?? []).map((key) => [key.sha256, key]));
  const [old, fresh] = [byHash(before), byHash(after)];
  for (const [hash, was] of old) {
    const now = fresh.get(hash);
    const told = { source, key: was.id };
    if (now === undefined) {
      const felt = was.revoked === undefined ? refused : {};
      yield change({ kind: 'key-taken-off', ...told }, { ...place, ...felt });
    } else if (was.revoked === undefined && now.revoked !== undefined) {
      yield change({ kind: 'key-revoked', ...told }, { ...place, ...refused });
    } else if (was.revoked !== undefined && now.revoked === undefined) {
      yield change({ kind: 'key-back', ...told }, place);
    } else if (!sameMeaning(was, now)) {
      yield change(
        { kind: 'key-changed', key: `key ${was.id} of source ${source}`, before: was, now },
        place,
      );
    }
  }
  for (const [hash, { id }] of fresh) {
    if (!old.has(hash)) yield change({ kind: 'key-added', source, key: id }, place);
  }
}
