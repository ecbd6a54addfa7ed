import type { Contract, FieldUse } from '../catalog/model.js';
import { pointerTo } from '../catalog/pointer.js';
import { sameMeaning } from '../catalog/same-meaning.js';
import type { Edit, What } from './change.js';
import { type Effect, effectOf, noEffect } from './effect.js';
import { extraBetween, payloadBetween } from './payload-search.js';
import { type PayloadSearch, type Place, showGain, showLoss } from './witness.js';

/** One difference between two contracts, and what it means where its events are sent. */
export interface ContractDifference {
  readonly what: What;
  /** From the contract on; for a field that is gone, the fields. */
  readonly pointer: string;
  /** The field that it is about. */
  readonly field?: string;
  readonly effect: Effect;
}

/**
 * What is different in `after`, field by field.
 * @param places where the event, or the events of the environment, were and are sent; none where nothing is published
 */
export function* compareContracts(
  before: Contract,
  after: Contract,
  places: () => Iterable<Place>,
): Iterable<ContractDifference> {
  const { version } = after;
  if ((before.open === true) !== (after.open === true)) {
    const opened = after.open === true;
    const effect = opened
      ? effectOf({ gain: showGain(places(), orNone(extraBetween)) })
      : effectOf({ loss: showLoss(places(), orNone(extraBetween)) });
    yield { what: { kind: opened ? 'opened' : 'closed', version }, pointer: opened ? '/open' : '', effect };
  }
  for (const [field, use] of Object.entries(after.fields)) {
    const was = Object.hasOwn(before.fields, field) ? before.fields[field] : undefined;
    const pointer = pointerTo('/fields', field);
    if (was === undefined) {
      const required = use.required === true;
      const effect = effectOf({ loss: showLoss(places(), about(field)) });
      yield { what: { kind: 'field-added', version, field, required }, pointer, field, effect };
      continue;
    }
    const edits = useEdits(was, use);
    if (edits.length === 0) continue;
    const effect = effectOf({
      loss: showLoss(places(), about(field)),
      gain: showGain(places(), about(field)),
    });
    yield { what: { kind: 'field-changed', version, field, edits }, pointer, field, effect };
  }
  for (const field of Object.keys(before.fields)) {
    if (Object.hasOwn(after.fields, field)) continue;
    yield {
      what: { kind: 'field-gone', version, field },
      pointer: '/fields',
      field,
      effect: goneEffect(field, places),
    };
  }
}

/** Readers lose a field, but where the other of the two contracts still names it. */
function goneEffect(field: string, places: () => Iterable<Place>): Effect {
  const loss = showLoss(places(), about(field));
  for (const { after } of places()) {
    if (after.view?.fields.has(field) === true) continue;
    return effectOf({ loss, readersLose: true });
  }
  const gain = showGain(places(), about(field));
  return loss.witness === undefined && gain.witness === undefined ? noEffect : effectOf({ loss, gain });
}

function about(field: string): PayloadSearch {
  return orNone((one, other) => payloadBetween(one, other, field));
}

function orNone(
  search: (...sides: Parameters<typeof extraBetween>) => ReturnType<typeof extraBetween>,
): PayloadSearch {
  return (accepting, refusing) => (refusing === undefined ? 'none' : search(accepting, refusing));
}

const useKeys = [
  'required',
  'nullable',
  'enum',
  'minimum',
  'maximum',
  'minLength',
  'maxLength',
  'pattern',
  'format',
  'minItems',
  'maxItems',
] as const satisfies readonly (keyof FieldUse)[];

function useEdits(before: FieldUse, now: FieldUse): Edit<keyof FieldUse>[] {
  return useKeys.flatMap((key) =>
    sameMeaning(before[key], now[key]) || (before[key] === undefined && now[key] === false)
      ? []
      : [{ key, before: before[key], now: now[key] }],
  );
}
