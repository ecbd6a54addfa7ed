import type { Contract } from '../catalog/model.js';
import { contractPath } from '../catalog/paths.js';
import { firstDifference, sameMeaning } from '../catalog/same-meaning.js';
import { publishedContractDeleted } from '../check/rules/published-contract-deleted.js';
import { publishedContractEdited } from '../check/rules/published-contract-edited.js';
import type { Change } from './change.js';
import { compareContracts } from './compare-contracts.js';
import type { Comparison, HolderOfKind } from './comparison.js';
import { change, type ChangePlace, effectOf } from './effect.js';
import { payloadWithin } from './payload-search.js';
import { type PayloadSearch, type Place, showLoss } from './witness.js';

/** What is accepted at all where nothing is any more. */
export const whollyRefused: PayloadSearch = (accepting, refusing) =>
  refusing === undefined ? payloadWithin(accepting) : 'none';

/** An event or environment as it was and as it is. */
export interface HolderPair {
  readonly before: HolderOfKind;
  readonly after: HolderOfKind;
  /** Whether it counts as published. */
  readonly isPublished: boolean;
  /** Events whose tables carry its fields. */
  readonly tables: readonly string[];
}

/** What happened to the numbered contracts. */
export function* contractChanges(comparison: Comparison, pair: HolderPair): Iterable<Change> {
  const { kind, holder } = pair.before;
  const standing = pair.after.holder;
  const rule = (id: string): Pick<ChangePlace, 'rule'> => (pair.isPublished ? { rule: id } : {});
  for (const [version, contract] of holder.contracts) {
    const file = contractPath(kind, holder.name, version);
    const now = standing.contracts.get(version);
    const places = (): Iterable<Place> =>
      kind === 'event'
        ? comparison.eventPlaces(holder.name, { version, by: 'before' })
        : comparison.environmentPlaces(holder.name, version);
    if (now === undefined) {
      const effect = effectOf({ loss: showLoss(places(), whollyRefused) });
      yield change(
        { kind: 'version-deleted', version },
        { file, effect, ...rule(publishedContractDeleted.id) },
      );
    } else if (!sameMeaning(contract, now)) {
      const pointer = firstDifference(contract, now) ?? '';
      yield change(
        { kind: 'version-edited', version },
        { file, pointer, ...rule(publishedContractEdited.id) },
      );
      yield* differences(comparison, pair, contract, now, places, rule(publishedContractEdited.id));
    }
  }
  for (const [version, contract] of standing.contracts) {
    if (!holder.contracts.has(version)) yield* addedVersion(comparison, pair, contract);
  }
}

/** A new version, and what is different in it from the one before. */
function* addedVersion(comparison: Comparison, pair: HolderPair, contract: Contract): Iterable<Change> {
  const { kind, holder } = pair.before;
  const { version, note } = contract;
  const versions = [...holder.contracts.keys(), ...pair.after.holder.contracts.keys()];
  const previous = Math.max(...versions.filter((one) => one < version));
  const told = { ...(previous > 0 ? { previous } : {}), ...(note === undefined ? {} : { note }) };
  yield change(
    { kind: 'version-added', version, ...told },
    { file: contractPath(kind, holder.name, version) },
  );
  const published = holder.contracts.get(previous);
  const compared = published ?? pair.after.holder.contracts.get(previous);
  if (compared === undefined) return;
  // Whoever pins no version of the common fields is held to the newest from now on.
  const places = (): Iterable<Place> =>
    kind === 'event'
      ? comparison.eventPlaces(
          holder.name,
          { version: previous, by: published === undefined ? 'after' : 'before' },
          { version, by: 'after' },
        )
      : comparison.environmentPlaces(holder.name);
  yield* differences(comparison, pair, compared, contract, places, {});
}

function* differences(
  comparison: Comparison,
  pair: HolderPair,
  before: Contract,
  after: Contract,
  places: () => Iterable<Place>,
  rule: Pick<ChangePlace, 'rule'>,
): Iterable<Change> {
  const file = contractPath(pair.before.kind, pair.before.holder.name, after.version);
  for (const { what, pointer, field, effect } of compareContracts(before, after, places)) {
    const columns = field === undefined ? [] : comparison.tables.effectsOn(field, pair.tables);
    yield change(what, { file, pointer, effect, columns, ...rule });
  }
}
