import type { Catalog } from '../catalog/model.js';
import { Judge } from '../event/judge.js';
import type { Violation } from '../event/violation.js';
import type { FieldsView } from './fields-view.js';
import type { Found } from './found.js';
import type { Payload } from './payload-search.js';

/** Which of the two catalogs judges. */
export type By = 'before' | 'after';

interface WitnessEnvelope {
  readonly event: string;
  readonly version: number;
  readonly environment_version?: number;
  readonly fields: Payload;
}

/** An envelope that shows what a change means: the one catalog accepts it, the other refuses it. */
export interface Witness {
  readonly environment: string;
  /** `<environment>/<source>`: one that could send it. */
  readonly source: string;
  readonly accepted: WitnessEnvelope;
  readonly accepted_by: By;
  /** The same fields; another version where it is versions that are compared. */
  readonly refused: WitnessEnvelope;
  readonly refused_by: By;
  /** Why it is refused, in the words of the judge; there once the judge was asked. */
  readonly violations?: readonly Violation[];
}

/** By which catalog and which contracts an envelope is judged. */
export interface Side {
  readonly by: By;
  readonly version: number;
  /** Undefined: none pinned, so the newest. */
  readonly environmentVersion: number | undefined;
  /** What is accepted there; undefined where nothing is. */
  readonly view: FieldsView | undefined;
}

/** An event sent from somewhere, as it was and as it is. */
export interface Place {
  readonly event: string;
  readonly environment: string;
  readonly source: string;
  readonly before: Side;
  readonly after: Side;
}

/** What a search over places ends with. */
export interface Shown {
  readonly witness?: Witness;
  /** Whether somewhere it could not be told. */
  readonly isUnknown: boolean;
}

export type PayloadSearch = (accepting: FieldsView, refusing: FieldsView | undefined) => Found<Payload>;

/** A payload that was accepted and is not any more, at the first place that has one. */
export function showLoss(places: Iterable<Place>, search: PayloadSearch): Shown {
  return show(places, search, ({ before, after }) => [before, after]);
}

/** A payload that is accepted and was not before. */
export function showGain(places: Iterable<Place>, search: PayloadSearch): Shown {
  return show(places, search, ({ before, after }) => [after, before]);
}

function show(
  places: Iterable<Place>,
  search: PayloadSearch,
  sides: (place: Place) => readonly [accepting: Side, refusing: Side],
): Shown {
  let isUnknown = false;
  for (const place of places) {
    const [accepting, refusing] = sides(place);
    const found = accepting.view === undefined ? 'none' : search(accepting.view, refusing.view);
    if (found === 'unknown') isUnknown = true;
    if (typeof found === 'object')
      return { witness: witnessOf(place, accepting, refusing, found.value), isUnknown };
  }
  return { isUnknown };
}

function witnessOf(
  { event, environment, source }: Place,
  accepting: Side,
  refusing: Side,
  fields: Payload,
): Witness {
  const envelope = ({ version, environmentVersion }: Side): WitnessEnvelope => ({
    event,
    version,
    ...(environmentVersion === undefined ? {} : { environment_version: environmentVersion }),
    fields,
  });
  return {
    environment,
    source,
    accepted: envelope(accepting),
    accepted_by: accepting.by,
    refused: envelope(refusing),
    refused_by: refusing.by,
  };
}

/** Asks the judges of both catalogs, as their collectors would. */
export class WitnessStand {
  readonly #judges: Readonly<Record<By, Judge>>;

  constructor(before: Catalog, after: Catalog) {
    const judge = (catalog: Catalog): Judge => new Judge(catalog, { sequence: 0 });
    this.#judges = { before: judge(before), after: judge(after) };
  }

  /** The witness with the reasons of the refusal; undefined where one of the judges says otherwise or cannot say. */
  hear(witness: Witness): Witness | undefined {
    try {
      return this.#ask(witness);
    } catch {
      // A catalog with errors may name what nothing declares: by that nobody can judge.
      return undefined;
    }
  }

  #ask(witness: Witness): Witness | undefined {
    const sender = { environment: witness.environment, source: witness.source };
    const judge = (by: By, envelope: WitnessEnvelope) =>
      this.#judges[by].judge(envelope, sender, () => JSON.stringify(envelope));
    if (judge(witness.accepted_by, witness.accepted).outcome !== 'accepted') return undefined;
    const { outcome, violations } = judge(witness.refused_by, witness.refused);
    return outcome === 'accepted' ? undefined : { ...witness, violations };
  }
}
